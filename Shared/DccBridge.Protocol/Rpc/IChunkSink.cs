namespace DccBridge.Protocol.Rpc;

/// <summary>Takes the chunks of an upload on the receive loop, without a copy. For sinks that never block: counting, hashing, memory.</summary>
public interface IChunkSink
{
    /// <summary>One chunk, in order. The memory is valid during the call only.</summary>
    /// <exception cref="DccBridge.Protocol.Errors.RpcException">The upload is refused; the caller gets this error.</exception>
    void OnChunk(ReadOnlySpan<byte> chunk);
}
