using System.Text;

namespace DccBridge.AssetFiles.Reading;

/// <summary>Text out of a file made fit to be shown: no control characters, no endless length.</summary>
internal static class PrintableText
{
    /// <summary>The text without control characters and surrounding blanks, cut at the length; null when nothing is left.</summary>
    public static string? Clean(string text, int maxLength)
    {
        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > maxLength)
            {
                break;
            }

            if (!Rune.IsControl(rune))
            {
                clean.Append(rune.ToString());
            }
        }

        var result = clean.ToString().Trim();
        return result.Length == 0 ? null : result;
    }
}
