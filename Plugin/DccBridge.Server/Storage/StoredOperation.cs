using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Operations;

namespace DccBridge.Server.Storage;

/// <summary>An operation as it is kept.</summary>
public sealed record StoredOperation
{
    /// <summary>Names the operation.</summary>
    public required Guid Id { get; init; }

    /// <summary>The method that started it.</summary>
    public required string Method { get; init; }

    /// <summary>The idempotency key of the call; null when there was none.</summary>
    public string? Key { get; init; }

    /// <summary>SHA-256 of method and encoded params.</summary>
    public required ReadOnlyMemory<byte> ParamsHash { get; init; }

    /// <summary>Where it stands.</summary>
    public OperationState State { get; init; }

    /// <summary>Share that is done, 0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>What it did last, for a person.</summary>
    public string? Message { get; init; }

    /// <summary>When the call came, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it ended, UTC; null while it is open.</summary>
    public DateTime? FinishedAt { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    public RpcError? Error { get; init; }

    /// <summary>The encoded result; null until it is completed, and in lists.</summary>
    public ReadOnlyMemory<byte>? Result { get; init; }

    /// <summary>True once it ended, in whatever way.</summary>
    public bool IsFinished => State is not (OperationState.Queued or OperationState.Running);
}
