using System.Globalization;

namespace DccBridge.Validation.Naming;

/// <summary>Names of untrusted files as they may stand in a message.</summary>
internal static class Quoted
{
    /// <summary>Most characters of a name that a message repeats.</summary>
    public const int MaxLength = 80;

    /// <summary>The name in quotes, shortened, without characters that could disturb a terminal, a log or the direction of reading.</summary>
    public static string Name(ReadOnlySpan<char> name)
    {
        var shortened = name.Length > MaxLength;
        var length = shortened ? MaxLength - 1 : name.Length;
        if (shortened && char.IsHighSurrogate(name[length - 1]))
        {
            length--;
        }

        Span<char> text = stackalloc char[MaxLength + 2];
        text[0] = '"';
        for (var i = 0; i < length; i++)
        {
            text[i + 1] = IsHarmless(name, i) ? name[i] : '\uFFFD';
        }

        var end = length + 1;
        if (shortened)
        {
            text[end++] = '\u2026';
        }

        text[end++] = '"';
        return new string(text[..end]);
    }

    /// <summary>As <see cref="Name"/>, for a path, whose end says more than its beginning.</summary>
    public static string End(ReadOnlySpan<char> path) => Name(path.Length <= MaxLength ? path : path[^MaxLength..]);

    private static bool IsHarmless(ReadOnlySpan<char> text, int index)
    {
        var c = text[index];
        if (char.IsHighSurrogate(c))
        {
            return index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);
        }

        if (char.IsLowSurrogate(c))
        {
            return index > 0 && char.IsHighSurrogate(text[index - 1]);
        }

        return char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }
}
