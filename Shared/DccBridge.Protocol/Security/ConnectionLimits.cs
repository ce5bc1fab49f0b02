namespace DccBridge.Protocol.Security;

/// <summary>What the editor accepts on a connection. Told to the client in the challenge and covered by both proofs.</summary>
/// <param name="MaxFrameBytes">The longest frame body after the handshake, in bytes.</param>
/// <param name="ChunkBytes">The longest chunk of a stream, in bytes.</param>
/// <param name="InitialCredit">Chunks that may be sent on a new stream before credit comes back.</param>
public readonly record struct ConnectionLimits(int MaxFrameBytes, int ChunkBytes, int InitialCredit)
{
    /// <summary>16 MiB frames, 64 KiB chunks, 4 chunks of credit.</summary>
    public static ConnectionLimits Default => new(16 * 1024 * 1024, 64 * 1024, 4);
}
