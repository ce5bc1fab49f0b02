using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.References;

/// <summary>ref.developers: nothing outside of the developers' folders needs what lies in them.</summary>
internal sealed class DevelopersReferenceRule : IRule
{
    private const string Developers = AssetPath.Root + "/Developers";

    public static RuleDefinition Definition { get; } = new(_ => new DevelopersReferenceRule())
    {
        Id = "ref.developers",
        Description = "An asset outside of /Game/Developers uses nothing that lies in it.",
        Reason = "Developers' folders are sandboxes: they are often neither cooked nor submitted, so that the asset is broken for everybody else.",
        Remedy = "Move the used asset out of /Game/Developers, or use another one.",
        Severity = Severity.Error,
        Needs = FactKinds.References,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (AssetPath.IsAtOrBelow(judgement.Path, Developers))
        {
            return;
        }

        var references = judgement.Asset.References;
        for (var i = 0; i < references.Count; i++)
        {
            if (AssetPath.IsAtOrBelow(references[i], Developers) && judgement.Takes())
            {
                judgement.Report(
                    $"The asset uses {Quoted.End(references[i])}, which lies in a developer's folder.",
                    "Move that asset out of /Game/Developers in Unreal, or use another one.");
            }
        }
    }
}
