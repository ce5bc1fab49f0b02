using System.Net.Sockets;

namespace DccBridge.Protocol.Transport;

/// <summary>A connected stream socket, TCP or Unix domain.</summary>
internal sealed class SocketTransport : ITransport
{
    private readonly Socket _socket;
    private readonly PendingSend _pendingSend;

    public SocketTransport(Socket socket, string description)
    {
        _socket = socket;
        _pendingSend = new(socket);
        Description = description;
        if (socket.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
        {
            // Small answers must not wait for an acknowledgement (40 ms on every second one).
            socket.NoDelay = true;
        }
    }

    public string Description { get; }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);

    public ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        ValueTask<int> sending = _socket.SendAsync(data, SocketFlags.None, cancellationToken);
        if (sending.IsCompletedSuccessfully)
        {
            // Its result may be taken once only.
            int sent = sending.Result;
            if (sent == data.Length)
            {
                return default;
            }

            sending = new(sent);
        }

        return _pendingSend.Wait(sending, data, cancellationToken);
    }

    public void Abort() => _socket.Dispose();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return default;
    }
}
