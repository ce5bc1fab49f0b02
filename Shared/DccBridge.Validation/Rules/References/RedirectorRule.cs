using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.References;

/// <summary>ref.redirector: what Unreal leaves where a renamed asset was, and what still points there.</summary>
internal sealed class RedirectorRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new RedirectorRule())
    {
        Id = "ref.redirector",
        Description = "There are no redirectors left, and no asset uses one (an error before a submit, else a warning).",
        Reason = "A redirector must be loaded on the way to what it stands for, keeps its old name from being used again, and breaks what points to it when it is deleted.",
        Remedy = "Fix up the redirectors of the folder in Unreal's content browser, with all that uses them checked out.",
        Severity = Severity.Error,
        JudgesRedirectors = true,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Asset.Class == AssetClasses.Redirector)
        {
            judgement.Report(
                "The asset is a redirector: it stands where a renamed or moved asset was.",
                "Choose Fix Up Redirectors on its folder in Unreal's content browser.",
                severity: Severity.Warning);
        }

        var references = judgement.Asset.References;
        for (var i = 0; i < references?.Count; i++)
        {
            if (judgement.Others.Find(references[i])?.Class == AssetClasses.Redirector)
            {
                Report(ref judgement, references[i]);
            }
        }
    }

    private static void Report(ref AssetJudgement judgement, string redirector)
    {
        Severity? severity = judgement.UseCase == ValidationUseCase.PreSubmit ? null : Severity.Warning;
        if (judgement.Takes(severity))
        {
            judgement.Report(
                $"The asset uses {Quoted.End(redirector)}, which is a redirector to an asset that was renamed or moved.",
                "Save this asset anew, which writes the new path, or choose Fix Up Redirectors on the redirector's folder in Unreal's content browser.",
                severity: severity);
        }
    }
}
