using System.Text;

namespace DccBridge.Tray;

/// <summary>Makes any text fit for a line of the tray.</summary>
public static class TrayText
{
    /// <summary>One line without control characters, shortened with an ellipsis; halves of surrogate pairs become U+FFFD.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">The most characters that are left.</param>
    public static string Line(string text, int most = TrayView.MostCharacters)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        var line = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? new Rune(' ') : rune;
            if (line.Length + shown.Utf16SequenceLength > most)
            {
                // Room for the ellipsis, without cutting a pair in two.
                line.Length = most - 1;
                if (char.IsHighSurrogate(line[^1]))
                {
                    line.Length--;
                }

                return line.Append('…').ToString();
            }

            line.Append(shown);
        }

        return line.ToString();
    }
}
