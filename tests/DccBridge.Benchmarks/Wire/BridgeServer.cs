using System.Security.Cryptography;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Transport;

namespace DccBridge.Benchmarks.Wire;

/// <summary>DccBridge's own side of the comparison: the real handshake, the real RPC connection, handlers of nothing.</summary>
internal sealed class BridgeServer(ITransportListener listener, int port)
{
    public static readonly Guid InstanceId = new("11111111-2222-3333-4444-555555555555");

    /// <summary>Known to both processes of the benchmark.</summary>
    public static readonly SharedSecret Secret = SharedSecret.FromBytes(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());

    private readonly List<RpcConnection> _subscribers = [];
    private readonly DeadlineWheel _deadlines = new();

    public async Task RunAsync()
    {
        HandlerTable table = new HandlerTable()
            .AddRequest<EchoMessage, EchoMessage>("echo", static (echo, _) => new(echo))
            .AddRequest<TypicalRequest, TypicalResponse>("typical", static (_, _) => new(SampleData.Response))
            .AddUpload<NumberMessage, NumberMessage>("upload", UploadAsync)
            .AddRequest<NumberMessage, NumberMessage>("subscribe", Subscribe)
            .AddNotification<NumberMessage>("publish", Publish);
        while (true)
        {
            ITransport transport = await listener.AcceptAsync(CancellationToken.None);
            _ = Task.Run(() => ServeAsync(transport, table));
        }
    }

    private async Task ServeAsync(ITransport transport, HandlerTable table)
    {
        await ServerHandshake.RunAsync(transport, new() { Secret = Secret, InstanceId = InstanceId, Port = port }, CancellationToken.None);
        await using var connection = new RpcConnection(transport, table, new(), _deadlines);
        connection.Start();
        await connection.Completion;
        lock (_subscribers)
        {
            _subscribers.Remove(connection);
        }
    }

    private static async ValueTask<NumberMessage> UploadAsync(NumberMessage hashed, UploadContext upload)
    {
        using var sink = new UploadSink(hashed.Value != 0);
        upload.SetSink(sink);
        await upload.Completed;
        return new(upload.ReceivedBytes);
    }

    private ValueTask<NumberMessage> Subscribe(NumberMessage request, RequestContext context)
    {
        lock (_subscribers)
        {
            _subscribers.Add(context.Connection);
        }

        return new(request);
    }

    private void Publish(NumberMessage sequence, RpcConnection publisher)
    {
        EncodedNotification note = EncodedNotification.Create("event", new EventMessage(sequence.Value, 1, 2, 3));
        lock (_subscribers)
        {
            foreach (RpcConnection subscriber in _subscribers)
            {
                subscriber.TryNotify(note);
            }
        }
    }

    private sealed class UploadSink(bool hashed) : IChunkSink, IDisposable
    {
        private readonly IncrementalHash? _hash = hashed ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;

        public void OnChunk(ReadOnlySpan<byte> chunk) => _hash?.AppendData(chunk);

        public void Dispose() => _hash?.Dispose();
    }
}
