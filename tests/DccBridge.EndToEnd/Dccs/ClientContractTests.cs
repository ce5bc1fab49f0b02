using System.Diagnostics;
using DccBridge.Dcc.Clients;
using DccBridge.Dcc.Houdini;
using DccBridge.Dcc.Maya;
using DccBridge.Dcc.Sidecars;
using DccBridge.Dcc.SubstancePainter;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Dccs;

/// <summary>What holds for the clients of programs that cannot run here: Houdini over a real rpyc, Maya and Painter over stand-ins of their ports. Their Python is real, their modules are stand-ins.</summary>
[TestFixture(DccKind.Houdini)]
[TestFixture(DccKind.Maya)]
[TestFixture(DccKind.SubstancePainter)]
public sealed class ClientContractTests(DccKind kind)
{
    private string _folder = "";
    private PipedProcess _server = null!;
    private int _port;
    private IDccClient _client = null!;

    private string Selected => kind == DccKind.SubstancePainter ? "M_Wood" : "SM_Crate";

    private string Hold => $"import os, time\nwhile not os.path.exists(r'{Path.Combine(_folder, "gate")}'):\n    time.sleep(0.01)";

    [SetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("dccbridge-箱-").FullName;
        (_server, _port) = await ServerAsync();
        _client = Client();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task It_says_what_runs_and_what_is_selected()
    {
        var info = await _client.GetInfoAsync();
        var expected = kind switch { DccKind.Maya => "2025", DccKind.Houdini => "21.0.440", _ => "10.1.2" };
        Assert.That((info.Kind, info.Version, info.ProcessId), Is.EqualTo((kind, expected, (int?)_server.Id)));
        Assert.That((await _client.GetSelectionAsync()).Select(node => node.Name), Is.EqualTo([Selected]));
        Assert.That((_client.Kind, _client.Address), Is.EqualTo((kind, $"127.0.0.1:{_port}")));
    }

    [Test]
    public async Task An_export_has_a_side_car_that_leads_back()
    {
        var export = await _client.ExportSelectionAsync(new DccExportRequest { Folder = _folder });
        var sidecar = DccSidecarReader.Find(export.File)!;
        Assert.That((sidecar.Kind, sidecar.FileName, export.Sidecar), Is.EqualTo((kind, Path.GetFileName(export.File), DccSidecarReader.PathOf(export.File))));
        var selected = await _client.SelectNodesAsync([.. sidecar.Locate(Selected, null), DccNode.Named("Стол")]);
        Assert.That((selected.Found.Single().Name, selected.Missing.Single().Name), Is.EqualTo((Selected, "Стол")));
    }

    [Test]
    public async Task A_scene_opens()
    {
        var scene = Path.Combine(_folder, "箱.scene");
        await File.WriteAllTextAsync(scene, "");
        await _client.OpenFileAsync(scene);
        Assert.That((await _client.GetInfoAsync()).Scene, Is.EqualTo(scene));
    }

    [Test]
    public async Task Code_gives_its_output_and_result_and_a_failure_its_traceback()
    {
        Assert.That(await _client.RunCodeAsync("print('箱'); result = [1, None]"), Is.EqualTo(new DccCodeResult("箱\n", "[1, null]")));
        var error = Assert.ThrowsAsync<DccException>(() => _client.RunCodeAsync("def f():\n    raise ValueError('no')\nf()"))!;
        Assert.That((error.Kind, error.Reason, error.Message), Is.EqualTo((kind, DccFailure.Failed, "ValueError: no")));
        Assert.That(error.Traceback, Does.Contain("in f"));
        Assert.That((await _client.RunCodeAsync("result = 'x' * 200000")).Result, Has.Length.EqualTo(200_002));
    }

    [Test]
    public async Task A_busy_one_is_told_and_answers_again_later()
    {
        await _client.GetInfoAsync();
        var watch = Stopwatch.StartNew();
        var busy = Assert.ThrowsAsync<DccException>(() => _client.RunCodeAsync(Hold, TimeSpan.FromSeconds(0.4)))!;
        Assert.That((busy.Reason, busy.IsOutcomeUnknown), Is.EqualTo((DccFailure.Busy, true)));
        Assert.That(busy.Message, Does.Contain("dialog"));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
        await File.WriteAllTextAsync(Path.Combine(_folder, "gate"), "");
        Assert.That((await _client.GetInfoAsync()).Kind, Is.EqualTo(kind));
    }

    [Test]
    public async Task Closed_in_the_middle_it_is_lost_and_then_not_running_with_what_to_switch_on()
    {
        await _client.GetInfoAsync();
        var code = _client.RunCodeAsync($"open(r'{Path.Combine(_folder, "begun")}', 'w').close()\n{Hold}");
        while (!File.Exists(Path.Combine(_folder, "begun")) && !code.IsCompleted)
        {
            await Task.Delay(20);
        }

        await _server.KillAsync();
        var lost = Assert.ThrowsAsync<DccException>(() => code)!;
        Assert.That((lost.Reason, lost.IsOutcomeUnknown), Is.EqualTo((DccFailure.Lost, true)));
        var gone = Assert.ThrowsAsync<DccException>(() => _client.GetInfoAsync())!;
        Assert.That((gone.Reason, gone.IsOutcomeUnknown), Is.EqualTo((DccFailure.NotRunning, false)));
        Assert.That(gone.Message, Does.Contain(kind switch { DccKind.Maya => "commandPort(name=\"127.0.0.1:", DccKind.Houdini => "hrpyc.start_server(", _ => "--enable-remote-scripting" }));
    }

    [Test]
    public async Task Calls_of_several_threads_get_their_own_answers() =>
        Assert.That(await Task.WhenAll(Enumerable.Range(0, 12).Select(async i => (await _client.RunCodeAsync($"result = {i}")).Result)), Is.EqualTo(Enumerable.Range(0, 12).Select(i => $"{i}")));

    [Test]
    public async Task Nonsense_and_a_hundred_megabytes_of_it_are_survived()
    {
        foreach (var bytes in new byte[][] { "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), [.. "HTTP/1.1 200 OK\r\n\r\n"u8, .. new byte[1 << 20]], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [.. Enumerable.Repeat((byte)'x', 1 << 20)] })
        {
            await using var foreign = ForeignServer.Saying(bytes, 100 << 20);
            await using var client = Client(foreign.Port, new DccClientOptions { QueryLimit = TimeSpan.FromSeconds(20), ConnectLimit = TimeSpan.FromSeconds(20) });
            var before = GC.GetTotalAllocatedBytes();
            var error = Assert.ThrowsAsync<DccException>(() => client.GetInfoAsync())!;
            Assert.That(error.Reason, Is.AnyOf(DccFailure.Nonsense, DccFailure.TooLarge, DccFailure.Lost, DccFailure.NotRunning), error.Message);
            Assert.That(error.IsOutcomeUnknown && error.Reason is DccFailure.NotRunning, Is.False);
            Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(40 << 20), "of a hundred megabytes little is read");
        }
    }

    private IDccClient Client(int? port = null, DccClientOptions? options = null) => kind switch
    {
        DccKind.Maya => new MayaClient(port ?? _port, options),
        DccKind.Houdini => new HoudiniClient(port ?? _port, options),
        _ => new PainterClient(port ?? _port, options),
    };

    private async Task<(PipedProcess Process, int Port)> ServerAsync()
    {
        switch (kind)
        {
            case DccKind.Maya:
                var maya = await StandIns.MayaAsync();
                return (maya, maya.Port);
            case DccKind.Houdini:
                var houdini = await StandIns.HoudiniAsync();
                return (houdini, houdini.Port);
            default:
                var painter = await StandIns.PainterAsync();
                return (painter, painter.Port);
        }
    }
}
