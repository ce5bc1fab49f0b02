using System.Collections.Concurrent;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Serialization;
using DccBridge.Protocol.Transport;

namespace DccBridge.Tests.Server.Fakes;

/// <summary>The other end of a connection to the server under test.</summary>
internal sealed class TestClient
{
    private readonly ConcurrentQueue<object> _events = new();
    private readonly ConcurrentQueue<EditorEvent> _editorEvents = new();

    public TestClient(ITransport transport, DeadlineWheel wheel, Guid clientId)
    {
        ClientId = clientId;
        var handlers = new HandlerTable()
            .AddNotification<VerdictEvent>(MethodNames.Validation.Verdict, (verdict, _) => _events.Enqueue(verdict))
            .AddNotification<EventGap>(MethodNames.Session.Gap, (gap, _) => _events.Enqueue(gap))
            .AddNotification<EditorEvent>(MethodNames.Editor.Event, (happened, _) =>
            {
                _editorEvents.Enqueue(happened);
                OnEditorEvent?.Invoke();
            });
        Connection = new RpcConnection(transport, handlers, new RpcOptions { CallTimeout = TimeSpan.FromSeconds(20) }, wheel);
        Connection.Start();
    }

    public Guid ClientId { get; }

    public RpcConnection Connection { get; }

    public OpenSessionResult Session { get; private set; } = null!;

    /// <summary>Verdicts and gaps in the order in which they came.</summary>
    public IReadOnlyCollection<object> Events => _events;

    public IEnumerable<VerdictEvent> Verdicts => _events.OfType<VerdictEvent>();

    /// <summary>What the editor said that happened in it, in the order in which it came.</summary>
    public IReadOnlyCollection<EditorEvent> EditorEvents => _editorEvents;

    /// <summary>Runs on the receive loop after each such event.</summary>
    public Action? OnEditorEvent { get; set; }

    public async Task OpenAsync(string? resumeToken = null) => Session = await CallAsync<OpenSessionParams, OpenSessionResult>(
        MethodNames.Session.Open,
        new OpenSessionParams { ClientName = "test", ClientVersion = "1", ResumeToken = resumeToken });

    public ValueTask<TResult> CallAsync<TParams, TResult>(string method, TParams parameters, CallOptions options = default, CancellationToken cancellation = default)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult> => Connection.CallAsync<TParams, TResult>(method, parameters, options, cancellation);

    public ValueTask<TResult> CallAsync<TResult>(string method)
        where TResult : IMessage<TResult> => CallAsync<EmptyMessage, TResult>(method, default);

    public async Task<SubscribeValidationResult> SubscribeAsync(bool durable = false) =>
        await CallAsync<SubscribeValidationParams, SubscribeValidationResult>(MethodNames.Validation.Subscribe, new SubscribeValidationParams { Durable = durable });

    public async Task SubscribeEditorAsync(params EditorEventKind[] kinds) =>
        await CallAsync<SubscribeEditorParams, EmptyMessage>(MethodNames.Editor.Subscribe, new SubscribeEditorParams { Kinds = kinds });

    public async Task AcknowledgeAsync(long sequence) =>
        await CallAsync<AcknowledgeParams, EmptyMessage>(MethodNames.Session.Acknowledge, new AcknowledgeParams(sequence));

    /// <summary>The error with which a call ends.</summary>
    public static async Task<RpcException> ErrorOf<T>(ValueTask<T> call)
    {
        try
        {
            await call;
        }
        catch (RpcException error)
        {
            return error;
        }

        throw new AssertionException("The call ended with a result, not with an error.");
    }
}
