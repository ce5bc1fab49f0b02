using System.Net;

namespace DccBridge.Protocol.Transport;

/// <summary>Where peers connect.</summary>
public interface ITransportListener : IAsyncDisposable
{
    /// <summary>The address that is really bound.</summary>
    EndPoint LocalEndPoint { get; }

    /// <summary>Waits for the next peer.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    /// <exception cref="ObjectDisposedException">The listener was disposed.</exception>
    ValueTask<ITransport> AcceptAsync(CancellationToken cancellationToken);
}
