using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DccBridge.EndToEnd.Dccs;

/// <summary>A server of somebody else on a port where a DCC is expected: it keeps what it was sent, and answers with anything.</summary>
internal sealed class ForeignServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<NetworkStream, CancellationToken, Task> _answer;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public ForeignServer(Func<NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All bytes that it was sent, connection by connection.</summary>
    public ConcurrentQueue<byte[]> Received { get; } = new();

    /// <summary>Says nothing at all.</summary>
    public static ForeignServer Silent() => new((_, end) => Task.Delay(Timeout.Infinite, end));

    /// <summary>Answers with these bytes, again and again up to so many of them.</summary>
    public static ForeignServer Saying(byte[] bytes, long most = 0) => new(async (stream, end) =>
    {
        var sent = 0L;
        do
        {
            await stream.WriteAsync(bytes, end);
            sent += bytes.Length;
        }
        while (sent < most);
    });

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var buffer = new byte[64 * 1024];
                var count = await client.GetStream().ReadAsync(buffer, _end.Token);
                Received.Enqueue(buffer[..count]);
                if (count > 0)
                {
                    await _answer(client.GetStream(), _end.Token);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // Whoever asked went away: that is what a foreign server wants of them.
            }
        }
    }
}
