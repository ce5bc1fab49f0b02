using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Paths;

/// <summary>path.length: cooking and packaging add folders before the content's, and Windows allows 260 characters in all.</summary>
internal sealed class PathLengthRule(RuleThresholds thresholds) : IRule
{
    private readonly int _maxLength = (int)thresholds["maxLength"];

    public static RuleDefinition Definition { get; } = new(thresholds => new PathLengthRule(thresholds))
    {
        Id = "path.length",
        Description = "The asset's path, counted from the content root with the name once, is not too long.",
        Reason = "Cooking and packaging put more folders in front of the content's, and many tools on Windows stop at 260 characters in all.",
        Remedy = "Shorten the names of the asset or of its folders, or use fewer folders.",
        Severity = Severity.Warning,
        Thresholds =
        [
            new() { Name = "maxLength", Description = "Most characters of the path after \"/Game/\".", Default = 140, Minimum = 1, Maximum = AssetPath.MaxLength, Whole = true },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        var path = judgement.Path;
        var root = AssetPath.IsAtOrBelow(path, AssetPath.Root) ? Math.Min(path.Length, AssetPath.Root.Length + 1) : 0;
        var length = path.Length - root;
        if (length > _maxLength)
        {
            judgement.Report(
                Invariant($"The path has {length:N0} characters from the content root, {length - _maxLength:N0} more than the {_maxLength:N0} that are allowed."),
                "Shorten the names of the asset or of its folders, or use fewer folders.");
        }
    }
}
