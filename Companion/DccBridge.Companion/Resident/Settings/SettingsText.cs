using System.Text.Json;

namespace DccBridge.Companion.Resident.Settings;

/// <summary>Text out of the settings file.</summary>
internal static class SettingsText
{
    /// <summary>The text of a value; null when it is none.</summary>
    public static string? Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape.
            return null;
        }
    }

    /// <summary>The value as a message shows it, shortened.</summary>
    public static string Shown(JsonElement value)
    {
        const int Most = 60;
        var text = value.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= Most ? text : text[..Most] + "...";
    }
}
