using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;

namespace DccBridge.Client;

/// <summary>How a client connects and behaves. Immutable; one instance may serve many clients.</summary>
public sealed record EditorClientOptions
{
    /// <summary>Name of the program, for the editor's log and status ("dccbridge send").</summary>
    public string ClientName { get; init; } = "dccbridge client";

    /// <summary>Version of the program.</summary>
    public string ClientVersion { get; init; } = typeof(EditorClientOptions).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Who the client is. Null: a fresh id, as a run of a command needs it. Durable subscribers take <see cref="ClientIdentity.LoadOrCreate"/>.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>What the session shall be allowed to do; the editor's setting may grant less.</summary>
    public Scopes WantedScopes { get; init; } = ScopeNames.AllowedByDefault;

    /// <summary>Where a lost editor is looked for again. Null: the folder of this user, <see cref="EditorFolder.Default"/>.</summary>
    public EditorDirectory? Directory { get; init; }

    /// <summary>How a lost connection is made again.</summary>
    public ReconnectOptions Reconnect { get; init; } = new();

    /// <summary>For reaching the port or socket, for the handshake, and for opening the session: each.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time limit of a call that names none.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time limit of calls that run an operation in the editor (import, delete, rename, validate, batch) and name none. A lost editor is noticed long before.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often an interrupted call or upload is taken up again after a reconnect.</summary>
    public int MaxResumptions { get; init; } = 10;

    /// <summary>Verdicts that may wait for the consumer. Further ones are left with the editor and fetched again when the consumer has caught up.</summary>
    public int MaxWaitingVerdicts { get; init; } = 10_000;

    /// <summary>How many verdicts are remembered as seen, so that a repeated one is shown once.</summary>
    public int MaxSeenVerdicts { get; init; } = 20_000;

    /// <summary>How long taken verdicts are gathered before one acknowledgement is sent for all of them.</summary>
    public TimeSpan AcknowledgeDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Limits of the RPC connection.</summary>
    public RpcOptions Rpc { get; init; } = new();

    /// <summary>The clock of all waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reaches an endpoint. Null: its Unix socket where it is there, else 127.0.0.1 and its port.</summary>
    public Func<EndpointFile, CancellationToken, ValueTask<EditorTransport>>? Dial { get; init; }

    /// <summary>Told of each step of the connection, in order, the first ones included. Must not block.</summary>
    public Action<ConnectionChange>? OnConnectionChanged { get; init; }

    /// <summary>Told of problems in the background that end nothing: what was being done, and the exception. For a log.</summary>
    public Action<string, Exception>? OnProblem { get; init; }
}
