using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Sources;

/// <summary>src.stale: the file has changed since it was imported. Silent where the file cannot be read from here.</summary>
internal sealed class SourceStaleRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new SourceStaleRule())
    {
        Id = "src.stale",
        Description = "The source file is still the one that was imported: its content has the same hash, as far as it can be read from here.",
        Reason = "What is judged, lit and submitted is not what the artist last made.",
        Remedy = "Send the source file again, or put the imported version back.",
        Severity = Severity.Warning,
        Needs = FactKinds.Source,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        // An import has just read the file, and a save must not wait for one. What was made of a material is told with the mesh of its file.
        if (judgement.UseCase is ValidationUseCase.Import or ValidationUseCase.Save || judgement.SourceMaterial is not null
            || judgement.Asset.Source is not { Path.Length: > 0, ContentHash.Length: > 0 } source
            || judgement.SourceFiles.HashOf(source.Path) is not { } now || now == source.ContentHash)
        {
            return;
        }

        judgement.Report(
            $"The source file {Quoted.End(source.Path)} has changed since it was imported.",
            "Send the file again to update the asset; if the change was a mistake, put the imported version of the file back.");
    }
}
