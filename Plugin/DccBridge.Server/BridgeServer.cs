using System.Net;
using System.Reflection;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Transport;
using DccBridge.Server.Editor;
using DccBridge.Server.GameThread;
using DccBridge.Server.Handlers;
using DccBridge.Server.Handlers.Assets;
using DccBridge.Server.Handlers.Editor;
using DccBridge.Server.Handlers.Operations;
using DccBridge.Server.Handlers.Session;
using DccBridge.Server.Handlers.Transfer;
using DccBridge.Server.Handlers.Validation;
using DccBridge.Server.Operations;
using DccBridge.Server.Sessions;
using DccBridge.Server.Storage;
using DccBridge.Server.ValidationRuns;
using DccBridge.Validation;
using DccBridge.Validation.Settings.Layers;

namespace DccBridge.Server;

/// <summary>
/// The whole server from start to stop; the one root that knows all rooms. Nothing in it is static, nothing outlives <see cref="StopAsync"/>,
/// so that an unloaded plugin leaves nothing behind. Start a new one to start again.
/// </summary>
public sealed class BridgeServer : IAsyncDisposable
{
    private readonly BridgeServerOptions _options;
    private readonly EditorPorts _ports;
    private readonly TimeProvider _time;
    private readonly GameThreadDispatcher _dispatcher;
    private readonly SharedSecret _secret = SharedSecret.Create();
    private readonly DateTimeOffset _startedAt;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private StateFolder? _state;
    private OperationTable? _operations;
    private DeadlineWheel? _deadlines;
    private ConnectionGate? _gate;
    private ServerListeners? _listeners;
    private EndpointPublication? _publication;
    private EditorValidation? _validation;
    private RulesInForce? _rules;
    private EditorEventFeed? _events;
    private Task? _stopped;

    /// <summary>Makes a server; <see cref="StartAsync"/> opens it.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="ports">The editor.</param>
    /// <param name="time">The clock of everything; null is the system's.</param>
    public BridgeServer(BridgeServerOptions options, EditorPorts ports, TimeProvider? time = null)
    {
        _options = options;
        _ports = ports;
        _time = time ?? TimeProvider.System;
        _startedAt = _time.GetUtcNow();
        _dispatcher = new GameThreadDispatcher(ports.Engine, ports.Log, options.GameThread, _time);
    }

    /// <summary>Names this start of the server.</summary>
    public Guid InstanceId { get; } = Guid.NewGuid();

    /// <summary>The TCP port that is listened on; 0 before the start.</summary>
    public int Port => _listeners?.Port ?? 0;

    /// <summary>Path of the Unix domain socket; null when there is none.</summary>
    public string? SocketPath => _listeners?.SocketPath;

    /// <summary>Path of the endpoint file; null before the start.</summary>
    public string? EndpointFile => _publication?.Path;

    /// <summary>The way to the engine thread, for what the editor's side itself wants to run there.</summary>
    public GameThreadDispatcher Dispatcher => _dispatcher;

    /// <summary>Judges what the editor itself asks about.</summary>
    /// <exception cref="InvalidOperationException">The server was not started.</exception>
    public EditorValidation Validation => _validation ?? throw new InvalidOperationException("The server was not started.");

    /// <summary>Tells clients what happens in the editor.</summary>
    /// <exception cref="InvalidOperationException">The server was not started.</exception>
    public EditorEventFeed Events => _events ?? throw new InvalidOperationException("The server was not started.");

    /// <summary>The secret of this start, for tests of the wire.</summary>
    internal SharedSecret Secret => _secret;

    /// <summary>Opens storage and ports, then publishes the endpoint file.</summary>
    /// <exception cref="ArgumentException">The address is not a loopback address.</exception>
    /// <exception cref="IOException">The state folder cannot be used.</exception>
    /// <exception cref="EndpointException">The endpoint file cannot be published.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">No port can be bound.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Open();
            Listen();
            _dispatcher.Start();
        }
        catch
        {
            await StopAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends everything: no more work, goodbye to clients, ports and files closed. Bounded by <see cref="BridgeServerOptions.DrainTime"/> and four times <see cref="BridgeServerOptions.StopTime"/>; safe more than once and on the engine thread.</summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            return _stopped ??= Task.Run(CloseAsync);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(StopAsync());

    /// <summary>Serves a connection that came by another way than the listeners.</summary>
    internal void Admit(ITransport transport) => _gate!.Admit(transport, 0);

    /// <summary>Opens storage and everything behind the ports, without listening.</summary>
    internal void Open()
    {
        _state = new StateFolder(_options.StateFolder, _ports.Disk, _options.Storage, _time, _ports.Log);
        _deadlines = new DeadlineWheel(_time);
        var block = new EngineBlock(_dispatcher, _ports.Identity);
        _operations = new OperationTable(_state.Operations, block, _ports.Log, _options.Operations, _time);
        var sessions = new SessionTable(_state, _options.Sessions, _ports.Log, _time);
        var methods = Compose(_state, _operations, sessions, block);
        var handshake = new ServerHandshakeOptions
        {
            Secret = _secret,
            InstanceId = InstanceId,
            Port = 0,
            AllowedScopes = _options.AllowedScopes,
            Limits = ConnectionLimits.Default with { MaxFrameBytes = _options.Rpc.MaxFrameLength },
            TimeLimit = _options.Sessions.HandshakeTime,
            Time = _time,
        };
        var rpc = _options.Rpc with { OnHandlerError = LogHandlerError, CloseTimeout = _options.StopTime };
        _gate = new ConnectionGate(handshake, methods.Handlers, rpc, _deadlines, sessions, _options.Sessions, _ports.Log);
    }

    private MethodTable Compose(StateFolder state, OperationTable operations, SessionTable sessions, EngineBlock block)
    {
        var (identity, _, assets, edits, importer, validators, window, disk, log) = _ports;
        var info = new EditorInfo
        {
            InstanceId = InstanceId,
            ProcessId = Environment.ProcessId,
            ProjectName = identity.ProjectName,
            ProjectPath = identity.ProjectPath,
            Engine = identity.Engine,
            Version = typeof(BridgeServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0",
            StartedAt = _startedAt.UtcDateTime,
        };
        var engine = new EngineCalls(_dispatcher, block);
        var sources = new SettingsSources { Studio = _options.StudioSettingsFile, Project = _options.SettingsFile };
        var rules = _rules = new RulesInForce(sources, _options.CustomRules, _options.SourceRoots, _time, log);
        var validation = new ValidationRun(rules, new VerdictPublisher(InstanceId, state.Events, sessions), _time);
        var project = new ProjectValidation(validators, log);
        var steps = new FixSteps(state.Fixes, log, _time);
        var fixedAssets = new FixedAssets(assets, validation, project, engine, log);
        _validation = new EditorValidation(validation, _time, log);
        _events = new EditorEventFeed(sessions, _time, log);
        var handlers = new ServerHandlers(
            new SessionCalls(sessions, info, _time),
            new EditorCalls(info, identity, _dispatcher, operations, sessions),
            new OperationCalls(operations),
            new TransferCalls(state.Content),
            new FindAssets(assets),
            new GetAsset(assets),
            new ImportAssets(assets, importer, new NewTextures(assets, edits, validation, log), state.Content, validation, project, engine, log),
            new DeleteAssets(assets),
            new RenameAsset(assets),
            new ShowAssets(assets, window),
            new NotifyEditor(window),
            new RunValidation(assets, validation, project, engine),
            new FixAssets(assets, edits, steps, validation, fixedAssets, engine),
            new UndoFix(assets, edits, steps, fixedAssets, engine),
            new ListRules(validation),
            new SuppressFindings(new SuppressionFile(_options.SettingsFile, rules, disk, _time)));
        return ServerMethods.Register(handlers, engine, operations);
    }

    private void Listen()
    {
        var folder = _options.EndpointFolder ?? EditorFolder.Default();
        _listeners = ServerListeners.Bind(_options, folder, InstanceId, _ports.Log);
        _publication = EndpointPublication.Publish(
            new EndpointFile
            {
                InstanceId = InstanceId,
                ProcessId = Environment.ProcessId,
                StartTime = _startedAt,
                Port = _listeners.Port,
                Socket = _listeners.SocketPath,
                Project = _ports.Identity.ProjectName,
                Engine = _ports.Identity.Engine,
                Secret = _secret,
            },
            folder);
        _listeners.Start(_gate!, _ports.Log, _stopping.Token);
        _ports.Log.Write(BridgeLogLevel.Information, $"DccBridge listens on {_options.Address}:{_listeners.Port}.");
    }

    private async Task CloseAsync()
    {
        // From the outside in: nobody new finds us, nothing new begins, those who are here hear why, then the files close.
        // A step that fails must not keep the port, the folder or a timer from being let go after it.
        Try("The endpoint file was not taken away", () => _publication?.Dispose());
        await TryAsync("The start of new work was not stopped", () => _stopping.CancelAsync()).ConfigureAwait(false);
        await TryAsync("The ports were not closed", () => _listeners?.DisposeAsync().AsTask()).ConfigureAwait(false);
        Try("The operations were not stopped", () => _operations?.Stop());
        await TryAsync("Some verdicts were not pushed before the end. Validate again after the restart", () => Limited(_validation)).ConfigureAwait(false);
        await TryAsync("Some editor events were not sent before the end", () => Limited(_events)).ConfigureAwait(false);
        Try("The work for the engine thread was not stopped", _dispatcher.Stop);
        await TryAsync("The calls that were running were not waited for", () => _gate?.DrainAsync(_options.DrainTime, _time)).ConfigureAwait(false);
        await TryAsync("The connections were not closed", () => _gate?.CloseAsync("The editor is stopping.", _options.StopTime, _time)).ConfigureAwait(false);
        Try("The studio's rules were not let go", () => _rules?.Dispose());
        Try("The deadlines were not stopped", () => _deadlines?.Dispose());
        Try("The state folder was not closed", () => _state?.Dispose());
        _stopping.Dispose();
    }

    private Task? Limited(IAsyncDisposable? publisher) => publisher?.DisposeAsync().AsTask().WaitAsync(_options.StopTime, _time);

    private void Try(string failure, Action step)
    {
        try
        {
            step();
        }
        catch (Exception exception)
        {
            _ports.Log.Write(BridgeLogLevel.Warning, $"While DccBridge stopped: {failure}.", exception);
        }
    }

    private async Task TryAsync(string failure, Func<Task?> step)
    {
        try
        {
            await (step() ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _ports.Log.Write(BridgeLogLevel.Warning, $"While DccBridge stopped: {failure}.", exception);
        }
    }

    private void LogHandlerError(string method, Exception exception) =>
        _ports.Log.Write(BridgeLogLevel.Error, $"'{method}' failed.", exception);
}
