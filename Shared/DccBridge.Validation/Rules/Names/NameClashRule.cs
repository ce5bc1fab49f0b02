using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Names;

/// <summary>name.clash: files whose names differ only in case or ending become one asset, and the last one sent wins.</summary>
internal sealed class NameClashRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new NameClashRule())
    {
        Id = "name.clash",
        Description = "No two assets, or files that would become assets, have the same path without regard to case.",
        Reason = "Unreal compares names without case, and so do Windows and macOS: of two files one replaces the other, and which one depends on who sent last.",
        Remedy = "Give one of the two another name, or delete it.",
        Severity = Severity.Error,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Others.FindNamesake(judgement.Asset) is not { } other)
        {
            return;
        }

        judgement.Report(
            $"The path is also that of {Describe(other)}: Unreal does not tell them apart.",
            "Give one of the two another name, or delete it.",
            judgement.MaterialLocator);
    }

    private static string Describe(AssetRecord other) =>
        other.Source?.Path is { Length: > 0 } source ? $"the file {Quoted.End(source)}" : $"the asset {Quoted.Name(other.Path)}";
}
