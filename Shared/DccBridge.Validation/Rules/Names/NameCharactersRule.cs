using System.Globalization;
using System.Text;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Names;

/// <summary>
/// name.chars: English letters, digits and underscores in the asset's name, in each folder, and in the name of the source file. The
/// importer replaces what Unreal forbids, so that a space shows only in the file's name.
/// </summary>
internal sealed class NameCharactersRule : IRule
{
    private const string Allowed = "the letters A-Z and a-z, digits and underscores";
    private const int MaxListed = 5;

    public static RuleDefinition Definition { get; } = new(_ => new NameCharactersRule())
    {
        Id = "name.chars",
        Description = "The asset, all its folders and its source file are named with the letters A-Z and a-z, digits and underscores only.",
        Reason = "Other characters break scripts, cooking and source control on some machine of the team, and letters of other scripts that look alike make two names that nobody can tell apart.",
        Remedy = "Rename the file, folder or asset; use underscores for spaces and hyphens.",
        Severity = Severity.Error,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        var assetNameIsBad = JudgePath(ref judgement);
        JudgeSourceFile(ref judgement, assetNameIsBad);
    }

    /// <summary>Judges each segment; says whether the asset's own name was one of the bad ones.</summary>
    private static bool JudgePath(ref AssetJudgement judgement)
    {
        var path = judgement.Path.AsSpan();
        var start = path.IsEmpty || path[0] != '/' ? 0 : 1;
        while (true)
        {
            var length = path[start..].IndexOf('/');
            var isAsset = length < 0;
            var segment = isAsset ? path[start..] : path.Slice(start, length);
            var isBad = !IsGood(segment);
            if (isBad && judgement.Takes())
            {
                var what = isAsset ? "asset's name" : "folder's name";
                judgement.Report(
                    Invariant($"The {what} {Quoted.Name(segment)} has {Describe(segment)}. Only {Allowed} are allowed."),
                    $"Rename the {(isAsset ? "asset" : "folder")}{Suggest(segment)} in Unreal, and send to the new path from then on.");
            }

            if (isAsset)
            {
                return isBad;
            }

            start += length + 1;
        }
    }

    private static void JudgeSourceFile(ref AssetJudgement judgement, bool assetNameIsBad)
    {
        // A material does not have the name of its file; the file is judged with the mesh that it holds.
        if (judgement.SourceMaterial is not null)
        {
            return;
        }

        var file = (judgement.Asset.Source?.Path).AsSpan();
        file = file[(file.LastIndexOfAny('/', '\\') + 1)..];
        var dot = file.LastIndexOf('.');
        var stem = dot <= 0 ? file : file[..dot];
        if (stem.IsEmpty || IsGood(stem))
        {
            return;
        }

        // The same cause is told once: the asset kept the file's name, and that name was reported.
        var sanitized = AssetPath.Sanitize(stem.ToString());
        if ((assetNameIsBad && judgement.Name.Equals(sanitized, StringComparison.OrdinalIgnoreCase)) || !judgement.Takes())
        {
            return;
        }

        var made = stem.SequenceEqual(sanitized) ? "" : $" Unreal makes {Quoted.Name(sanitized)} of it, so that file and asset differ in name.";
        judgement.Report(
            Invariant($"The source file {Quoted.Name(file)} has {Describe(stem)} in its name.{made} Only {Allowed} are allowed."),
            $"Rename the file{Suggest(stem)} (and what refers to it in the DCC), then send it again.");
    }

    private static bool IsGood(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return !name.IsEmpty;
    }

    /// <summary>The bad characters, each once, a few of them, with their code points: many look alike.</summary>
    private static string Describe(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
        {
            return "no characters";
        }

        var listed = new List<Rune>(MaxListed);
        var more = false;
        foreach (var rune in name.EnumerateRunes())
        {
            if ((rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_')) || listed.Contains(rune))
            {
                continue;
            }

            more = listed.Count == MaxListed;
            if (more)
            {
                break;
            }

            listed.Add(rune);
        }

        var texts = listed.Select(rune => rune.Value switch
        {
            ' ' => "a space",
            _ when IsShown(rune) => Invariant($"'{rune}' (U+{rune.Value:X4})"),
            _ => Invariant($"U+{rune.Value:X4}"),
        });
        return string.Join(", ", texts) + (more ? " and others" : "");
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);

    /// <summary>" to "X"" when enough of the name is left to be worth suggesting.</summary>
    private static string Suggest(ReadOnlySpan<char> name)
    {
        if (name.Length > Quoted.MaxLength)
        {
            return "";
        }

        var suggestion = new StringBuilder(name.Length);
        var kept = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value))
            {
                suggestion.Append((char)rune.Value);
                kept++;
            }
            else if (suggestion.Length > 0 && suggestion[^1] != '_')
            {
                suggestion.Append('_');
            }
        }

        return kept * 2 < name.Length ? "" : $" to {Quoted.Name(suggestion.ToString().AsSpan().TrimEnd('_'))}";
    }
}
