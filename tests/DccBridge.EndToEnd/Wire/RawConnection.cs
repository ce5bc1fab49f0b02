using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Transport;

namespace DccBridge.EndToEnd.Wire;

/// <summary>Bytes to the editor's port and back, with no protocol of our own in between.</summary>
internal sealed class RawConnection(ITransport transport) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Connects and says nothing.</summary>
    public static async Task<RawConnection> ConnectAsync(int port) =>
        new(await TcpTransport.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), CancellationToken.None));

    /// <summary>Connects and passes the handshake, but opens no session.</summary>
    public static async Task<RawConnection> ConnectAuthenticatedAsync(EndpointFile editor)
    {
        ITransport transport = await TcpTransport.ConnectAsync(new IPEndPoint(IPAddress.Loopback, editor.Port), CancellationToken.None);
        await ClientHandshake.RunAsync(transport, new ClientHandshakeOptions
        {
            Secret = editor.Secret,
            InstanceId = editor.InstanceId,
            ConnectedPort = editor.Port,
            ClientId = Guid.NewGuid(),
        });
        return new(transport);
    }

    /// <summary>Sends bytes as they are.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => transport.SendAsync(bytes);

    /// <summary>Everything that the editor sends until it closes. Fails when it does not close.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        using var all = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (await transport.ReceiveAsync(buffer, limit.Token) is > 0 and var count)
            {
                all.Write(buffer, 0, count);
            }
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset)
        {
            // Closed with bytes of ours unread.
        }

        return all.ToArray();
    }

    /// <summary>A frame of these bytes.</summary>
    public static byte[] Frame(params byte[] body)
    {
        var frame = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length);
        body.CopyTo(frame, 4);
        return frame;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => transport.DisposeAsync();
}
