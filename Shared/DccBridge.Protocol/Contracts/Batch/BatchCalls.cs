using MessagePack;

namespace DccBridge.Protocol.Contracts.Batch;

/// <summary>Params of <see cref="MethodNames.Batch.Run"/>: calls that run in order within one engine tick, so that a slow-ticking editor costs one tick and not one per call.</summary>
[MessagePackObject]
public sealed partial record BatchParams
{
    /// <summary>The calls, at most 256; methods that stream cannot be among them.</summary>
    [Key(0)] public required IReadOnlyList<BatchCall> Calls { get; init; }

    /// <summary>True: the calls after a failed one are not run.</summary>
    [Key(1)] public bool StopOnError { get; init; }
}

/// <summary>One call of a batch.</summary>
[MessagePackObject]
public sealed partial record BatchCall
{
    /// <summary>Method name.</summary>
    [Key(0)] public required string Method { get; init; }

    /// <summary>The encoded params message of that method.</summary>
    [Key(1)] public required ReadOnlyMemory<byte> Params { get; init; }
}

/// <summary>Result of <see cref="MethodNames.Batch.Run"/>.</summary>
[MessagePackObject]
public sealed partial record BatchResult
{
    /// <summary>One entry per call, in order; calls that were not run carry <see cref="ErrorCode.Cancelled"/> with <see cref="Outcome.NotStarted"/>.</summary>
    [Key(0)] public required IReadOnlyList<BatchCallResult> Results { get; init; }
}

/// <summary>How one call of a batch ended: either member is set.</summary>
[MessagePackObject]
public sealed partial record BatchCallResult
{
    /// <summary>Why it failed; null when it did not.</summary>
    [Key(0)] public RpcError? Error { get; init; }

    /// <summary>The encoded result message; null when it failed.</summary>
    [Key(1)] public ReadOnlyMemory<byte>? Result { get; init; }
}
