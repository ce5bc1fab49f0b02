namespace DccBridge.Companion.Resident.Settings;

/// <summary>All fields of the settings file, in the order in which they are written.</summary>
internal static class SettingsFields
{
    /// <summary>Each member of <see cref="CompanionSettings"/> once.</summary>
    public static IReadOnlyList<SettingsField> All { get; } =
    [
        new NumberField("port", "Port of dashboard and API on 127.0.0.1; another free one is taken when it is occupied. 0 is any.", 0, 65_535, s => s.Port, (s, v) => s with { Port = v }),
        new FlagField("startAtLogin", "Start when the user logs in.", s => s.StartAtLogin, (s, v) => s with { StartAtLogin = v }),
        new FlagField("notifications", "Show notifications.", s => s.Notifications, (s, v) => s with { Notifications = v }),
        new NumberField("notificationDelaySeconds", "How long verdicts of a run are collected before one notification tells of them, in seconds.", 0, 300, s => s.NotificationDelaySeconds, (s, v) => s with { NotificationDelaySeconds = v }),
        new ChoiceField("watchSources", "What to do when a sent file changes on disk: nothing, offer to send it again, or send it.", ["off", "offer", "send"], s => s.WatchSources, (s, v) => s with { WatchSources = v }),
        new NumberField("watchQuietMilliseconds", "How long a changed file must be quiet before it counts as saved, in milliseconds.", 100, 60_000, s => s.WatchQuietMilliseconds, (s, v) => s with { WatchQuietMilliseconds = v }),
        new TextField("preferredEditor", "The editor that a send goes to when several run: part of a project's name or path; null asks.", 256, s => s.PreferredEditor, (s, v) => s with { PreferredEditor = v }),
        new NumberField("keepActivityDays", "Days that activities are kept.", 1, 90, s => s.KeepActivityDays, (s, v) => s with { KeepActivityDays = v }),
        new FlagField("findDccs", "Look for running DCCs.", s => s.FindDccs, (s, v) => s with { FindDccs = v }),
        new PortsField("dccPorts", "More ports to look for DCCs on 127.0.0.1, as kind:port.", s => s.DccPorts, (s, v) => s with { DccPorts = v }),
        new ChoiceField("logLevel", "Lines of the log.", ["error", "warning", "information", "debug"], s => s.LogLevel, (s, v) => s with { LogLevel = v }),
    ];
}
