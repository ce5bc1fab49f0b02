using System.Runtime.CompilerServices;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Transport;

namespace DccBridge.Benchmarks.Wire;

/// <summary>A client of DccBridge.</summary>
internal sealed class BridgePeer : IPeer
{
    private static readonly DeadlineWheel Deadlines = new();
    private readonly RpcConnection _connection;
    private Action<long>? _received;

    private BridgePeer(ITransport transport)
    {
        HandlerTable table = new HandlerTable().AddNotification<EventMessage>("event", (message, _) => _received?.Invoke(message.Sequence));
        // The workloads never block after a call, which is what this option asks of its user.
        _connection = new(transport, table, new() { InlineContinuations = true }, Deadlines);
        _connection.Start();
    }

    public static async Task<BridgePeer> ConnectAsync(ITransport transport, int port)
    {
        await ClientHandshake.RunAsync(
            transport,
            new() { Secret = BridgeServer.Secret, InstanceId = BridgeServer.InstanceId, ConnectedPort = port, ClientId = Guid.NewGuid() },
            CancellationToken.None);
        return new(transport);
    }

    /// <summary>Pooled, so that the allocation that is measured is the product's and not the harness's.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask EchoAsync() => await _connection.CallAsync<EchoMessage, EchoMessage>("echo", new(SampleData.EchoText));

    public async ValueTask TypicalAsync() => await _connection.CallAsync<TypicalRequest, TypicalResponse>("typical", SampleData.Request);

    public async Task PipelineAsync(int count, int inFlight)
    {
        int left = count;
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await EchoAsync();
            }
        }));
    }

    public async Task UploadAsync(long bytes, bool hashed)
    {
        NumberMessage received = await _connection.UploadAsync<NumberMessage, NumberMessage>(
            "upload",
            new(hashed ? 1 : 0),
            async (writer, _) =>
            {
                for (long sent = 0; sent < bytes; sent += ChunkLimits.MaxChunkBytes)
                {
                    await writer.AdvanceAsync(ChunkLimits.MaxChunkBytes);
                }
            },
            new() { Timeout = TimeSpan.FromMinutes(5) });
        if (received.Value != bytes)
        {
            throw new InvalidDataException($"{received.Value} of {bytes} bytes arrived.");
        }
    }

    public ValueTask PublishAsync(long sequence) => _connection.NotifyAsync("publish", new NumberMessage(sequence));

    public async ValueTask SubscribeAsync(Action<long> received)
    {
        _received = received;
        await _connection.CallAsync<NumberMessage, NumberMessage>("subscribe", new(0));
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
