namespace DccBridge.Protocol.Rpc;

/// <summary>One encoded chunk frame whose memory belongs to a chunk writer.</summary>
internal abstract class OutgoingChunk
{
    /// <summary>The whole frame, header included.</summary>
    public ReadOnlyMemory<byte> Frame { get; protected set; }

    /// <summary>The transport has taken all bytes.</summary>
    public abstract void OnSent();

    /// <summary>The connection ended; the chunk is not, or no longer, on its way and its memory is free.</summary>
    public abstract void OnDropped();
}
