using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules;

/// <summary>src.missing: without its source an asset cannot be changed any more. Silent where absence cannot be told from being out of reach.</summary>
internal sealed class SourceMissingRule : IRule
{
    // The end of a path says more than its beginning.
    private const int MaxShown = Quoted.MaxLength;

    public static RuleDefinition Definition { get; } = new(_ => new SourceMissingRule())
    {
        Id = "src.missing",
        Description = "The recorded source file is there, as far as its root can be reached from here.",
        Remedy = "Put the file back, send the asset from where the file is now, or map its root.",
        Severity = Severity.Warning,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Asset.Source?.Path is not { Length: > 0 } path || judgement.SourceFiles.Find(path) != SourcePresence.Missing)
        {
            return;
        }

        var shown = path.Length <= MaxShown ? path.AsSpan() : path.AsSpan(path.Length - MaxShown);
        judgement.Report(
            $"The source file {Quoted.Name(shown)} is not there.",
            "Put the file back where it was, or send the asset from where the file is now; if it lies under another root on this machine, map that root.");
    }
}
