namespace DccBridge.Protocol.Framing;

/// <summary>A frame is longer than its cap, or a peer claims so.</summary>
public sealed class FrameTooLargeException(long length, int cap)
    : Exception($"A frame of {length} bytes is above the cap of {cap} bytes. Send large content as a chunk stream.")
{
    /// <summary>Claimed length in bytes.</summary>
    public long Length { get; } = length;

    /// <summary>The cap in bytes.</summary>
    public int Cap { get; } = cap;
}
