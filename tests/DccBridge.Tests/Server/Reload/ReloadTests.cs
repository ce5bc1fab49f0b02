using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using DccBridge.Client;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Transfer;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Transport;
using DccBridge.Tests.Client;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Reload;

/// <summary>
/// Hot reload as UnrealSharp does it, over and over: the server lives in a collectible context and is stopped on the engine's thread, the client
/// lives outside and goes on. After each stop nothing may keep the context alive.
/// </summary>
[TestFixture]
[CancelAfter(240_000)]
public sealed class ReloadTests
{
    private const int Reloads = 20;

    /// <summary>What a stop may take on the engine's thread: two seconds, and the time for answers that are due.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2) + new DccBridge.Server.BridgeServerOptions { StateFolder = "" }.DrainTime;

    private readonly ConcurrentQueue<string> _judged = new();
    private readonly StateRecorder _states = new();
    private TemporaryFolder _folder = null!;
    private EngineLoop _engine = null!;
    private EditorClient? _client;
    private int _port;
    private int _round;

    /// <summary>What the plugin is in the middle of when it is stopped.</summary>
    private enum Moment
    {
        Idle,
        Upload,
        HungClients,
        QueuedImport,
        WaitingBatch,
    }

    [SetUp]
    public void Start()
    {
        _folder = new TemporaryFolder();
        _engine = new EngineLoop();
    }

    [TearDown]
    public async Task Stop()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        _engine.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task Twenty_reloads_leave_nothing_behind_and_the_client_goes_on_whatever_it_was_doing(CancellationToken stop)
    {
        Func<Task> afterwards = () => Task.CompletedTask;
        for (_round = 0; _round < Reloads; _round++)
        {
            var moment = (Moment)(_round % Enum.GetValues<Moment>().Length);
            (var context, afterwards) = await LiveAsync(moment, afterwards, stop);
            Assert.That(await PluginContext.IsGoneAsync(context), Is.True, $"reload {_round}, stopped at {moment}");
            Assert.That(_engine.Posted, Is.Positive, "the engine still holds a post of the plugin that is gone");
        }

        Assert.That(_judged.Distinct().Count(), Is.EqualTo(_judged.Count), "each verdict is shown once");
    }

    /// <summary>One load of the plugin, and what it left to be seen to after the next.</summary>
    private async Task<(WeakReference Context, Func<Task> Afterwards)> LiveAsync(Moment moment, Func<Task> afterwards, CancellationToken stop)
    {
        var context = new PluginContext();
        var plugin = Load(context);
        _engine.IsHeld = false;
        var port = (int)await _engine.RunAsync(() => plugin("start")).WaitAsync(stop);
        Assert.That(port, Is.EqualTo(_port == 0 ? port : _port), "the same port again");
        _port = port;
        await MeetAsync(stop);
        await afterwards();
        await WorkAsync(stop);

        afterwards = await BeginAsync(moment, plugin, stop);
        _engine.IsHeld = true;
        var took = await _engine.RunAsync(() => plugin("stop")).WaitAsync(stop);
        Assert.That(took, Is.LessThan(StopLimit.TotalMilliseconds), $"stopped at {moment}, on the engine's thread");
        context.Unload();
        return (new WeakReference(context), afterwards);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Func<string, double> Load(PluginContext context)
    {
        // Also the value of an async local of the test runner would live on in timers of the plugin.
        using (ExecutionContext.SuppressFlow())
        {
            return (Func<string, double>)context.Find(typeof(PluginLife), nameof(PluginLife.Make))
                .Invoke(null, [_folder.Path, _port, new Func<Action, bool>(_engine.Post), new Func<bool>(_engine.IsCurrent)])!;
        }
    }

    private async Task MeetAsync(CancellationToken stop)
    {
        if (_client is not null)
        {
            var again = await _states.ReachAsync(ConnectionState.Connected, _round + 1).WaitAsync(stop);
            Assert.That(again.Resumed, Is.True, "the session of before goes on");
            return;
        }

        var options = new EditorClientOptions
        {
            OnConnectionChanged = _states.Add,
            Reconnect = new ReconnectOptions { FirstDelay = TimeSpan.FromMilliseconds(5), MaxDelay = TimeSpan.FromMilliseconds(20) },
        };
        _client = await EditorClient.ConnectAsync(new EditorDirectory(_folder["e"]), null, options, stop);
        await _client.SubscribeAsync(cancellationToken: stop);
        _client.OnVerdict((verdict, _) =>
        {
            _judged.Enqueue(verdict.Verdict.AssetPath);
            return default;
        });
    }

    /// <summary>Ping, upload, import, verdict.</summary>
    private async Task WorkAsync(CancellationToken stop)
    {
        var path = $"/Game/T_Crate{_round}";
        await _client!.PingAsync(cancellationToken: stop);
        var item = await UploadAsync(path, stop);
        var imported = await _client.ImportAssetsAsync(new ImportAssetsParams { Items = [item] }, cancellationToken: stop);
        Assert.That(imported.Items.Single().Error, Is.Null);
        await ServerUnderTest.UntilAsync(() => _judged.Contains(path));
    }

    private async Task<ImportItem> UploadAsync(string path, CancellationToken stop)
    {
        var file = _folder[$"{_round}-{Path.GetFileName(path)}.png"];
        await File.WriteAllTextAsync(file, path, stop);
        var uploaded = await _client!.UploadFileAsync(file, cancellationToken: stop);
        return new ImportItem { DestinationPath = path, FileName = uploaded.FileName, ContentHash = uploaded.ContentHash, SourcePath = "C:/art/a.png", OnConflict = ImportConflict.Update };
    }

    /// <summary>Begins what is not to end before the stop.</summary>
    /// <returns>Sees to it that it ends well after the reload.</returns>
    private Task<Func<Task>> BeginAsync(Moment moment, Func<string, double> plugin, CancellationToken stop) => moment switch
    {
        Moment.Upload => BeginUploadAsync(stop),
        Moment.HungClients => BeginHangingAsync(stop),
        Moment.QueuedImport => BeginImportAsync(plugin, stop),
        Moment.WaitingBatch => BeginBatchAsync(plugin, stop),
        _ => Task.FromResult<Func<Task>>(() => Task.CompletedTask),
    };

    private async Task<Func<Task>> BeginUploadAsync(CancellationToken stop)
    {
        var bytes = new byte[1 << 20];
        new Random(_round).NextBytes(bytes);
        var announced = new OpenTransferParams { FileName = "a.png", Length = bytes.Length, ContentHash = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        var opened = await _client!.OpenTransferAsync(announced, cancellationToken: stop);
        var halfway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = _client.SendChunksAsync(
            new TransferChunkParams { TransferId = opened.TransferId, Offset = 0 },
            async (writer, _) =>
            {
                await writer.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
                halfway.SetResult();
                await goOn.Task.WaitAsync(stop);
                await writer.WriteAsync(bytes.AsMemory(bytes.Length / 2));
            },
            bytes.Length,
            stop).AsTask();
        await halfway.Task.WaitAsync(stop);
        return async () =>
        {
            goOn.SetResult();
            Assert.ThrowsAsync(Is.InstanceOf<RpcException>(), () => sending.WaitAsync(stop));
            var again = await _client.OpenTransferAsync(announced, cancellationToken: stop);
            Assert.That(again.AlreadyPresent, Is.False);
            await _client.SendChunksAsync(
                new TransferChunkParams { TransferId = again.TransferId, Offset = again.Offset },
                (writer, _) => writer.WriteAsync(bytes.AsMemory((int)again.Offset)),
                bytes.Length,
                stop);
            await _client.CommitTransferAsync(again.TransferId, cancellationToken: stop);
        };
    }

    /// <summary>One that proved itself and reads nothing, and one that says nothing at all.</summary>
    private async Task<Func<Task>> BeginHangingAsync(CancellationToken stop)
    {
        var file = _client!.Endpoint;
        var hung = await TcpTransport.ConnectAsync(new IPEndPoint(IPAddress.Loopback, file.Port), stop);
        var handshake = new ClientHandshakeOptions { Secret = file.Secret, InstanceId = file.InstanceId, ConnectedPort = file.Port, FilePort = file.Port, ClientId = Guid.NewGuid() };
        await ClientHandshake.RunAsync(hung, handshake, stop);
        var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await silent.ConnectAsync(IPAddress.Loopback, file.Port, stop);
        return () =>
        {
            hung.Abort();
            silent.Dispose();
            return Task.CompletedTask;
        };
    }

    private async Task<Func<Task>> BeginImportAsync(Func<string, double> plugin, CancellationToken stop)
    {
        var path = $"/Game/T_Queued{_round}";
        var item = await UploadAsync(path, stop);
        _engine.IsHeld = true;
        var importing = _client!.ImportAssetsAsync(new ImportAssetsParams { Items = [item] }, cancellationToken: stop).AsTask();
        await WaitsAsync(plugin);
        return async () =>
        {
            Assert.That((await importing.WaitAsync(stop)).Items.Single().Error, Is.Null, "what waited is done after the reload");
            await ServerUnderTest.UntilAsync(() => _judged.Contains(path));
        };
    }

    private async Task<Func<Task>> BeginBatchAsync(Func<string, double> plugin, CancellationToken stop)
    {
        var batch = new EditorBatch();
        var found = batch.FindAssets(new FindAssetsParams());
        _engine.IsHeld = true;
        var running = _client!.RunBatchAsync(batch, cancellationToken: stop).AsTask();
        await WaitsAsync(plugin);
        return async () =>
        {
            await running.WaitAsync(stop);
            Assert.That(found.Result.Assets, Is.Empty, "a new editor in memory has no assets");
        };
    }

    /// <summary>Apart, because the closure over the plugin must not be the one of what is seen to after its end.</summary>
    private static Task WaitsAsync(Func<string, double> plugin) => ServerUnderTest.UntilAsync(() => plugin("waiting") == 1);
}
