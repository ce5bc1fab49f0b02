using MessagePack;

namespace DccBridge.Protocol.Contracts.Operations;

/// <summary>Where an operation stands.</summary>
public enum OperationState
{
    /// <summary>Waiting for the engine thread.</summary>
    Queued = 0,

    /// <summary>Begun.</summary>
    Running = 1,

    /// <summary>Done; the result is kept.</summary>
    Completed = 2,

    /// <summary>Ended with an error.</summary>
    Failed = 3,

    /// <summary>Stopped on request.</summary>
    Cancelled = 4,

    /// <summary>The editor died while it ran: what was committed is there, the rest is not.</summary>
    Interrupted = 5,
}

/// <summary>An operation: work that outlives the call that started it.</summary>
[MessagePackObject]
public sealed partial record OperationStatus
{
    /// <summary>Names the operation.</summary>
    [Key(0)] public required Guid OperationId { get; init; }

    /// <summary>The method that started it.</summary>
    [Key(1)] public required string Method { get; init; }

    /// <summary>The idempotency key that came with the call; null when there was none.</summary>
    [Key(2)] public string? IdempotencyKey { get; init; }

    /// <summary>Where it stands.</summary>
    [Key(3)] public OperationState State { get; init; }

    /// <summary>Share that is done, 0 to 1.</summary>
    [Key(4)] public double Progress { get; init; }

    /// <summary>What it is doing, for a person; null when it has not said.</summary>
    [Key(5)] public string? Message { get; init; }

    /// <summary>When the call came, UTC.</summary>
    [Key(6)] public required DateTime CreatedAt { get; init; }

    /// <summary>When it ended, UTC; null while it is open.</summary>
    [Key(7)] public DateTime? FinishedAt { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    [Key(8)] public RpcError? Error { get; init; }

    /// <summary>The encoded result of the method, once completed: what the call would have answered.</summary>
    [Key(9)] public ReadOnlyMemory<byte>? Result { get; init; }
}
