using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Names;

/// <summary>name.case: the parts of a name begin with a capital letter or a digit. Prefix and texture suffix have rules of their own.</summary>
internal sealed class NameCaseRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new NameCaseRule())
    {
        Id = "name.case",
        Description = "Each part of the asset's name, between underscores, begins with a capital letter or a digit.",
        Reason = "One way of writing lets people guess names; Unreal compares them without case, source control and Linux do not.",
        Remedy = "Rename the source file, the material in the DCC, or the asset to the suggested name.",
        Severity = Severity.Info,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        var stem = judgement.Stem;
        for (var i = 0; i < stem.Length; i++)
        {
            if (IsPartStart(stem, i) && char.IsLower(stem[i]))
            {
                Report(ref judgement, i);
                return;
            }
        }
    }

    private static bool IsPartStart(ReadOnlySpan<char> text, int index) => (index == 0 || text[index - 1] == '_') && text[index] != '_';

    private static void Report(ref AssetJudgement judgement, int first)
    {
        var stem = judgement.Stem;
        var part = stem[first..];
        var end = part.IndexOf('_');
        part = end < 0 ? part : part[..end];

        var suggestion = judgement.Name.ToString().ToCharArray();
        var start = judgement.StemStart;
        for (var i = 0; i < stem.Length; i++)
        {
            if (IsPartStart(stem, i))
            {
                suggestion[start + i] = char.ToUpperInvariant(stem[i]);
            }
        }

        judgement.Report(
            $"In the name {Quoted.Name(judgement.Name)} the part {Quoted.Name(part)} begins with a small letter.",
            judgement.RenameTo(Quoted.Name(suggestion)),
            judgement.MaterialLocator);
    }
}
