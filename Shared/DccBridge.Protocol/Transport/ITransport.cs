namespace DccBridge.Protocol.Transport;

/// <summary>A stream of bytes between two peers. One reader and one writer at a time; reading and writing may overlap.</summary>
public interface ITransport : IAsyncDisposable
{
    /// <summary>For logs ("tcp 127.0.0.1:65432 &lt;- 127.0.0.1:50312").</summary>
    string Description { get; }

    /// <summary>Reads at least one byte into <paramref name="buffer"/>; 0 at the peer's end of stream.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The connection broke.</exception>
    /// <exception cref="ObjectDisposedException"><see cref="Abort"/> was called.</exception>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    /// <summary>Sends all of <paramref name="data"/>.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The connection broke.</exception>
    /// <exception cref="ObjectDisposedException"><see cref="Abort"/> was called.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default);

    /// <summary>Ends both directions at once; pending reads and writes fail. Callable from any thread, more than once.</summary>
    void Abort();
}
