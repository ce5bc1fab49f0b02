namespace DccBridge.Companion.Resident;

/// <summary>What the user chose for the resident companion. File <c>companion.settings.json</c>; unknown members are problems, not failures.</summary>
internal sealed record CompanionSettings
{
    /// <summary>Port of dashboard and API on 127.0.0.1; another free one is taken when it is occupied. 0 is any.</summary>
    public int Port { get; init; } = 65433;

    /// <summary>Start when the user logs in.</summary>
    public bool StartAtLogin { get; init; }

    /// <summary>Show notifications.</summary>
    public bool Notifications { get; init; } = true;

    /// <summary>How long verdicts of a run are collected before one notification tells of them, in seconds, 0 to 300.</summary>
    public int NotificationDelaySeconds { get; init; } = 10;

    /// <summary>What to do when a sent file changes on disk: off, offer or send.</summary>
    public string WatchSources { get; init; } = "offer";

    /// <summary>How long a changed file must be quiet before it counts as saved, in milliseconds, 100 to 60,000.</summary>
    public int WatchQuietMilliseconds { get; init; } = 1000;

    /// <summary>The editor that a send goes to when several run: part of a project's name or path; null asks.</summary>
    public string? PreferredEditor { get; init; }

    /// <summary>Days that activities are kept, 1 to 90.</summary>
    public int KeepActivityDays { get; init; } = 7;

    /// <summary>Look for running DCCs.</summary>
    public bool FindDccs { get; init; } = true;

    /// <summary>More ports to look for DCCs on 127.0.0.1, as kind:port ("maya:7005", "houdini:18820"); at most 32.</summary>
    public IReadOnlyList<string> DccPorts { get; init; } = [];

    /// <summary>Lines of the log: error, warning, information or debug.</summary>
    public string LogLevel { get; init; } = "information";
}
