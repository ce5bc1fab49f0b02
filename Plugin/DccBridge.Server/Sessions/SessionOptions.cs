namespace DccBridge.Server.Sessions;

/// <summary>Limits of connections and sessions.</summary>
public sealed record SessionOptions
{
    /// <summary>Connections in their handshake at once; of one more, the oldest is dropped.</summary>
    public int MaxUnauthenticated { get; init; } = 64;

    /// <summary>Time for the whole handshake.</summary>
    public TimeSpan HandshakeTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Authenticated connections at once; one more is closed.</summary>
    public int MaxConnections { get; init; } = 1_024;

    /// <summary>How long a session without a connection can be resumed.</summary>
    public TimeSpan ResumeTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Sessions without a connection that are kept; of more, the one that was left longest ago is dropped.</summary>
    public int MaxResumable { get; init; } = 256;

    /// <summary>Longest name and version of a client program, in characters.</summary>
    public int MaxClientName { get; init; } = 128;

    /// <summary>Events that are read from the log at a time for a client that is behind.</summary>
    public int CatchUpBatch { get; init; } = 64;
}
