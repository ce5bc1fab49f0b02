using System.Text.Json;
using DccBridge.Dcc.Blender;
using DccBridge.Dcc.Clients;
using DccBridge.EndToEnd.Blender;
using DccBridge.EndToEnd.Peers;

namespace DccBridge.EndToEnd.RoundTrip;

/// <summary>A real Blender with the add-on enabled, and what a person does in it.</summary>
internal sealed class ArtistAtBlender : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly bool _hasWindow;
    private readonly BlenderClient _client;

    private ArtistAtBlender(BlenderProcess blender, bool hasWindow)
    {
        (Process, _hasWindow) = (blender, hasWindow);

        // The first picture that software draws takes its time.
        _client = new BlenderClient(blender.EndpointFile, new DccClientOptions { QueryLimit = Patience, CodeLimit = Patience });
    }

    /// <summary>Blender.</summary>
    public BlenderProcess Process { get; }

    /// <summary>Names it in the companion.</summary>
    public string DccId => Path.GetFileNameWithoutExtension(Process.EndpointFile);

    /// <summary>Asks it directly, past the companion.</summary>
    public BlenderClient Client => _client;

    private static string Room => Path.Combine(Peer.RepositoryRoot, "tests", "DccBridge.EndToEnd", "RoundTrip");

    /// <summary>With its user interface, on a display of its own.</summary>
    public static async Task<ArtistAtBlender> ShowAsync(string home) =>
        new(await BlenderProcess.ShowAsync(home, Path.Combine(Room, "..", "Blender", "blender_interface.py"), arguments: [BlenderProcess.PythonFolder, "code"]), hasWindow: true);

    /// <summary>Without a user interface: scripts press the buttons.</summary>
    public static async Task<ArtistAtBlender> ServeAsync(string home) =>
        new(await BlenderProcess.ServeAsync(home, before: "import addon_utils\nassert addon_utils.enable('dccbridge', default_set=True) is not None"), hasWindow: false);

    /// <summary>Runs Python, with Blender's window where there is one and with what park_bench.py defines.</summary>
    public async Task<string> DoAsync(string python)
    {
        var modelling = await File.ReadAllTextAsync(Path.Combine(Room, "park_bench.py"));
        var lines = python.ReplaceLineEndings("\n").Replace("\n", "\n    ", StringComparison.Ordinal);
        var window = _hasWindow ? "window=bpy.context.window_manager.windows[0]" : "";
        return (await _client.RunCodeAsync($"{modelling}\nwith bpy.context.temp_override({window}):\n    {lines}")).Result;
    }

    /// <summary>Saves the scene under a name.</summary>
    public Task SaveAsAsync(string path) => DoAsync($"bpy.ops.wm.save_as_mainfile(filepath=r'{path}')");

    /// <summary>Begins a send with the operator of the panel's button "Send Selection", and does not wait.</summary>
    public Task BeginSendAsync() => DoAsync("bpy.ops.dccbridge.send('INVOKE_DEFAULT', whole_scene=False)");

    /// <summary>Sends the selection with the operator of the panel's button, and gives what the panel says in the end.</summary>
    public async Task<(string State, string Text)> SendAsync()
    {
        if (_hasWindow)
        {
            await BeginSendAsync();
            return await SentAsync();
        }

        // Without a window the operator waits for the end; a send that fails is a report of severity error, and so an exception here.
        await DoAsync("""
            try:
                bpy.ops.dccbridge.send(whole_scene=False)
            except RuntimeError:
                pass
            """);
        return await SentAsync();
    }

    /// <summary>Waits for the end of the send, and gives what the panel says.</summary>
    public async Task<(string State, string Text)> SentAsync()
    {
        using var answer = JsonDocument.Parse(await UntilAsync("state.sending is not None and state.sending.is_over", "[state.sending.state, state.sending.text]"));
        return (answer.RootElement[0].GetString()!, answer.RootElement[1].GetString()!);
    }

    /// <summary>Waits until the add-on's state is so, and gives a value of it.</summary>
    public async Task<string> UntilAsync(string condition, string value = "True")
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await _client.RunCodeAsync($"import bpy\nfrom dccbridge.blender.state import state\nresult = [bool({condition}), {value} if {condition} else [state.sending and (state.sending.state, state.sending.text), state.problem]]");
            using var seen = JsonDocument.Parse(answer.Result);
            if (seen.RootElement[0].GetBoolean())
            {
                return seen.RootElement[1].GetRawText();
            }

            Assert.That(limit.IsCancellationRequested, Is.False, () => $"Blender never came to '{condition}', but stays at {seen.RootElement[1]}");
            await Task.Delay(100);
        }
    }

    /// <summary>What is selected in Blender, by name.</summary>
    public async Task<string[]> SelectionAsync() => [.. (await _client.GetSelectionAsync()).Select(node => node.Name)];

    /// <summary>A click with the mouse, at a place of the window of 1280 by 800.</summary>
    public Task ClickAsync(int x, int y) => _client.RunCodeAsync($"""
        import subprocess
        subprocess.run(["{Peer.Require("xdotool", "apt-get install xdotool", ["xdotool"]).Program}", "mousemove", "{x}", "{y}", "sleep", "0.2", "click", "1"], check=True, timeout=20)
        """);

    /// <summary>Clicks the button "Send Selection" of the open panel.</summary>
    public Task PressSendAsync() => ClickAsync(940, 127);

    /// <summary>Turns the view to the bench as a whole; what is selected stays so.</summary>
    public Task LookAtBenchAsync() => DoAsync("""
        area = next(area for area in bpy.context.window.screen.areas if area.type == "VIEW_3D")
        view = area.spaces.active.region_3d
        view.view_location = (0.25, 0, 0.4)
        view.view_distance = 3.2
        """);

    /// <summary>Opens the sidebar at the tab of the add-on.</summary>
    public async Task OpenPanelAsync()
    {
        await DoAsync("""
            bpy.context.preferences.view.smooth_view = 0
            area = next(area for area in bpy.context.window.screen.areas if area.type == "VIEW_3D")
            area.spaces.active.show_region_ui = True
            """);
        await RedrawAsync();
        await ClickAsync(1043, 246);
        await RedrawAsync();
    }

    /// <summary>Keeps a picture of the 3D view with its sidebar.</summary>
    public async Task PictureAsync(string path)
    {
        await RedrawAsync();
        await DoAsync($"""
            area = next(area for area in bpy.context.window.screen.areas if area.type == "VIEW_3D")
            region = next(region for region in area.regions if region.type == "WINDOW")
            with bpy.context.temp_override(window=bpy.context.window, area=area, region=region):
                bpy.ops.screen.screenshot_area(filepath=r'{path}', check_existing=False)
            """);
        Assert.That(new FileInfo(path).Length, Is.GreaterThan(10_000));
    }

    /// <summary>Draws the window now.</summary>
    public Task RedrawAsync() => DoAsync("bpy.ops.wm.redraw_timer(type='DRAW_WIN_SWAP', iterations=2)");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await Process.DisposeAsync();
    }
}
