using System.Threading.Channels;
using DccBridge.Headless.Content;
using DccBridge.Headless.Importing;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Server;
using DccBridge.Server.Editor;
using DccBridge.Server.Storage;

namespace DccBridge.Headless.Engine;

/// <summary>
/// The composition: content folder, engine thread, importer and server, from start to stop. The server can be taken down and built
/// again over the same folder while the engine goes on, as a hot reload of the plugin does.
/// </summary>
internal sealed class HeadlessEditor : IControlled, IEditorIdentity
{
    private const int MaxWaitingRestarts = 16;
    private static readonly TimeSpan LoopStopLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ServerStopLimit = TimeSpan.FromSeconds(2.5);

    private readonly HeadlessOptions _options;
    private readonly IBridgeLog _log;
    private readonly Action<string> _say;
    private readonly ContentLayout _layout;
    private readonly FullDisk _disk = new(new DiskFiles(), new SystemDisk());
    private readonly TickLoop _loop;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _restarts = Channel.CreateBounded<bool>(MaxWaitingRestarts);
    private long _slowImportTicks;
    private ServerInPlace? _server;

    /// <param name="layout">The content folder; its lock is held.</param>
    /// <param name="options">What the command line asks for.</param>
    /// <param name="log">Takes the log.</param>
    /// <param name="say">Writes one line for scripts.</param>
    public HeadlessEditor(ContentLayout layout, HeadlessOptions options, IBridgeLog log, Action<string> say)
    {
        _layout = layout;
        _options = options;
        _log = log;
        _say = say;
        _slowImportTicks = options.SlowImport.Ticks;
        _disk.SetRoom(options.FullDisk);
        _loop = new TickLoop(options.TickRate, log, say);
    }

    /// <inheritdoc/>
    public string ProjectName => _options.ProjectName ?? Path.GetFileName(_layout.Root);

    /// <inheritdoc/>
    public string ProjectPath => _layout.Root;

    /// <inheritdoc/>
    public string Engine => "headless";

    /// <inheritdoc/>
    public ModalDialog? CurrentModal => _loop.CurrentModal;

    /// <summary>Runs until it is told to stop.</summary>
    /// <exception cref="ContentFolderException">The content folder cannot be used.</exception>
    public async Task RunAsync()
    {
        var store = new ContentStore(_layout, _disk, _log);
        var ports = new EditorPorts(
            Identity: this,
            Engine: _loop,
            Assets: new ContentAssets(store, _loop),
            Edits: new ContentEdits(store, _loop),
            Importer: new AnnouncedImports(new ContentImporter(store, _loop, TimeProvider.System, BeforeImportWrites), Imported),
            Validators: new NoOtherValidators(),
            Window: new PrintedWindow(_say),
            Disk: _disk,
            Log: _log);
        var server = _server = new ServerInPlace(_options, _layout, ports);
        try
        {
            BlockAtStart();
            _loop.Start();
            _say(await server.StartAsync(_stop.Token).ConfigureAwait(false));
            Task watch = WatchAsync();
            await ServeRestartsAsync(server).ConfigureAwait(false);
            await watch.ConfigureAwait(false);
        }
        finally
        {
            await StopAllAsync(server).ConfigureAwait(false);
        }
    }

    /// <summary>On the engine thread, where the server that asked for the import is still the one that runs or is just ending.</summary>
    private void Imported(IReadOnlyList<string> paths) => _server?.Events?.Publish(EditorEventKind.AssetsImported, paths);

    /// <inheritdoc/>
    public void OpenModal(TimeSpan duration, string? text) =>
        Block(new ModalDialog { Title = "Message", Text = text ?? $"The headless editor shows this dialog for {duration.TotalSeconds} s." }, duration);

    /// <inheritdoc/>
    public void Stall(TimeSpan duration) => Block(null, duration);

    /// <inheritdoc/>
    public void Release() => _loop.Release();

    /// <inheritdoc/>
    public void SetTickRate(double ticksPerSecond) => _loop.SetRate(ticksPerSecond);

    /// <inheritdoc/>
    public void SetSlowImport(TimeSpan duration) => Interlocked.Exchange(ref _slowImportTicks, duration.Ticks);

    /// <inheritdoc/>
    public void SetFullDisk(long? bytes) => _disk.SetRoom(bytes);

    /// <inheritdoc/>
    public void Restart()
    {
        if (!_restarts.Writer.TryWrite(true))
        {
            throw new UsageException($"{MaxWaitingRestarts} restarts are waiting already");
        }
    }

    /// <inheritdoc/>
    public void Stop() => _stop.Cancel();

    private void Block(ModalDialog? dialog, TimeSpan duration)
    {
        if (!_loop.TryBlock(dialog, duration))
        {
            throw new UsageException("the editor is stopping, or too many dialogs are waiting");
        }
    }

    private void BlockAtStart()
    {
        if (_options.Modal is { } modal)
        {
            OpenModal(modal, null);
        }

        if (_options.Stall is { } stall)
        {
            Stall(stall);
        }
    }

    private void BeforeImportWrites(ImportItem item)
    {
        var pause = TimeSpan.FromTicks(Interlocked.Read(ref _slowImportTicks));
        if (pause == TimeSpan.Zero)
        {
            return;
        }

        _say($"importing {item.DestinationPath}");
        if (!_loop.Pause(pause))
        {
            throw new EditorException(ErrorCode.EditorStopping, $"The editor stopped while '{item.DestinationPath}' was being imported; nothing of it was saved. Send it again when the editor is back.");
        }
    }

    private async Task ServeRestartsAsync(ServerInPlace server)
    {
        try
        {
            await foreach (bool _ in _restarts.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                _say("restarting");
                _say(await server.RestartAsync(_stop.Token).ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // That is how it is told to stop.
        }
    }

    /// <summary>What happens by itself: the owner dies, the restart of the command line comes. When it fails the editor stops, rather than run on without it.</summary>
    private async Task WatchAsync()
    {
        try
        {
            Task restart = RestartLaterAsync();
            if (_options.ParentProcess is { } parent && await ParentWatch.WaitAsync(parent, _stop.Token).ConfigureAwait(false))
            {
                _log.Write(BridgeLogLevel.Information, $"Process {parent} is gone; the editor stops.");
                Stop();
            }

            await restart.ConfigureAwait(false);
        }
        catch
        {
            Stop();
            throw;
        }
    }

    private async Task RestartLaterAsync()
    {
        if (_options.RestartAfter is { } delay)
        {
            try
            {
                await Task.Delay(delay, _stop.Token).ConfigureAwait(false);
                Restart();
            }
            catch (OperationCanceledException)
            {
                // It stops before the time has come.
            }
        }
    }

    private async Task StopAllAsync(ServerInPlace server)
    {
        Stop();

        // The engine first: it gives up dialogs and slow imports, so that work of the server ends with an answer.
        if (!_loop.Stop(LoopStopLimit))
        {
            _log.Write(BridgeLogLevel.Error, $"The engine thread did not stop within {LoopStopLimit.TotalSeconds} s; it is left behind.");
        }

        try
        {
            await server.StopAsync().WaitAsync(ServerStopLimit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _log.Write(BridgeLogLevel.Error, $"The server did not stop within {ServerStopLimit.TotalSeconds} s; it is left behind.");
        }
    }
}
