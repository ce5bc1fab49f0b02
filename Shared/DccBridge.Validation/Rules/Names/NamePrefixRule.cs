using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Names;

/// <summary>name.prefix: the class is seen from the name. Judges registry data only.</summary>
internal sealed class NamePrefixRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new NamePrefixRule())
    {
        Id = "name.prefix",
        Description = "The asset's name begins, once, with the prefix that the naming preset gives its class.",
        Reason = "Who searches, filters or reads a log sees the class from the name. A doubled prefix comes from a renaming that ran twice.",
        Remedy = "Rename the source file, or the material in the DCC, to the suggested name and send again; or rename the asset in Unreal, which mends the references.",
        Severity = Severity.Error,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Naming.Find(judgement.Asset.Class) is not { } naming)
        {
            return;
        }

        var name = judgement.Name;
        var prefix = FindPrefix(naming, name);
        if (prefix is null)
        {
            ReportWrongPrefix(ref judgement, naming);
        }
        else if (name.Length == prefix.Length)
        {
            judgement.Report($"The name {Quoted.Name(name)} is nothing but the prefix.", judgement.RenameTo(prefix + "<what it is>"), judgement.MaterialLocator);
        }
        else if (prefix.EndsWith('_') && name[prefix.Length..].StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            var rest = name;
            while (rest.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                rest = rest[prefix.Length..];
            }

            judgement.Report($"The name {Quoted.Name(name)} has the prefix {prefix} more than once.", judgement.RenameTo(Quoted.Name(prefix + rest.ToString())), judgement.MaterialLocator);
        }

        if (naming.Suffix.Length > 0 && !name.EndsWith(naming.Suffix, StringComparison.Ordinal))
        {
            judgement.Report(
                $"The name {Quoted.Name(name)} does not end with {naming.Suffix}, as that of a {naming.Class} does.",
                judgement.RenameTo(Quoted.Name(name.ToString() + naming.Suffix)),
                judgement.MaterialLocator);
        }
    }

    private static string? FindPrefix(ClassNaming naming, ReadOnlySpan<char> name)
    {
        for (var i = 0; i < naming.Prefixes.Count; i++)
        {
            var prefix = naming.Prefixes[i];

            // "E" and "F" begin many words; as a prefix they stand before a capital letter or a digit.
            if (name.StartsWith(prefix, StringComparison.Ordinal)
                && (prefix.EndsWith('_') || name.Length == prefix.Length || char.IsAsciiLetterUpper(name[prefix.Length]) || char.IsAsciiDigit(name[prefix.Length])))
            {
                return prefix;
            }
        }

        return null;
    }

    private static void ReportWrongPrefix(ref AssetJudgement judgement, ClassNaming naming)
    {
        var rest = NamingConvention.WithoutKnownPrefix(judgement.Name).ToString();
        var usual = naming.Prefixes[0];
        if (!usual.EndsWith('_') && rest.Length > 0)
        {
            rest = char.ToUpperInvariant(rest[0]) + rest[1..];
        }

        judgement.Report(
            $"The name {Quoted.Name(judgement.Name)} does not begin with {string.Join(" or ", naming.Prefixes)}, as that of a {naming.Class} does (case counts).",
            judgement.RenameTo(rest.Length == 0 ? usual + "<what it is>" : Quoted.Name(usual + rest)),
            judgement.MaterialLocator);
    }
}
