namespace DccBridge.Protocol.Rpc;

/// <summary>How one call is made.</summary>
public readonly record struct CallOptions
{
    /// <summary>Time limit, told to the peer too; null takes <see cref="RpcOptions.CallTimeout"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Makes repeating safe: the same key with the same params is done once. At most 128 characters.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Told of progress on the receive loop; must not block.</summary>
    public Action<CallProgress>? Progress { get; init; }
}

/// <summary>Progress of a running call.</summary>
/// <param name="Fraction">Share that is done, 0 to 1.</param>
/// <param name="Message">What is being done, for a person; null when not said.</param>
/// <param name="OperationId">The operation behind the call; null when there is none.</param>
public readonly record struct CallProgress(double Fraction, string? Message, Guid? OperationId);
