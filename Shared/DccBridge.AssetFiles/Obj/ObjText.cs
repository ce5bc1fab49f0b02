using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace DccBridge.AssetFiles.Obj;

/// <summary>Words, numbers and names of a statement.</summary>
internal static class ObjText
{
    /// <summary>Takes the next word off the front of the text; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t"u8);
        var end = text.IndexOfAny((byte)' ', (byte)'\t');
        var word = end < 0 ? text : text[..end];
        text = text[word.Length..];
        return word;
    }

    /// <summary>
    /// Takes the next word as a number. What programs write for numbers that are none ("nan", "-1.#IND", "inf") becomes not a
    /// number; false for a word that is no number at all, or none.
    /// </summary>
    public static bool TryNumber(ref ReadOnlySpan<byte> text, out float number)
    {
        var word = Word(ref text);
        if (Utf8Parser.TryParse(word, out number, out var taken) && taken == word.Length)
        {
            return true;
        }

        if (float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        {
            return true;
        }

        number = float.NaN;
        var plain = word.TrimStart("+-"u8);
        return plain.StartsWith("1.#"u8) || StartsWithIgnoringCase(plain, "nan"u8) || StartsWithIgnoringCase(plain, "inf"u8);
    }

    /// <summary>A name: UTF-8, or Latin-1 as older programs write.</summary>
    public static string Decode(ReadOnlySpan<byte> text) => (Utf8.IsValid(text) ? Encoding.UTF8 : Encoding.Latin1).GetString(text);

    private static bool StartsWithIgnoringCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) =>
        text.Length >= start.Length && Ascii.EqualsIgnoreCase(text[..start.Length], start);
}
