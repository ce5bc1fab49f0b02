using System.Collections.Frozen;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Names;

/// <summary>name.junk: whole words that say that something was not meant to stay. "Newspaper" is one word, "NewMaterial" two.</summary>
internal sealed class NameJunkRule : IRule
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Junk = FrozenSet
        .Create(StringComparer.OrdinalIgnoreCase, "New", "Temp", "Test", "Copy", "Untitled", "Default", "Placeholder", "Example")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public static RuleDefinition Definition { get; } = new(_ => new NameJunkRule())
    {
        Id = "name.junk",
        Description = "The asset's name has none of the words New, Temp, Test, Copy, Untitled, Default, Placeholder and Example.",
        Reason = "Such names are what programs give to what nobody named, or what was to be deleted later. They ship, and nobody dares to delete them.",
        Remedy = "Name the asset after what it is, or delete it. Where the word belongs to the name, suppress the finding with that reason.",
        Severity = Severity.Warning,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        var stem = judgement.Stem;
        var start = 0;
        for (var i = 1; i <= stem.Length; i++)
        {
            if (i < stem.Length && !IsWordStart(stem, i))
            {
                continue;
            }

            var word = stem[start..i].Trim('_').TrimEnd("0123456789");
            start = i;
            if (Junk.Contains(word))
            {
                judgement.Report(
                    $"The name {Quoted.Name(judgement.Name)} has the word {Quoted.Name(word)}, as of something that was not meant to stay.",
                    judgement.RenameTo("a name that says what it is"),
                    judgement.MaterialLocator);
                return;
            }
        }
    }

    /// <summary>After an underscore, at a capital after a small letter or digit, and at the last capital of several before a small letter ("HDRTest").</summary>
    private static bool IsWordStart(ReadOnlySpan<char> text, int index) =>
        text[index - 1] == '_'
        || (char.IsUpper(text[index])
            && (!char.IsUpper(text[index - 1]) || (index + 1 < text.Length && char.IsLower(text[index + 1]))));
}
