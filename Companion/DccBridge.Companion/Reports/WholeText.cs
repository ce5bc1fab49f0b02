using System.Text;

namespace DccBridge.Companion.Reports;

/// <summary>Text from files and names as it may stand in a document: every character in it exists.</summary>
internal static class WholeText
{
    /// <summary>The text with a replacement character for each lone half of a surrogate pair.</summary>
    public static string Of(string text)
    {
        foreach (var c in text)
        {
            if (char.IsSurrogate(c))
            {
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            }
        }

        return text;
    }
}
