using System.Diagnostics;
using DccBridge.EndToEnd.Peers;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Blender;

/// <summary>The built <c>dccbridge install --dcc blender</c>, and a real Blender that finds, enables and loses the add-on, in a home of its own.</summary>
[TestFixture]
public sealed class BlenderInstallTests
{
    private string _home = "";

    [SetUp]
    public void MakeHome()
    {
        BlenderProcess.Blender();
        _home = Directory.CreateTempSubdirectory("dccbridge-home-").FullName;
    }

    [TearDown]
    public void DeleteHome() => Directory.Delete(_home, recursive: true);

    [Test]
    public async Task A_new_user_installs_it_Blender_loads_it_and_uninstall_takes_it_away()
    {
        var installed = await DccBridgeAsync("install", "--dcc", "blender", "--json");
        Assert.That(installed.Code, Is.Zero, installed.Output + installed.Errors);
        var place = installed.Json().GetProperty("places")[0].GetString()!;
        Assert.That(place, Does.StartWith(_home).And.Match(@"/\d+\.\d+/scripts/addons/dccbridge$"));

        // As the preferences window does it.
        Assert.That(await BlenderAsync("import addon_utils; found = [m.__name__ for m in addon_utils.modules() if m.__name__ == 'dccbridge']; loaded = addon_utils.enable('dccbridge'); import bpy; print('seen', found, hasattr(bpy.ops.dccbridge, 'send') and bpy.ops.dccbridge.send.get_rna_type().name)"),
            Does.Contain("seen ['dccbridge'] Send to Unreal"));

        var removed = await DccBridgeAsync("uninstall", "--dcc", "blender", "--json");
        Assert.That(removed.Code, Is.Zero, removed.Output + removed.Errors);
        Assert.That(Directory.EnumerateFileSystemEntries(_home, "*dccbridge*", SearchOption.AllDirectories), Is.Empty);
        Assert.That(await BlenderAsync("import addon_utils; print('seen', [m.__name__ for m in addon_utils.modules() if m.__name__ == 'dccbridge'])"), Does.Contain("seen []"));
    }

    [Test]
    public async Task With_enable_it_is_on_at_the_next_start_and_uninstall_switches_it_off()
    {
        var installed = await DccBridgeAsync("install", "--dcc", "blender", "--enable", "--json");
        Assert.That(installed.Code, Is.Zero, installed.Output + installed.Errors);
        Assert.That(installed.Json().GetProperty("steps")[1].GetString(), Does.EndWith("switched on in its preferences"));
        const string IsOn = "import bpy; print('on', 'dccbridge' in bpy.context.preferences.addons, hasattr(bpy.types, 'DCCBRIDGE_PT_send'))";
        Assert.That(await BlenderAsync(IsOn), Does.Contain("on True True"));

        // Blender has run it: its compiled files are there.
        Assert.That(Directory.EnumerateFiles(_home, "*.pyc", SearchOption.AllDirectories), Is.Not.Empty);
        var removed = await DccBridgeAsync("uninstall", "--dcc", "blender", "--json");
        Assert.That(removed.Code, Is.Zero, removed.Output + removed.Errors);
        Assert.That(Directory.EnumerateFileSystemEntries(_home, "*dccbridge*", SearchOption.AllDirectories), Is.Empty);
        Assert.That(await BlenderAsync(IsOn), Does.Contain("on False False"));
    }

    private async Task<ProcessEnd> DccBridgeAsync(params string[] arguments)
    {
        var start = BuiltProgram.StartInfo("DccBridge.Companion", "dccbridge", arguments);
        await using var process = new HomeProcess(start, _home);
        return await process.EndAsync();
    }

    private async Task<string> BlenderAsync(string code)
    {
        var start = new ProcessStartInfo(BlenderProcess.Blender().Program, ["-b", "-noaudio", "--python-exit-code", "1", "--python-expr", code]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        await using var process = new HomeProcess(start, _home);
        var end = await process.EndAsync();
        Assert.That(end.Code, Is.Zero, end.Output + end.Errors);
        return end.Output;
    }

    private sealed class HomeProcess(ProcessStartInfo start, string home) : PipedProcess(At(start, home), TimeSpan.FromSeconds(100))
    {
        private static ProcessStartInfo At(ProcessStartInfo start, string home)
        {
            start.Environment["HOME"] = home;
            start.Environment["DCCBRIDGE_HOME"] = Path.Combine(home, "state");
            foreach (var name in new[] { "XDG_CONFIG_HOME", "BLENDER_USER_SCRIPTS", "BLENDER_USER_CONFIG", "PYTHONDONTWRITEBYTECODE" })
            {
                start.Environment.Remove(name);
            }

            return start;
        }
    }
}
