namespace DccBridge.Server.Storage;

/// <summary>A session as it is kept, so that its client can resume it after a restart of the server.</summary>
public sealed record StoredSession
{
    /// <summary>Names the session in logs.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the resume token: the token itself is the client's alone. 32 bytes.</summary>
    public required ReadOnlyMemory<byte> TokenHash { get; init; }

    /// <summary>Who may resume it.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>The client program, for people.</summary>
    public required string ClientName { get; init; }

    /// <summary>Whether events are sent to it.</summary>
    public bool Subscribed { get; init; }

    /// <summary>Whether its place in the events is kept for its client id rather than with the session.</summary>
    public bool Durable { get; init; }

    /// <summary>The highest event that it acknowledged; for a durable one, what is kept for the client id counts.</summary>
    public long Acknowledged { get; init; }

    /// <summary>The kinds of editor events that it asked for, a bit each.</summary>
    public long EditorEvents { get; init; }

    /// <summary>When its last connection ended, in UTC; null while it has one.</summary>
    public DateTimeOffset? LeftAt { get; init; }
}
