using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Paths;

/// <summary>path.depth: a tree that nobody can look through. No public number is known; eight is DccBridge's.</summary>
internal sealed class PathDepthRule(RuleThresholds thresholds) : IRule
{
    private readonly int _maxFolders = (int)thresholds["maxFolders"];

    public static RuleDefinition Definition { get; } = new(thresholds => new PathDepthRule(thresholds))
    {
        Id = "path.depth",
        Description = "The asset does not lie below too many folders.",
        Reason = "Each folder is a step for whoever looks for the asset, and makes the path longer.",
        Remedy = "Move the asset into a folder higher up, or join folders that hold only one other.",
        Severity = Severity.Info,
        Thresholds =
        [
            new() { Name = "maxFolders", Description = "Most folders between the content root and the asset.", Default = 8, Minimum = 1, Maximum = AssetPath.MaxLength / 2, Whole = true },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        var folders = judgement.Folders;
        var count = folders.IsEmpty ? 0 : folders.Count('/') + 1;
        if (count > _maxFolders)
        {
            judgement.Report(
                Invariant($"The asset lies below {count:N0} folders; at most {_maxFolders:N0} are allowed."),
                "Move the asset into a folder higher up, or join folders that hold only one other.");
        }
    }
}
