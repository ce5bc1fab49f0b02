namespace DccBridge.Protocol.Rpc;

/// <summary>Limits of one connection. Every length has a cap and every wait an end.</summary>
public sealed record RpcOptions
{
    /// <summary>Largest frame body that is sent or accepted, in bytes.</summary>
    public int MaxFrameLength { get; init; } = 16 * 1024 * 1024;

    /// <summary>Calls of this side that may wait for an answer at the same time.</summary>
    public int MaxPendingCalls { get; init; } = 4096;

    /// <summary>Requests of the peer that may run at the same time; one more is answered with Busy.</summary>
    public int MaxRunningRequests { get; init; } = 1024;

    /// <summary>Bytes that may wait to be sent. Above it, notifications wait and nothing more is read from the peer.</summary>
    public int OutboxLimit { get; init; } = 8 * 1024 * 1024;

    /// <summary>Time limit of a call that names none.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A call waits this much longer than the limit that it tells the peer, so that the peer's own answer ("not started", "still running") wins over a bare time-out.</summary>
    public TimeSpan CallTimeoutGrace { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After this long without a byte from the peer a ping is sent.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After this long without a byte from the peer the connection ends.</summary>
    public TimeSpan PeerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After this long without the peer taking a byte of what is being sent the connection ends.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a graceful close waits for the peer.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a peer that broke the protocol is given to read why and to hang up.</summary>
    public TimeSpan RefusalLinger { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>True: the code after an awaited call runs on the receive loop. Fastest, but code that blocks there stops the connection. False: it runs on the thread pool.</summary>
    public bool InlineContinuations { get; init; }

    /// <summary>Told of every exception of a handler that is not an answer by intent: method name and exception. For the log.</summary>
    public Action<string, Exception>? OnHandlerError { get; init; }
}
