using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Validation.Rules.Paths;

/// <summary>path.toplevel: nothing lies directly in the content root.</summary>
internal sealed class PathTopLevelRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new PathTopLevelRule())
    {
        Id = "path.toplevel",
        Description = "The asset lies in a folder, not directly in /Game.",
        Reason = "What lies in the root belongs to nobody, is hard to move to another project, and collides with what is merged into this one.",
        Remedy = "Move the asset into a folder of the project in Unreal, which mends the references.",
        Severity = Severity.Warning,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Folders.IsEmpty && !judgement.Name.IsEmpty && judgement.Path.Length > AssetPath.Root.Length && AssetPath.IsAtOrBelow(judgement.Path, AssetPath.Root))
        {
            judgement.Report(
                $"The asset lies directly in {AssetPath.Root}.",
                "Move the asset into a folder of the project in Unreal, and send to the new path from then on.");
        }
    }
}
