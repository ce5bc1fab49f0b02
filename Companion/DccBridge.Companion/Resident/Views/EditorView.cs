namespace DccBridge.Companion.Resident.Views;

/// <summary>Where the link to an editor stands.</summary>
internal enum EditorLinkState
{
    /// <summary>It is being made.</summary>
    Connecting,

    /// <summary>It stands.</summary>
    Connected,

    /// <summary>It was lost and is being made again.</summary>
    Lost,

    /// <summary>The editor refuses; <see cref="EditorView.Message"/> says what to do.</summary>
    Refused,
}

/// <summary>A running editor, as the dashboard and the tray show it.</summary>
internal sealed record EditorView
{
    /// <summary>Names it in the API as long as it runs: the id of its endpoint file.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the project.</summary>
    public required string Project { get; init; }

    /// <summary>Path of the project file or content folder on this machine.</summary>
    public required string ProjectPath { get; init; }

    /// <summary>Engine and version ("Unreal 5.5.4", "DccBridge.Headless 0.5").</summary>
    public required string Engine { get; init; }

    /// <summary>Process id.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The link.</summary>
    public required EditorLinkState Link { get; init; }

    /// <summary>starting, ticking, stalled, modal, stopping; null while it is not known.</summary>
    public string? Activity { get; init; }

    /// <summary>What the open modal dialog says; null when none is open.</summary>
    public string? Modal { get; init; }

    /// <summary>Work that waits for the engine thread.</summary>
    public int QueueDepth { get; init; }

    /// <summary>Open findings of severity error in this project.</summary>
    public int Errors { get; init; }

    /// <summary>Open findings of severity warning in this project.</summary>
    public int Warnings { get; init; }

    /// <summary>An instruction when something is wrong; null when all is well.</summary>
    public string? Message { get; init; }
}
