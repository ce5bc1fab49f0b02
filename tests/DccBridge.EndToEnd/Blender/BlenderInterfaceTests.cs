using System.Text.Json;
using DccBridge.Dcc.Blender;
using DccBridge.Dcc.Clients;
using DccBridge.EndToEnd.Peers;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Blender;

/// <summary>The add-on in a real Blender with its user interface, on a display of its own; the companion is a stand-in.</summary>
[TestFixture]
public sealed class BlenderInterfaceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string Findings = """
        {"total": 2, "errors": 1, "warnings": 1, "infos": 0, "groups": [], "items": [
          {"id": "f1", "project": "Crates", "assetPath": "/Game/SM_Crate", "assetClass": "StaticMesh", "ruleId": "mesh.slots", "severity": "error",
           "message": "The second slot is empty.", "fix": "Give it a material.", "node": "Light", "material": null, "source": {"path": "/x/SM_Crate.glb", "exists": true, "dcc": "blender", "scene": null}},
          {"id": "f2", "project": "Crates", "assetPath": "/Game/T_Wood", "assetClass": "Texture2D", "ruleId": "tex.pow2", "severity": "warning",
           "message": "2049 x 1024 px: the width is not a power of two.", "fix": "Resize it.", "node": null, "material": null, "source": null, "canSelect": true}]}
        """;

    private string _home = "";

    [SetUp]
    public void MakeFolder() => _home = Directory.CreateTempSubdirectory("dccbridge-ui-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_home, recursive: true);

    [Test]
    public async Task A_send_leaves_Blender_usable_and_its_end_and_its_findings_are_shown()
    {
        var released = new TaskCompletionSource();
        await using var companion = new StandInCompanion(_home)
        {
            Answer = async call =>
            {
                switch (call)
                {
                    case "POST /api/send":
                        return (202, StandInCompanion.Activity("queued", 0));
                    case "GET /api/findings":
                        return (200, Findings);
                    default:
                        await Task.WhenAny(released.Task, Task.Delay(500));
                        return (200, released.Task.IsCompleted ? StandInCompanion.Activity("succeeded", 1, "Sent 1 file: 1 asset created", errors: 1) : StandInCompanion.Activity("running", 0.5, "Uploading"));
                }
            },
        };
        await using var blender = await ShowAsync();
        await using var client = Client(blender);

        await OpenPanelAsync(client);
        await ScreenshotAsync(client, "blender-panel");

        // The button "Send Selection". Blender answers while the companion still works.
        await ClickAsync(client, 940, 127);
        await UntilAsync(client, "state.sending is not None and state.sending.state == 'running'");
        Assert.That((await client.GetSelectionAsync()).Single().Name, Is.EqualTo("Cube"));
        Assert.That((await client.RunCodeAsync("from dccbridge.blender.state import state\nresult = [state.sending.text, state.sending.progress]")).Result, Is.EqualTo("[\"Uploading\", 0.5]"));
        await ScreenshotAsync(client, "blender-sending");

        released.SetResult();
        await UntilAsync(client, "state.sending.is_over and len(state.findings) == 2");
        var (_, body) = companion.Asked.Single(asked => asked.Call == "POST /api/send");
        using var sent = JsonDocument.Parse(body);
        var file = sent.RootElement.GetProperty("files")[0].GetString()!;
        Assert.That((Path.GetFileName(file), sent.RootElement.GetProperty("origin").GetString(), sent.RootElement.GetProperty("idempotencyKey").GetString()!.Length), Is.EqualTo(("Cube.glb", "blender", 32)));
        Assert.That(new[] { file, file + ".dccbridge.json" }, Is.All.Exist);
        Assert.That(await ReportsAsync(client), Does.Contain("sending it to Unreal").And.Contain("Sent 1 file: 1 asset created"), "in the info log");

        // The row of the first finding.
        await ClickAsync(client, 920, 380);
        await UntilAsync(client, "__import__('bpy').context.window_manager.dccbridge_finding == 0");
        Assert.That((await client.GetSelectionAsync()).Select(node => node.Name), Is.EqualTo(["Light"]));
        Assert.That((await client.RunCodeAsync("import bpy; result = [row.name for row in bpy.context.window_manager.dccbridge_findings]")).Result, Is.EqualTo("[\"SM_Crate: The second slot is empty.\", \"T_Wood: 2049 x 1024 px: the width is not a power of two.\"]"));
        await ScreenshotAsync(client, "blender-findings");

        // The second is about the whole asset: the companion knows what that was made of.
        await client.RunCodeAsync(InWindow("bpy.ops.dccbridge.select(index=1)"));
        await WaitAsync(() => companion.Asked.Any(asked => asked.Call == "POST /api/findings/f2/select"));
    }

    [Test]
    public async Task Without_a_companion_it_says_what_to_start()
    {
        await using var blender = await ShowAsync();
        await using var client = Client(blender);
        await client.RunCodeAsync(InWindow("bpy.ops.dccbridge.send('INVOKE_DEFAULT', whole_scene=True)"));
        await UntilAsync(client, "state.sending is not None and state.sending.is_over and state.problem");
        Assert.That((await client.RunCodeAsync("from dccbridge.blender.state import state\nresult = state.sending.text == state.problem and state.problem")).Result, Does.Contain("dccbridge tray"));
        Assert.That(await ReportsAsync(client), Does.Contain("The DccBridge companion does not run. Start it: run 'dccbridge tray'"));
    }

    [Test]
    public async Task The_listener_takes_work_to_the_main_thread_and_a_scene_with_changes_is_not_left()
    {
        await using var blender = await ShowAsync();
        await using var client = Client(blender);
        var scene = Path.Combine(_home, "Стол.blend");
        await client.RunCodeAsync(InWindow($"bpy.ops.wm.save_as_mainfile(filepath=r'{scene}')"));
        Assert.That((await client.RunCodeAsync("import threading; result = threading.current_thread() is threading.main_thread()")).Result, Is.EqualTo("true"));
        Assert.That((await client.GetInfoAsync()) is { HasUnsavedChanges: false } saved && saved.Scene == scene);

        await client.RunCodeAsync(InWindow("bpy.ops.mesh.primitive_cube_add('INVOKE_DEFAULT'); bpy.ops.ed.undo_push(message='cube')"));
        Assert.That((await client.GetInfoAsync()).HasUnsavedChanges, Is.True);
        var refused = Assert.ThrowsAsync<DccException>(() => client.OpenFileAsync(scene))!;
        Assert.That((refused.Reason, refused.Message), Is.EqualTo((DccFailure.Refused, "The scene in Blender has changes that are not saved. Save it there, then try again.")));

        await client.OpenFileAsync(scene, discardChanges: true);

        // Blender settles a file that it has opened only when it is back in its main loop; the listener goes on there.
        await UntilAsync(client, "not __import__('bpy').data.is_dirty");
        Assert.That((await client.GetInfoAsync()).Scene, Is.EqualTo(scene));
        Assert.That((await client.SelectNodesAsync([DccNode.Named("Camera")])).Found.Single().Name, Is.EqualTo("Camera"));
        var export = await client.ExportSelectionAsync(new DccExportRequest { Folder = _home, WholeScene = true });
        Assert.That(export.File, Does.Exist);
    }

    [Test]
    public async Task Switched_off_it_is_gone_and_switched_on_it_is_there_again()
    {
        await using var blender = await ShowAsync();
        await using var client = Client(blender);
        var endpoint = blender.EndpointFile;

        // Not from inside of a job: the answer could not travel any more.
        await client.RunCodeAsync("import addon_utils, bpy\nbpy.app.timers.register(lambda: addon_utils.disable('dccbridge'), first_interval=0.2)");
        await WaitAsync(() => !File.Exists(endpoint));
        Assert.That(() => client.GetInfoAsync(), Throws.TypeOf<DccException>().With.Property("Reason").EqualTo(DccFailure.NotRunning));
    }

    [Test]
    public async Task Closed_like_a_window_it_removes_its_endpoint_file()
    {
        await using var blender = await ShowAsync();
        await using var client = Client(blender);
        await client.RunCodeAsync("import bpy\nbpy.app.timers.register(lambda: bpy.ops.wm.quit_blender() and None, first_interval=0.2)");
        await blender.EndAsync();
        Assert.That(Directory.GetFiles(Path.Combine(_home, "dcc")), Is.Empty);
    }

    private Task<BlenderProcess> ShowAsync() =>
        BlenderProcess.ShowAsync(_home, Path.Combine(Peer.RepositoryRoot, "tests", "DccBridge.EndToEnd", "Blender", "blender_interface.py"), arguments: [BlenderProcess.PythonFolder, "code"]);

    // The first picture that software draws takes its time.
    private static BlenderClient Client(BlenderProcess blender) => new(blender.EndpointFile, new DccClientOptions { QueryLimit = Patience });

    private static string InWindow(string code) => $"import bpy\nwith bpy.context.temp_override(window=bpy.context.window_manager.windows[0]):\n    {code}";

    private static async Task UntilAsync(BlenderClient client, string condition)
    {
        const string State = "from dccbridge.blender.state import state\n";
        try
        {
            await WaitAsync(async () => (await client.RunCodeAsync($"{State}result = bool({condition})")).Result == "true");
        }
        catch (OperationCanceledException)
        {
            var found = await client.RunCodeAsync($"{State}result = [state.sending and (state.sending.state, state.sending.text), len(state.findings), state.problem]");
            Assert.Fail($"It never came to '{condition}', but to {found.Result}; the log says: {await ReportsAsync(client)}");
        }
    }

    private static Task WaitAsync(Func<bool> isSo) => WaitAsync(() => Task.FromResult(isSo()));

    private static async Task WaitAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>What stands in Blender's info log.</summary>
    private static async Task<string> ReportsAsync(BlenderClient client) => (await client.RunCodeAsync("""
        import bpy
        window = bpy.context.window_manager.windows[0]
        area = next(area for area in window.screen.areas if area.type == "OUTLINER")
        area.type = "INFO"
        region = next(region for region in area.regions if region.type == "WINDOW")
        with bpy.context.temp_override(window=window, area=area, region=region):
            bpy.ops.info.select_all(action="SELECT")
            bpy.ops.info.report_copy()
        area.type = "OUTLINER"
        result = bpy.context.window_manager.clipboard
        """)).Result;

    /// <summary>A click with the mouse, at a place of the window of 1280 by 800.</summary>
    private static Task ClickAsync(BlenderClient client, int x, int y) => client.RunCodeAsync($"""
        import subprocess
        subprocess.run(["{Peer.Require("xdotool", "apt-get install xdotool", ["xdotool"]).Program}", "mousemove", "{x}", "{y}", "sleep", "0.2", "click", "1"], check=True, timeout=20)
        """);

    /// <summary>Opens the sidebar at its tab "Unreal".</summary>
    private static async Task OpenPanelAsync(BlenderClient client)
    {
        await client.RunCodeAsync("""
            import bpy
            window = bpy.context.window_manager.windows[0]
            area = next(area for area in window.screen.areas if area.type == "VIEW_3D")
            area.spaces.active.show_region_ui = True
            """);
        await RedrawAsync(client);
        await ClickAsync(client, 1043, 246);
    }

    private static Task RedrawAsync(BlenderClient client) => client.RunCodeAsync(InWindow("bpy.ops.wm.redraw_timer(type='DRAW_WIN_SWAP', iterations=2)"));

    /// <summary>Keeps a picture of the window beside the test's results.</summary>
    private static async Task ScreenshotAsync(BlenderClient client, string name)
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, name + ".png");
        await RedrawAsync(client);
        await client.RunCodeAsync(InWindow($"bpy.ops.screen.screenshot(filepath=r'{path}', check_existing=False)"));
        Assert.That(new FileInfo(path).Length, Is.GreaterThan(10_000));
        TestContext.AddTestAttachment(path);
    }
}
