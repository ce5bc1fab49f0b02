namespace DccBridge.Companion.Resident.Views;

/// <summary>The one word for all of it: what the icon shows. Later ones win over earlier ones.</summary>
internal enum ResidentState
{
    /// <summary>No editor runs.</summary>
    NoEditor,

    /// <summary>An editor runs and none is connected yet.</summary>
    Connecting,

    /// <summary>Connected, nothing to mend.</summary>
    Connected,

    /// <summary>Connected, and findings of severity error or warning wait.</summary>
    Findings,

    /// <summary>An editor is stalled or waits in a modal dialog, or work of ours runs in it.</summary>
    Busy,

    /// <summary>Somebody must do something: an editor refuses, a send failed, the settings cannot be read.</summary>
    Attention,
}

/// <summary>The companion at a glance.</summary>
internal sealed record StatusView
{
    /// <summary>The one word.</summary>
    public required ResidentState State { get; init; }

    /// <summary>One line for a person.</summary>
    public required string Summary { get; init; }

    /// <summary>Version of this program.</summary>
    public required string Version { get; init; }

    /// <summary>Its process id.</summary>
    public required int ProcessId { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Open findings of severity error, suppressed ones left out, over all projects.</summary>
    public int Errors { get; init; }

    /// <summary>Open findings of severity warning.</summary>
    public int Warnings { get; init; }

    /// <summary>Activities that run.</summary>
    public int Running { get; init; }

    /// <summary>Something was sent since the start, and can be sent again.</summary>
    public bool CanSendAgain { get; init; }

    /// <summary>Until when notifications are held back, UTC; null when they are not.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>The running editors.</summary>
    public IReadOnlyList<EditorView> Editors { get; init; } = [];

    /// <summary>What the attention is for; empty when there is none.</summary>
    public IReadOnlyList<string> Attention { get; init; } = [];
}
