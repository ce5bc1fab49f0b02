namespace DccBridge.Validation.Settings.Suppressing;

/// <summary>What a suppression may say, and how settings write it.</summary>
public static class SuppressionValues
{
    /// <summary>Why a reason is not allowed ("has more than ..."); null when it is.</summary>
    public static string? FindReasonProblem(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return SettingsLimits.FindReasonProblem(reason);
    }

    /// <summary>Why a settings file with one more suppression could not be read any more; null when it can.</summary>
    /// <param name="content">The file as it would be.</param>
    public static string? FindRoomProblem(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.Length > SettingsLimits.MaxFileBytes ? $"would be larger than {SettingsLimits.MaxFileBytes / (1024 * 1024)} MiB"
            : SettingsText.Parse(content).Entries.Count > SettingsLimits.MaxSuppressions ? $"would have more than {SettingsLimits.MaxSuppressions} suppressions"
            : null;
    }

    /// <summary>A day as settings write it ("2026-12-31"); null when the text is none.</summary>
    public static DateOnly? ParseDate(string text) => SuppressionReader.ParseDate(text);

    /// <summary>A day as settings write it.</summary>
    public static string FormatDate(DateOnly date) => SuppressionReader.FormatDate(date);
}
