using System.Net;
using System.Threading.Channels;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Serialization;
using DccBridge.Protocol.Transport;

namespace DccBridge.Unreal.Tests;

/// <summary>A client over TCP that hears the editor's events.</summary>
internal sealed class EventClient : IAsyncDisposable
{
    private readonly Channel<EditorEvent> _events = Channel.CreateUnbounded<EditorEvent>();
    private readonly DeadlineWheel _wheel;
    private readonly RpcConnection _connection;

    private EventClient(ITransport transport, DeadlineWheel wheel)
    {
        _wheel = wheel;
        var handlers = new HandlerTable().AddNotification<EditorEvent>(MethodNames.Editor.Event, (happened, _) => _events.Writer.TryWrite(happened));
        _connection = new RpcConnection(transport, handlers, new RpcOptions(), wheel);
        _connection.Start();
    }

    public static async Task<EventClient> ConnectAsync(EditorInTest editor)
    {
        var file = editor.Endpoints.Find().Single().File!;
        var transport = await TcpTransport.ConnectAsync(new IPEndPoint(IPAddress.Loopback, file.Port), default);
        var handshake = new ClientHandshakeOptions { Secret = file.Secret, InstanceId = file.InstanceId, ConnectedPort = file.Port, FilePort = file.Port, ClientId = Guid.NewGuid() };
        await ClientHandshake.RunAsync(transport, handshake).WaitAsync(EditorInTest.Limit);
        var client = new EventClient(transport, new DeadlineWheel(TimeProvider.System));
        await client._connection.CallAsync<OpenSessionParams, OpenSessionResult>(MethodNames.Session.Open, new OpenSessionParams { ClientName = "test", ClientVersion = "1" });
        await client._connection.CallAsync<SubscribeEditorParams, EmptyMessage>(MethodNames.Editor.Subscribe, new SubscribeEditorParams { Kinds = Enum.GetValues<EditorEventKind>() });
        return client;
    }

    /// <summary>The next event.</summary>
    public async Task<EditorEvent> NextAsync() => await _events.Reader.ReadAsync().AsTask().WaitAsync(EditorInTest.Limit);

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _wheel.Dispose();
    }
}
