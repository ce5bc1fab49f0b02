namespace DccBridge.Server.Operations;

/// <summary>Limits of operations.</summary>
public sealed record OperationOptions
{
    /// <summary>Operations that may be open at once; one more is refused as busy.</summary>
    public int MaxOpen { get; init; } = 256;

    /// <summary>Longest idempotency key in characters.</summary>
    public int MaxKeyLength { get; init; } = 128;
}
