using System.Net;
using System.Net.Sockets;

namespace DccBridge.Protocol.Transport;

/// <summary>Listens on one loopback TCP port.</summary>
public sealed class TcpTransportListener : ITransportListener
{
    private readonly Socket _socket;

    private TcpTransportListener(Socket socket) => _socket = socket;

    /// <inheritdoc/>
    public EndPoint LocalEndPoint => _socket.LocalEndPoint!;

    /// <summary>The bound port.</summary>
    public int Port => ((IPEndPoint)LocalEndPoint).Port;

    /// <summary>Binds the preferred port, or any free one when it is taken: the endpoint file tells clients which.</summary>
    /// <param name="address">A loopback address. Others are refused until pairing with another machine exists.</param>
    /// <param name="preferredPort">1 to 65535, or 0 for any free port.</param>
    /// <exception cref="ArgumentException">The address is not a loopback address.</exception>
    /// <exception cref="SocketException">No port can be bound.</exception>
    public static TcpTransportListener Bind(IPAddress address, int preferredPort)
    {
        if (!IPAddress.IsLoopback(address))
        {
            throw new ArgumentException($"{address} is not a loopback address. DccBridge listens on 127.0.0.1 or ::1 only; use one of these.", nameof(address));
        }

        try
        {
            return new(Listen(address, preferredPort));
        }
        catch (SocketException e) when (preferredPort != 0 && e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return new(Listen(address, 0));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ITransport> AcceptAsync(CancellationToken cancellationToken)
    {
        Socket peer = await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new SocketTransport(peer, $"tcp {peer.LocalEndPoint} <- {peer.RemoteEndPoint}");
        }
        catch
        {
            peer.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return default;
    }

    private static Socket Listen(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                // Without it another program could bind the same port there and take our connections.
                socket.ExclusiveAddressUse = true;
            }

            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(512);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
