using DccBridge.Protocol.Transport;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>A connection that breaks after so many bytes sent or received.</summary>
internal sealed class CuttingTransport(ITransport inner, int maxSent = int.MaxValue, int maxReceived = int.MaxValue) : ITransport
{
    public int Sent { get; private set; }

    public int Received { get; private set; }

    public string Description => inner.Description;

    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int room = maxReceived - Received;
        if (room == 0)
        {
            throw Cut();
        }

        int count = await inner.ReceiveAsync(buffer[..Math.Min(buffer.Length, room)], cancellationToken);
        Received += count;
        return count;
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        int count = Math.Min(data.Length, maxSent - Sent);
        await inner.SendAsync(data[..count], cancellationToken);
        Sent += count;
        if (count < data.Length)
        {
            throw Cut();
        }
    }

    public void Abort() => inner.Abort();

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private IOException Cut()
    {
        inner.Abort();
        return new IOException("cut by the test");
    }
}
