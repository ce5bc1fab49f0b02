using DccBridge.Client;
using DccBridge.Client.Connecting;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Transport;
using DccBridge.Server;
using DccBridge.Server.GameThread;
using DccBridge.Tests.Server.Fakes;
using ServerEditor = DccBridge.Tests.Server.Fakes.FakeEditor;

namespace DccBridge.Tests.Client;

/// <summary>The client against the server itself, over real sockets, found by endpoint files.</summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class RealServerTests
{
    private TemporaryFolder _folder = null!;
    private ServerEditor _editor = null!;
    private BridgeServer _server = null!;
    private CancellationTokenSource _stopTicking = null!;
    private Thread _ticking = null!;

    private EditorDirectory Directory => new(_folder["e"]);

    private static EditorClientOptions Options => new()
    {
        Reconnect = new ReconnectOptions { FirstDelay = TimeSpan.FromMilliseconds(5), MaxDelay = TimeSpan.FromMilliseconds(20) },
    };

    [SetUp]
    public async Task Start()
    {
        _folder = new TemporaryFolder();
        _editor = new ServerEditor();
        _stopTicking = new CancellationTokenSource();
        _ticking = new Thread(() =>
        {
            while (!_stopTicking.Token.WaitHandle.WaitOne(1))
            {
                _editor.Engine.Tick();
            }
        });
        _ticking.Start();
        await StartServerAsync();
    }

    [TearDown]
    public async Task Stop()
    {
        await _stopTicking.CancelAsync();
        await _server.DisposeAsync();
        _ticking.Join();
        _stopTicking.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task A_file_is_uploaded_imported_and_its_verdict_pushed(CancellationToken stop)
    {
        await using var client = await EditorClient.ConnectAsync(Directory, "crates", Options, stop);
        await client.SubscribeAsync(cancellationToken: stop);

        var item = await UploadAsync(client, "/Game/T_Crate", stop);
        var imported = await client.ImportAssetsAsync(new ImportAssetsParams { Items = [item] }, cancellationToken: stop);
        var verdict = await FirstAsync(client, stop);

        Assert.Multiple(() =>
        {
            Assert.That(imported.Items[0].Assets[0].Action, Is.EqualTo(ImportAction.Created));
            Assert.That(verdict.Verdict.AssetPath, Is.EqualTo("/Game/T_Crate"));
            Assert.That(verdict.Verdict.Findings, Is.Not.Empty);
        });
    }

    [Test]
    public async Task An_import_whose_connection_is_cut_is_done_once_and_answers(CancellationToken stop)
    {
        var states = new StateRecorder();
        ITransport? transport = null;
        await using var client = await EditorClient.ConnectAsync(
            Directory,
            null,
            Options with
            {
                OnConnectionChanged = states.Add,
                Dial = async (endpoint, cancel) =>
                {
                    var dialed = await EditorDialer.DialAsync(endpoint, cancel);
                    transport = dialed.Transport;
                    return dialed;
                },
            },
            stop);
        var item = await UploadAsync(client, "/Game/T_Crate", stop);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leave = new ManualResetEventSlim();
        _editor.BeforeImport = _ =>
        {
            begun.TrySetResult();
            leave.Wait(stop);
        };

        var importing = client.ImportAssetsAsync(new ImportAssetsParams { Items = [item] }, cancellationToken: stop).AsTask();
        await begun.Task.WaitAsync(stop);
        transport!.Abort();
        await states.ReachAsync(ConnectionState.Connected, 2);
        leave.Set();
        var result = await importing;

        Assert.That(result.Items[0].Error, Is.Null);
        Assert.That(result.Items[0].Assets[0].Action, Is.EqualTo(ImportAction.Created));
        Assert.That(_editor.Imports, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_import_that_waits_in_a_server_that_is_restarted_is_done_there(CancellationToken stop)
    {
        await using var client = await EditorClient.ConnectAsync(Directory, null, Options, stop);
        var item = await UploadAsync(client, "/Game/T_Crate", stop);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leave = new ManualResetEventSlim();
        var blocking = _server.Dispatcher.CallAsync("something slow", WorkPriority.Normal, () =>
        {
            begun.SetResult();
            leave.Wait(stop);
            return 0;
        });
        await begun.Task.WaitAsync(stop);

        var importing = client.ImportAssetsAsync(new ImportAssetsParams { Items = [item] }, cancellationToken: stop).AsTask();
        while ((await client.GetStateAsync(cancellationToken: stop)).QueueDepth == 0)
        {
            await Task.Yield();
        }

        await _server.StopAsync();
        leave.Set();
        await StartServerAsync();
        var result = await importing;

        await blocking;
        Assert.That(result.Items[0].Error, Is.Null);
        Assert.That(_editor.Imports, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_restarted_server_is_found_again_and_what_was_not_acknowledged_comes_once(CancellationToken stop)
    {
        var states = new StateRecorder();
        await using var client = await EditorClient.ConnectAsync(Directory, null, Options with { ClientId = Guid.NewGuid(), OnConnectionChanged = states.Add }, stop);
        await client.SubscribeAsync(durable: true, stop);
        await _server.Dispatcher.CallAsync("add", WorkPriority.Normal, () =>
        {
            _editor.Add("/Game/T_A");
            return 0;
        });
        await client.ValidateAsync(new RunValidationParams { Paths = ["/Game/T_A"] }, cancellationToken: stop);

        await _server.StopAsync();
        await StartServerAsync();
        await states.ReachAsync(ConnectionState.Connected, 2);
        await client.ValidateAsync(new RunValidationParams { Paths = ["/Game/T_A"] }, cancellationToken: stop);

        var sequences = new List<long>();
        await foreach (var verdict in client.Verdicts(stop))
        {
            sequences.Add(verdict.Id.Sequence);
            if (sequences.Count == 2)
            {
                break;
            }
        }

        Assert.That(sequences, Is.EqualTo(new[] { sequences[0], sequences[0] + 1 }));
        Assert.That(client.Editor.InstanceId, Is.EqualTo(_server.InstanceId));
    }

    [Test]
    public async Task Assets_are_shown_and_notifications_too(CancellationToken stop)
    {
        await using var client = await EditorClient.ConnectAsync(Directory, null, Options, stop);
        await client.ImportAssetsAsync(new ImportAssetsParams { Items = [await UploadAsync(client, "/Game/T_Crate", stop)] }, cancellationToken: stop);
        await client.ShowAssetsAsync(["/Game/T_Crate"], cancellationToken: stop);
        await client.NotifyAsync(new NotifyParams { Text = "Look at the crate." }, cancellationToken: stop);
        Assert.That(_editor.Shown, Is.EqualTo(new[] { "/Game/T_Crate", "Look at the crate." }));
        var error = Assert.ThrowsAsync<RpcException>(() => client.ShowAssetsAsync(["/Game/None"], cancellationToken: stop).AsTask());
        Assert.That(error!.Code, Is.EqualTo(ErrorCode.AssetNotFound));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Events_of_the_editor_come_after_a_restart_too_whether_or_not_the_session_resumes(bool resumes, CancellationToken stop)
    {
        var states = new StateRecorder();
        await using var client = await EditorClient.ConnectAsync(Directory, null, Options with { OnConnectionChanged = states.Add }, stop);
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        client.EditorChanged += happened => seen.Enqueue(happened.Names[0]);
        client.EditorChanged += _ => throw new InvalidOperationException("A listener's fault ends nothing.");
        await client.SubscribeEditorAsync([EditorEventKind.MapSaved], stop);
        _server.Events.Publish(EditorEventKind.SelectionChanged, ["not asked for"]);
        _server.Events.Publish(EditorEventKind.MapSaved, ["before"]);
        await ServerUnderTest.UntilAsync(() => !seen.IsEmpty);
        await _server.StopAsync();
        if (!resumes)
        {
            File.Delete(_folder["state/sessions.log"]);
        }

        await StartServerAsync();
        Assert.That((await states.ReachAsync(ConnectionState.Connected, 2)).Resumed, Is.EqualTo(resumes));
        _server.Events.Publish(EditorEventKind.MapSaved, ["after"]);
        await ServerUnderTest.UntilAsync(() => seen.Count == 2);
        Assert.That(seen, Is.EqualTo(new[] { "before", "after" }));
    }

    private static async Task<VerdictEvent> FirstAsync(EditorClient client, CancellationToken stop)
    {
        await foreach (var verdict in client.Verdicts(stop))
        {
            return verdict;
        }

        throw new AssertionException("No verdict came.");
    }

    private async Task<ImportItem> UploadAsync(EditorClient client, string path, CancellationToken stop)
    {
        var file = _folder["T_Crate.png"];
        await File.WriteAllTextAsync(file, "content", stop);
        var upload = await client.UploadFileAsync(file, null, stop);
        return new ImportItem { DestinationPath = path, FileName = upload.FileName, ContentHash = upload.ContentHash, SourcePath = file, OnConflict = ImportConflict.Update };
    }

    private async Task StartServerAsync()
    {
        _server = new BridgeServer(new BridgeServerOptions { StateFolder = _folder["state"], EndpointFolder = _folder["e"], PreferredPort = 0 }, _editor.Ports);
        await _server.StartAsync();
    }
}
