using System.Globalization;

namespace DccBridge.Companion.Cli.Rendering;

/// <summary>Text from files and editors as it may stand in a terminal: names can hold escape sequences.</summary>
internal static class Printable
{
    private const char Replacement = '\uFFFD';

    /// <summary>On one line.</summary>
    public static string Line(string? text) => Clean(text, lines: false);

    /// <summary>Line breaks stay.</summary>
    public static string Lines(string? text) => Clean(text, lines: true);

    private static string Clean(string? text, bool lines)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        return string.Create(text.Length, (text, lines), static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                var c = source.text[i];
                target[i] = c switch
                {
                    '\n' when source.lines => c,
                    '\n' or '\r' or '\t' => ' ',
                    _ when char.IsControl(c) || (char.GetUnicodeCategory(c) == UnicodeCategory.Format && c != '\u200D') => Replacement,
                    _ => c,
                };
            }
        });
    }
}
