using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server;
using DccBridge.Server.Editor;
using DccBridge.Server.EditorPython;
using DccBridge.Server.GameThread;
using DccBridge.Server.Storage;
using DccBridge.Validation.Settings;
using DccBridge.Validation.Settings.Layers;
using UnrealSharp.CoreUObject;

namespace DccBridge.Unreal;

/// <summary>
/// Where the three meet that Unreal makes without telling us: module, subsystem and validator. The one object of a loaded assembly; it goes
/// when a reload unloads the assembly. Everything in it happens on the game thread, but for the server itself.
/// </summary>
internal sealed class BridgeLife
{
    /// <summary>Under this name the process remembers, over a reload, that the editor is ready: asking for a subsystem before that ends the process (UnrealSharp, Bind_GEditor.cpp:10-18).</summary>
    private const string ReadyName = "DccBridge.EditorIsReady";

    /// <summary>The server's own end is bounded to about this.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(3);

    private readonly UnrealLog _log = new();
    private readonly UnrealPython _python = new();
    private readonly EditorTick _tick;
    private UnrealIdentity? _identity;
    private IEditorAssets? _assets;
    private UnrealEngineThread? _engine;
    private ServerRun? _run;
    private (BridgeServer Server, EngineStream<Action> Changes)? _selection;
    private UnrealEngineThread? _attachOn;
    private CancellationTokenRegistration _attach;

    private BridgeLife() => _tick = new EditorTick(_python, _log);

    /// <summary>The one of this assembly.</summary>
    public static BridgeLife Current { get; } = new();

    /// <summary>Which of Unreal's validators is ours.</summary>
    public OwnValidator Validator { get; } = new();

    /// <summary>The server; null while there is none.</summary>
    public BridgeServer? Server => _run?.Server;

    /// <summary>From now on subsystems can be asked for, also by an assembly that is loaded later.</summary>
    public void EditorIsReady() => AppContext.SetData(ReadyName, bool.TrueString);

    /// <summary>Between the two: subsystems can be asked for.</summary>
    public bool IsEditorReady => AppContext.GetData(ReadyName) is string;

    /// <summary>From now on nothing may be asked for.</summary>
    public void EditorIsGone() => AppContext.SetData(ReadyName, null);

    /// <summary>After a reload nobody initialises the subsystem again: it is looked up at the next tick, when its class is made. At the first start nothing is done.</summary>
    public void AttachAfterReload()
    {
        if (!IsEditorReady)
        {
            return;
        }

        // Unreal is given a delegate of the base library, not one of ours: it would hold this assembly over another reload.
        var tick = new CancellationTokenSource();
        _attach = tick.Token.UnsafeRegister(static _ => Guard.Run("start again after the reload", () => UObject.GetEditorSubsystem<UDccBridgeSubsystem>()?.Attach()), null);
        _attachOn = new UnrealEngineThread();
        _attachOn.TryPost(tick.Cancel);
    }

    /// <summary>The editor ticks.</summary>
    public void RunPosted() => _engine?.RunPosted();

    /// <summary>Joins the editor's tick and starts the server in the background, if there is none.</summary>
    /// <param name="subsystem">Path name of the subsystem that the tick calls.</param>
    public void Start(string subsystem)
    {
        // First: work that is posted before there is a tick runs in a task.
        _tick.Through(subsystem);
        if (_run is not null)
        {
            return;
        }

        var identity = _identity = new UnrealIdentity();
        _engine = new UnrealEngineThread(tick: _tick);
        var ports = UnrealPorts.Make(identity, _python, _engine, Validator, _log);
        _assets = ports.Assets;
        var options = new BridgeServerOptions
        {
            StateFolder = Path.Combine(identity.ProjectFolder, "Saved", "DccBridge"),
            SettingsFile = Path.Combine(identity.ProjectFolder, ValidationSettingsFile.Name),
            StudioSettingsFile = SettingsSources.StudioOfEnvironment(),
        };
        _run = new ServerRun(() => new BridgeServer(options, ports), _log, TimeProvider.System);
        _run.Start();
    }

    /// <summary>Ends the server; more than once does no harm. Blocks, for a bounded time: after it the assembly may be unloaded.</summary>
    public void Stop()
    {
        var (run, engine) = (_run, _engine);
        (_run, _assets, _selection, _engine) = (null, null, null, null);
        _attach.Unregister();
        _attachOn?.Dispose();
        _tick.Stop();
        engine?.Dispose();
        Validator.Registered = null;
        if (run is not null && !run.StopAsync().Wait(StopTime))
        {
            _log.Write(BridgeLogLevel.Warning, "DccBridge did not stop in time. If its next start fails, restart the editor.");
        }
    }

    /// <summary>Tells clients; nothing while there is no server.</summary>
    public void Publish(EditorEventKind kind, IReadOnlyCollection<string> names) => Server?.Events.Publish(kind, names);

    /// <summary>Tells of the selection at the next tick, once, however often it changes until then.</summary>
    public void SelectionChanged(Action tell)
    {
        if (Server is not { } server)
        {
            return;
        }

        if (_selection?.Server != server)
        {
            _selection = (server, server.Dispatcher.OpenStream<Action>("editor.selection", WorkPriority.Normal, static work => work()));
        }

        _selection.Value.Changes.TrySet(tell);
    }

    /// <summary>Package path of a map's file; null when it is not one of the project.</summary>
    public string? PackageOfMap(string file) => _identity is { } identity ? ObjectPaths.PackageOfMap(identity.ProjectFolder, file) : null;

    /// <summary>The verdict of DccBridge's rules; null while there is no server, and for what has no facts.</summary>
    public Verdict? Judge(string path, ValidationUseCase useCase)
    {
        if (Server is not { } server || _assets is not { } assets)
        {
            return null;
        }

        if (useCase == ValidationUseCase.Save)
        {
            // Unreal has no event for a saved asset that can be heard from here; its validation on save is one.
            server.Events.Publish(EditorEventKind.AssetsSaved, [path]);
        }

        return assets.Get(path) is { } record ? server.Validation.Judge(record, useCase) : null;
    }
}
