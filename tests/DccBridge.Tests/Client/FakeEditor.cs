using System.Collections.Concurrent;
using DccBridge.Client;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Serialization;
using DccBridge.Protocol.Transport;

namespace DccBridge.Tests.Client;

/// <summary>An editor in memory whose answers a test scripts: real handshake, real RPC, no server. Each "start" has a new secret and instance.</summary>
internal sealed class FakeEditor : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly DeadlineWheel _deadlines = new();
    private readonly List<RpcConnection> _connections = [];
    private readonly ConcurrentQueue<Exception> _refusals = new();
    private readonly List<string> _calls = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _token;

    public FakeEditor() => Restart();

    /// <summary>Scripts beyond session, ping, subscribe and acknowledge.</summary>
    public Action<HandlerTable>? Script { get; init; }

    public EndpointFile Endpoint { get; private set; } = null!;

    public string ProjectPath { get; set; } = "/projects/crates";

    /// <summary>Answers session.open with this.</summary>
    public RpcException? SessionError { get; set; }

    /// <summary>Protocol versions that it speaks.</summary>
    public IReadOnlyList<int> Versions { get; set; } = [1];

    public long NextSequence { get; set; } = 1;

    public List<OpenSessionParams> Opened { get; } = [];

    public List<Guid> ClientIds { get; } = [];

    public List<bool> Subscriptions { get; } = [];

    public List<long> Acknowledged { get; } = [];

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>The connection whose session was opened last.</summary>
    public RpcConnection Connection
    {
        get
        {
            lock (_gate)
            {
                return _connections[^1];
            }
        }
    }

    public int Connections
    {
        get
        {
            lock (_gate)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>The next attempts to connect fail so.</summary>
    public void RefuseNext(Exception e) => _refusals.Enqueue(e);

    /// <summary>A new start: other secret, other instance, no sessions.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            _token = null;
            Endpoint = new EndpointFile
            {
                InstanceId = Guid.NewGuid(),
                ProcessId = 4711,
                StartTime = DateTimeOffset.UnixEpoch,
                Port = 0,
                Socket = "/run/fake",
                Project = "Crates",
                Engine = "headless",
                Secret = SharedSecret.Create(),
            };
        }
    }

    /// <summary>The token of the session is worth nothing any more.</summary>
    public void ForgetSession()
    {
        lock (_gate)
        {
            _token = null;
        }
    }

    /// <summary>Dies without a word.</summary>
    public void Cut() => Connection.Abort("cut by the test");

    public EditorClientOptions Options() => new()
    {
        ClientName = "tests",
        Dial = DialAsync,
        AcknowledgeDelay = TimeSpan.Zero,
        Reconnect = new ReconnectOptions { FirstDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero },
        CallTimeout = TimeSpan.FromSeconds(20),
    };

    public Task<EditorClient> ConnectAsync(EditorClientOptions? options = null) => EditorClient.ConnectAsync(Endpoint, options ?? Options());

    public async ValueTask<EditorTransport> DialAsync(EndpointFile endpoint, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_refusals.TryDequeue(out var refusal))
        {
            throw refusal;
        }

        var (near, far) = MemoryTransport.CreatePair();
        _ = Task.Run(() => ServeAsync(far), CancellationToken.None);
        return await ValueTask.FromResult(new EditorTransport(near, 0));
    }

    public ValueTask PushAsync(long sequence, string path = "/Game/SM_Crate", Guid? instance = null) => Connection.NotifyAsync(
        MethodNames.Validation.Verdict,
        new VerdictEvent
        {
            Id = new EventId(instance ?? Endpoint.InstanceId, sequence),
            Verdict = new Verdict
            {
                RunId = Guid.Empty,
                AssetPath = path,
                AssetClass = "StaticMesh",
                Outcome = VerdictOutcome.Passed,
                Findings = [],
                ValidatedAt = DateTime.UnixEpoch,
            },
        });

    /// <summary>Waits until something that the editor saw makes the condition true.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (condition())
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(limit.Token);
        }
    }

    public void Note(string call)
    {
        lock (_gate)
        {
            _calls.Add(call);
            Changed();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.ToArray())
        {
            await connection.DisposeAsync();
        }

        _deadlines.Dispose();
    }

    private async Task ServeAsync(ITransport transport)
    {
        EndpointFile endpoint;
        lock (_gate)
        {
            endpoint = Endpoint;
        }

        ServerHandshakeResult client;
        try
        {
            client = await ServerHandshake.RunAsync(transport, new ServerHandshakeOptions { Secret = endpoint.Secret, InstanceId = endpoint.InstanceId, Port = 0, Versions = Versions });
        }
        catch (HandshakeException)
        {
            // What the client says of it is what tests look at.
            return;
        }

        var table = new HandlerTable()
            .AddRequest<OpenSessionParams, OpenSessionResult>(MethodNames.Session.Open, (p, _) => ValueTask.FromResult(Open(p, client.ClientId, endpoint)))
            .AddRequest<EmptyMessage, PingResult>(MethodNames.Session.Ping, (_, _) => ValueTask.FromResult(new PingResult(1)))
            .AddRequest<AcknowledgeParams, EmptyMessage>(MethodNames.Session.Acknowledge, (p, _) => ValueTask.FromResult(Acknowledge(p.Sequence)))
            .AddRequest<SubscribeValidationParams, SubscribeValidationResult>(MethodNames.Validation.Subscribe, (p, _) => ValueTask.FromResult(Subscribe(p.Durable)));
        Script?.Invoke(table);
        var connection = new RpcConnection(transport, table, new RpcOptions(), _deadlines);
        lock (_gate)
        {
            _connections.Add(connection);
        }

        connection.Start();
    }

    private OpenSessionResult Open(OpenSessionParams parameters, Guid clientId, EndpointFile endpoint)
    {
        if (SessionError is { } error)
        {
            throw error;
        }

        lock (_gate)
        {
            var resumed = parameters.ResumeToken is not null && parameters.ResumeToken == _token;
            _token ??= Guid.NewGuid().ToString("N");
            Opened.Add(parameters);
            ClientIds.Add(clientId);
            Changed();
            return new OpenSessionResult
            {
                SessionId = "s1",
                ResumeToken = _token,
                Resumed = resumed,
                Editor = new EditorInfo
                {
                    InstanceId = endpoint.InstanceId,
                    ProcessId = endpoint.ProcessId,
                    ProjectName = endpoint.Project,
                    ProjectPath = ProjectPath,
                    Engine = endpoint.Engine,
                    Version = "0.1.0",
                    StartedAt = DateTime.UnixEpoch,
                },
            };
        }
    }

    private EmptyMessage Acknowledge(long sequence)
    {
        lock (_gate)
        {
            Acknowledged.Add(sequence);
            Changed();
        }

        return default;
    }

    private SubscribeValidationResult Subscribe(bool durable)
    {
        lock (_gate)
        {
            Subscriptions.Add(durable);
            Changed();
            return new SubscribeValidationResult(NextSequence, 0);
        }
    }

    private void Changed()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }
}
