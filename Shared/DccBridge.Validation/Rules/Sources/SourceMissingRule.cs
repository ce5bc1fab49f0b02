using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Sources;

/// <summary>src.missing: without its source an asset cannot be changed any more. Silent where absence cannot be told from being out of reach.</summary>
internal sealed class SourceMissingRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new SourceMissingRule())
    {
        Id = "src.missing",
        Description = "The recorded source file is there, as far as its root can be reached from here.",
        Reason = "Without its source an asset cannot be changed any more, only remade.",
        Remedy = "Put the file back, send the asset from where the file is now, or map its root.",
        Severity = Severity.Warning,
        Needs = FactKinds.Source,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        // A save must not wait for a server that does not answer.
        if (judgement.UseCase == ValidationUseCase.Save || judgement.Asset.Source?.Path is not { Length: > 0 } path || judgement.SourceFiles.Find(path) != SourcePresence.Missing)
        {
            return;
        }

        judgement.Report(
            $"The source file {Quoted.End(path)} is not there.",
            "Put the file back where it was, or send the asset from where the file is now; if it lies under another root on this machine, map that root.");
    }
}
