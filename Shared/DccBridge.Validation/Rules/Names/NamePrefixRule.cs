using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Fixes;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Names;

/// <summary>name.prefix: the class is seen from the name. Judges registry data only.</summary>
internal sealed class NamePrefixRule : IFixableRule
{
    public static RuleDefinition Definition { get; } = new(_ => new NamePrefixRule())
    {
        Id = "name.prefix",
        Description = "The asset's name begins, once, with the prefix that the naming preset gives its class; where Unreal's import chose the name (SK_Hero_Skeleton) it is a warning.",
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
            // Whoever sent the file did not choose these names, and cannot by renaming it.
            ReportWrongPrefix(ref judgement, naming, IsNamedByImport(judgement.Asset.Class, name) ? Severity.Warning : null);
        }
        else if (name.Length == prefix.Length)
        {
            judgement.Report($"The name {Quoted.Name(name)} is nothing but the prefix.", judgement.RenameTo(prefix + "<what it is>"), judgement.MaterialLocator);
        }
        else if (prefix.EndsWith('_') && name[prefix.Length..].StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            judgement.Report(
                $"The name {Quoted.Name(name)} has the prefix {prefix} more than once.",
                judgement.RenameTo(Quoted.Name(prefix + WithoutRepeated(prefix, name))),
                judgement.MaterialLocator);
        }

        if (naming.Suffix.Length > 0 && !name.EndsWith(naming.Suffix, StringComparison.Ordinal))
        {
            judgement.Report(
                $"The name {Quoted.Name(name)} does not end with {naming.Suffix}, as that of a {naming.Class} does.",
                judgement.RenameTo(Quoted.Name(name.ToString() + naming.Suffix)),
                judgement.MaterialLocator);
        }
    }

    public void Propose(in AssetJudgement judgement, FixDraft draft)
    {
        var naming = judgement.Naming.Find(judgement.Asset.Class)!;
        var name = judgement.Name;
        var prefix = FindPrefix(naming, name);
        var rest = prefix is null ? WithUsualPrefix(naming, name)[naming.Prefixes[0].Length..]
            : prefix.EndsWith('_') ? WithoutRepeated(prefix, name) : name[prefix.Length..].ToString();
        if (rest.Length == 0)
        {
            draft.Refuse("Beside the prefix nothing would be left of the name, and what the asset is only a person knows. Rename it by hand.");
            return;
        }

        draft.Rename((prefix ?? naming.Prefixes[0]) + rest + (rest.EndsWith(naming.Suffix, StringComparison.Ordinal) ? "" : naming.Suffix));
    }

    /// <summary>Whether Unreal's import of a skeletal mesh gives such names ("SK_Hero_Skeleton", "SK_Hero_PhysicsAsset", "SK_Hero_Anim", "SK_Hero_Anim_Walk").</summary>
    private static bool IsNamedByImport(string assetClass, ReadOnlySpan<char> name) => assetClass switch
    {
        "Skeleton" => name.EndsWith("_Skeleton", StringComparison.Ordinal),
        "PhysicsAsset" => name.EndsWith("_PhysicsAsset", StringComparison.Ordinal),
        "AnimSequence" => name.EndsWith("_Anim", StringComparison.Ordinal) || name.Contains("_Anim_", StringComparison.Ordinal),
        _ => false,
    };

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

    private static string WithoutRepeated(string prefix, ReadOnlySpan<char> name)
    {
        while (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            name = name[prefix.Length..];
        }

        return name.ToString();
    }

    /// <summary>The name with the class's usual prefix in the place of another one; the prefix alone when nothing else is left.</summary>
    private static string WithUsualPrefix(ClassNaming naming, ReadOnlySpan<char> name)
    {
        var rest = NamingConvention.WithoutKnownPrefix(name).ToString();
        var usual = naming.Prefixes[0];
        return usual.EndsWith('_') || rest.Length == 0 ? usual + rest : usual + char.ToUpperInvariant(rest[0]) + rest[1..];
    }

    private static void ReportWrongPrefix(ref AssetJudgement judgement, ClassNaming naming, Severity? severity)
    {
        var mended = WithUsualPrefix(naming, judgement.Name);
        judgement.Report(
            $"The name {Quoted.Name(judgement.Name)} does not begin with {string.Join(" or ", naming.Prefixes)}, as that of a {naming.Class} does (case counts).",
            severity is not null ? $"Unreal's import named it so. Rename the asset to {Quoted.Name(mended)} in Unreal, or let 'dccbridge fix' do it; updates keep the new name."
                : judgement.RenameTo(mended == naming.Prefixes[0] ? mended + "<what it is>" : Quoted.Name(mended)),
            judgement.MaterialLocator,
            severity);
    }
}
