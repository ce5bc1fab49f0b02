using System.Net;
using System.Net.Sockets;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Transport;

namespace DccBridge.Client.Connecting;

/// <summary>Reaches the address of an endpoint file.</summary>
internal static class EditorDialer
{
    /// <summary>The Unix socket where the file names one and it is there, else TCP on 127.0.0.1.</summary>
    /// <exception cref="SocketException">Nobody listens there, or the user may not connect.</exception>
    public static async ValueTask<EditorTransport> DialAsync(EndpointFile endpoint, CancellationToken cancellationToken)
    {
        if (endpoint.Socket is { } path && (endpoint.Port == 0 || File.Exists(path)))
        {
            try
            {
                return new EditorTransport(await UnixTransport.ConnectAsync(path, cancellationToken).ConfigureAwait(false), 0);
            }
            catch (SocketException) when (endpoint.Port > 0)
            {
                // A sandbox may hide the socket or forbid it where the port is open.
            }
        }

        var address = new IPEndPoint(IPAddress.Loopback, endpoint.Port);
        return new EditorTransport(await TcpTransport.ConnectAsync(address, cancellationToken).ConfigureAwait(false), endpoint.Port);
    }
}
