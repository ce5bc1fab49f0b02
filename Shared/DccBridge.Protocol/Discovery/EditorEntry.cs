namespace DccBridge.Protocol.Discovery;

/// <summary>What is known of an endpoint file.</summary>
public enum EditorLiveness
{
    /// <summary>The editor's process holds the lock.</summary>
    Alive,

    /// <summary>Nobody holds the lock: the editor ended without removing its file.</summary>
    Dead,

    /// <summary>The file cannot be used; <see cref="EditorEntry.Problem"/> says why.</summary>
    Unreadable,
}

/// <summary>One endpoint file that was found.</summary>
public sealed record EditorEntry
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Whether its editor lives.</summary>
    public required EditorLiveness Liveness { get; init; }

    /// <summary>What it says; null when <see cref="Liveness"/> is <see cref="EditorLiveness.Unreadable"/>.</summary>
    public EndpointFile? File { get; init; }

    /// <summary>Why it cannot be used, naming file and field, and what to do; null otherwise.</summary>
    public EndpointException? Problem { get; init; }
}
