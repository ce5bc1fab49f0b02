using MessagePack;

namespace DccBridge.Protocol.Contracts.Operations;

/// <summary>Params of <see cref="MethodNames.Operation.Get"/>: one of the two. The result is an <see cref="OperationStatus"/>.</summary>
[MessagePackObject]
public sealed partial record GetOperationParams
{
    /// <summary>The operation's id.</summary>
    [Key(0)] public Guid? OperationId { get; init; }

    /// <summary>The idempotency key of the call that started it: the way to ask when the answer with the id was lost.</summary>
    [Key(1)] public string? IdempotencyKey { get; init; }
}

/// <summary>Params of <see cref="MethodNames.Operation.List"/>.</summary>
[MessagePackObject]
public sealed partial record ListOperationsParams
{
    /// <summary>Also those that ended.</summary>
    [Key(0)] public bool IncludeFinished { get; init; }

    /// <summary>How many at most, 1 to 1000.</summary>
    [Key(1)] public int Limit { get; init; } = 100;
}

/// <summary>Result of <see cref="MethodNames.Operation.List"/>, newest first, without the encoded results.</summary>
[MessagePackObject]
public sealed partial record ListOperationsResult
{
    /// <summary>The operations.</summary>
    [Key(0)] public required IReadOnlyList<OperationStatus> Operations { get; init; }
}

/// <summary>Params of <see cref="MethodNames.Operation.Cancel"/>. The result is the <see cref="OperationStatus"/> after the request to stop; a running operation may need a moment.</summary>
[MessagePackObject]
public readonly partial record struct CancelOperationParams([property: Key(0)] Guid OperationId);
