using System.Net;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Transport;

namespace DccBridge.Tests.Protocol.Rpc;

/// <summary>Two connections that talk to each other in this process.</summary>
internal sealed class ConnectedPair : IAsyncDisposable
{
    private readonly DeadlineWheel _deadlines;

    private ConnectedPair(ITransport client, ITransport server, HandlerTable serverHandlers, HandlerTable clientHandlers, RpcOptions options, TimeProvider time)
    {
        _deadlines = new(time);
        Client = new(client, clientHandlers, options, _deadlines);
        Server = new(server, serverHandlers, options, _deadlines);
        Client.Start();
        Server.Start();
    }

    public RpcConnection Client { get; }

    public RpcConnection Server { get; }

    public static ConnectedPair InMemory(HandlerTable server, HandlerTable? client = null, RpcOptions? options = null, TimeProvider? time = null)
    {
        (ITransport first, ITransport second) = MemoryTransport.CreatePair();
        return new(first, second, server, client ?? new(), options ?? new(), time ?? TimeProvider.System);
    }

    public static async Task<ConnectedPair> OverTcpAsync(HandlerTable server, HandlerTable? client = null, RpcOptions? options = null)
    {
        await using TcpTransportListener listener = TcpTransportListener.Bind(IPAddress.Loopback, 0);
        ValueTask<ITransport> accepting = listener.AcceptAsync(CancellationToken.None);
        ITransport outgoing = await TcpTransport.ConnectAsync(new(IPAddress.Loopback, listener.Port), CancellationToken.None);
        return new(outgoing, await accepting, server, client ?? new(), options ?? new(), TimeProvider.System);
    }

    /// <summary>Completes once so many requests of the client run on the server, their deadlines set.</summary>
    public async Task UntilServerRunsAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (Server.RunningRequests != count)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
        _deadlines.Dispose();
    }
}
