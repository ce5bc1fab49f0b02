using System.Net;
using System.Net.Sockets;
using System.Text;
using DccBridge.Dcc.Blender;
using DccBridge.Dcc.Clients;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Blender;

/// <summary>A real Blender that is busy, closed, killed, has no room, or is none.</summary>
[TestFixture]
public sealed class BlenderBadDaysTests
{
    private const string Hold = "import os, time\nwhile not os.path.exists(r'{0}'):\n    time.sleep(0.01)";

    private string _home = "";

    private string Gate => Path.Combine(_home, "gate");

    [SetUp]
    public void MakeFolder() => _home = Directory.CreateTempSubdirectory("dccbridge-bad-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_home, recursive: true);

    [Test]
    public async Task A_busy_Blender_says_whether_it_began()
    {
        await using var blender = await BlenderProcess.ServeAsync(_home);
        await using var client = new BlenderClient(blender.EndpointFile, new DccClientOptions { QueryLimit = TimeSpan.FromSeconds(0.3) });

        var began = Assert.ThrowsAsync<DccException>(() => client.RunCodeAsync(string.Format(Hold, Gate), TimeSpan.FromSeconds(0.3)))!;
        Assert.That((began.Reason, began.IsOutcomeUnknown), Is.EqualTo((DccFailure.Busy, true)));
        Assert.That(began.Message, Does.StartWith("Blender is busy").And.Contain("may still happen"));

        var waited = Assert.ThrowsAsync<DccException>(() => client.GetInfoAsync())!;
        Assert.That((waited.Reason, waited.IsOutcomeUnknown), Is.EqualTo((DccFailure.Busy, false)));
        Assert.That(waited.Message, Does.Contain("is busy").And.Contain("Nothing was done"));

        File.WriteAllText(Gate, "");
        await using var patient = new BlenderClient(blender.EndpointFile, new DccClientOptions { QueryLimit = TimeSpan.FromSeconds(30) });
        Assert.That((await patient.GetInfoAsync()).Kind, Is.EqualTo(DccKind.Blender));
        Assert.That((await client.RunCodeAsync("result = 1", TimeSpan.FromSeconds(30))).Result, Is.EqualTo("1"));
    }

    [Test]
    public async Task Closed_in_the_middle_of_an_export_is_told_and_nothing_half_done_has_the_name_of_the_file()
    {
        await using var blender = await BlenderProcess.ServeAsync(_home);
        await using var client = new BlenderClient(blender.EndpointFile);
        var exported = Path.Combine(_home, "Cube.glb");
        await client.ExportSelectionAsync(new DccExportRequest { Folder = _home });
        var before = await File.ReadAllBytesAsync(exported);

        // The exporter has written its file, and stops there.
        await client.RunCodeAsync($"""
            import dccbridge.blender.export as export
            whole = export._describe
            def held(things):
                open(r'{Path.Combine(_home, "held")}', 'w').close()
                {string.Format(Hold, Gate).Replace("\n", "\n    ", StringComparison.Ordinal)}
                return whole(things)
            export._describe = held
            """);
        using var watcher = new FileSystemWatcher(_home, "held");
        var isHeld = new TaskCompletionSource();
        watcher.Created += (_, _) => isHeld.TrySetResult();
        watcher.EnableRaisingEvents = true;
        var export = client.ExportSelectionAsync(new DccExportRequest { Folder = _home });
        await isHeld.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await blender.KillAsync();

        var lost = Assert.ThrowsAsync<DccException>(() => export)!;
        Assert.That((lost.Reason, lost.IsOutcomeUnknown, lost.Message), Is.EqualTo((DccFailure.Lost, true, lost.Message)));
        Assert.That(lost.Message, Does.Contain("closed, or crashed"));
        Assert.That(await File.ReadAllBytesAsync(exported), Is.EqualTo(before), "what was there is whole");

        var gone = Assert.ThrowsAsync<DccException>(() => client.GetInfoAsync())!;
        Assert.That((gone.Reason, gone.IsOutcomeUnknown), Is.EqualTo((DccFailure.NotRunning, false)));
        Assert.That(gone.Message, Does.Contain("Start Blender").And.Contain("Add-ons"));
    }

    [TestCase(DccExportFormat.Glb)]
    [TestCase(DccExportFormat.Fbx)]
    public async Task No_room_for_an_export_leaves_nothing_behind(DccExportFormat format)
    {
        await using var blender = await BlenderProcess.ServeAsync(_home);
        await using var client = new BlenderClient(blender.EndpointFile);
        await client.RunCodeAsync("import bpy, resource\nbpy.ops.mesh.primitive_grid_add(x_subdivisions=100, y_subdivisions=100)\nresource.setrlimit(resource.RLIMIT_FSIZE, (20000, resource.RLIM_INFINITY))");

        var full = Assert.ThrowsAsync<DccException>(() => client.ExportSelectionAsync(new DccExportRequest { Folder = _home, Format = format }))!;

        Assert.That((full.Reason, full.Message), Is.EqualTo((DccFailure.Failed, full.Message)));
        Assert.That(full.Message, Does.Contain("too large").IgnoreCase);
        Assert.That(Directory.GetFileSystemEntries(_home).Select(Path.GetFileName), Is.EquivalentTo(["dcc"]));
        await client.RunCodeAsync("import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))");
        Assert.That((await client.ExportSelectionAsync(new DccExportRequest { Folder = _home, Format = format })).File, Does.Exist);
    }

    [Test]
    public async Task Code_from_outside_is_refused_unless_it_is_allowed()
    {
        await using var blender = await BlenderProcess.ServeAsync(_home, allowsCode: false);
        await using var client = new BlenderClient(blender.EndpointFile);
        var error = Assert.ThrowsAsync<DccException>(() => client.RunCodeAsync("1"))!;
        Assert.That((error.Reason, error.Message), Is.EqualTo((DccFailure.Refused, "Running code from outside is switched off here. Switch on 'Allow code from the companion' in the settings of the DccBridge add-on.")));
        Assert.That((await client.GetSelectionAsync()).Single().Name, Is.EqualTo("Cube"));
    }

    [Test]
    public async Task Who_does_not_know_the_token_is_told_nothing_and_nonsense_is_hung_up_on()
    {
        await using var blender = await BlenderProcess.ServeAsync(_home);
        var text = await File.ReadAllTextAsync(blender.EndpointFile);
        var token = System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("token").GetString()!;
        var forged = Path.Combine(_home, "blender-1.json");
        await File.WriteAllTextAsync(forged, text.Replace(token, new string('A', token.Length), StringComparison.Ordinal));
        await using var stranger = new BlenderClient(forged);
        var error = Assert.ThrowsAsync<DccException>(() => stranger.GetInfoAsync())!;
        Assert.That((error.Reason, error.IsOutcomeUnknown), Is.EqualTo((DccFailure.Nonsense, false)));
        Assert.That(error.Message, Does.StartWith("Another program has the port of Blender").And.Contain(forged).And.Contain("Restart Blender"));

        var port = System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("port").GetInt32();
        foreach (var nonsense in new[] { "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "\0\0\0\u0002[]", "\0\0\0\u0002{}", "\u007f\u007f\u007f\u007f" })
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, port);
            await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(nonsense));
            var answer = new byte[1024];
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (await ReadAsync(socket.GetStream(), answer, limit.Token) > 0)
            {
            }
        }

        await using var client = new BlenderClient(blender.EndpointFile);
        Assert.That((await client.GetInfoAsync()).ProcessId, Is.EqualTo(blender.Id), "it goes on");
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(blender.EndpointFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        static async Task<int> ReadAsync(Stream stream, byte[] buffer, CancellationToken limit)
        {
            try
            {
                return await stream.ReadAsync(buffer, limit);
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }

    [Test]
    public async Task Asked_to_end_it_removes_its_endpoint_file()
    {
        await using var blender = await BlenderProcess.ServeAsync(_home);
        await using var client = new BlenderClient(blender.EndpointFile);
        await client.GetInfoAsync();
        blender.Signal(Signals.Terminate);
        Assert.That((await blender.EndAsync()).Code, Is.Zero);
        Assert.That(Directory.GetFiles(Path.Combine(_home, "dcc")), Is.Empty);
        Assert.That(() => client.GetInfoAsync(), Throws.TypeOf<DccException>().With.Property("Reason").EqualTo(DccFailure.NotRunning));
    }

    [Test]
    public async Task A_client_finds_its_Blender_again_after_the_listener_was_opened_anew()
    {
        await using var blender = await BlenderProcess.ServeAsync(_home);
        await using var client = new BlenderClient(blender.EndpointFile);
        await client.GetInfoAsync();
        var first = client.Address;

        // What switching the add-on off and on does: another port, another token, in the same endpoint file.
        await client.RunCodeAsync("""
            import gc
            from dccbridge.core.listener import Listener
            old = next(thing for thing in gc.get_objects() if isinstance(thing, Listener))
            new = Listener(old._scene, lambda: True).start()
            def pump(wait=0.0, budget=0.05):
                return new.pump(wait, budget)
            old._is_stopped = True
            old._socket.shutdown(2)
            old._socket.close()
            old.pump = pump
            """);

        Assert.That((await client.GetInfoAsync()).ProcessId, Is.EqualTo(blender.Id));
        Assert.That(client.Address, Is.Not.EqualTo(first));
    }
}
