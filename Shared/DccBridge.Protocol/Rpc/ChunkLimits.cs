namespace DccBridge.Protocol.Rpc;

/// <summary>Constants of chunk streams, part of the protocol.</summary>
public static class ChunkLimits
{
    /// <summary>Largest chunk in bytes.</summary>
    public const int MaxChunkBytes = 64 * 1024;

    /// <summary>Chunks that a sender may send before the receiver has granted any.</summary>
    public const int InitialCredit = 4;

    /// <summary>Chunks on their way to a receiver that uses each as it comes: 2 MiB, so that the sender does not wait for credit while both sides work.</summary>
    public const int SinkWindow = 32;

    /// <summary>Most chunks that a receiver may have granted at any time.</summary>
    public const int MaxCredit = 1024;
}
