namespace DccBridge.Dcc.Rpyc;

/// <summary>How to talk to an rpyc server. Immutable.</summary>
public sealed record RpycOptions
{
    /// <summary>Longest wait for the connection and for the server's first answer.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for the answer to one request. Python goes on after it: whether the work happened is then not known.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest frame that is sent or taken, in bytes, also after inflating.</summary>
    public int MaxFrameBytes { get; init; } = 256 << 20;

    /// <summary>Most requests that wait for their answers at the same time, in each direction.</summary>
    public int MaxPendingRequests { get; init; } = 4096;

    /// <summary>Most objects of ours (callbacks) that Python may hold at the same time.</summary>
    public int MaxCallbacks { get; init; } = 4096;

    /// <summary>The clock of all waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
