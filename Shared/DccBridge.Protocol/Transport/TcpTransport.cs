using System.Net;
using System.Net.Sockets;

namespace DccBridge.Protocol.Transport;

/// <summary>Outgoing TCP connections.</summary>
public static class TcpTransport
{
    /// <summary>Connects.</summary>
    /// <param name="endPoint">Where to.</param>
    /// <param name="cancellationToken">Give it a time limit: a filtered address does not answer at all.</param>
    /// <exception cref="SocketException">Nobody listens there, or the network does not reach it.</exception>
    public static async ValueTask<ITransport> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return new SocketTransport(socket, $"tcp {socket.LocalEndPoint} -> {endPoint}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
