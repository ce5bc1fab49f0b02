using System.Text.Json;
using DccBridge.Dcc.Blender;
using DccBridge.EndToEnd.Api;
using DccBridge.EndToEnd.BadDays;
using DccBridge.EndToEnd.Headless;

namespace DccBridge.EndToEnd.Blender;

/// <summary>The add-on in a real Blender, the real companion and the headless editor: what the add-on asks is what the API answers, and the way back leads to the object.</summary>
[TestFixture]
public sealed class BlenderCompanionTests : BadDay
{
    private string Home => Path.Combine(Desk, "home");

    [Test]
    public async Task Sent_by_the_add_on_its_findings_lead_back_to_the_object_though_it_was_renamed()
    {
        await using HeadlessProcess editor = await StartAsync();
        var (tray, address) = await TrayProcess.StartReadyAsync(Home, Endpoints);
        await using var ends = tray;
        var curl = new Curl(address, Home);
        await UntilAsync(curl, "api/editors", editors => editors.EnumerateArray().Any(e => e.GetProperty("link").GetString() == "connected"));
        await using var blender = await BlenderProcess.ServeAsync(Home, before: "import addon_utils\nassert addon_utils.enable('dccbridge', default_set=True)");
        await using var client = new BlenderClient(blender.EndpointFile);
        var scene = Path.Combine(Desk, "Küche 箱.blend");

        // Without UVs: a finding about the mesh.
        await client.RunCodeAsync($"""
            import bpy
            cube = bpy.data.objects["Cube"]
            cube.name = cube.data.name = "SM_Crate"
            while cube.data.uv_layers:
                cube.data.uv_layers.remove(cube.data.uv_layers[0])
            bpy.ops.wm.save_as_mainfile(filepath=r"{scene}")
            """);
        var sent = await client.RunCodeAsync("import bpy\nfrom dccbridge.blender.state import state\nended = bpy.ops.dccbridge.send()\nresult = [sorted(ended), state.sending.state, state.sending.text]", TimeSpan.FromMinutes(2));
        Assert.That(sent.Result, Does.StartWith("[[\"FINISHED\"], \"succeeded\""), sent.Result + sent.Output);
        Assert.That(Path.Combine(Desk, "unreal", "SM_Crate.glb.dccbridge.json"), Does.Exist);

        var page = await UntilAsync(curl, "api/findings?limit=1000", p => p.GetProperty("items").EnumerateArray().Any(IsAboutTheCrate));
        var finding = page.GetProperty("items").EnumerateArray().First(IsAboutTheCrate);
        Assert.That((finding.GetProperty("source").GetProperty("dcc").GetString(), finding.GetProperty("source").GetProperty("scene").GetString()), Is.EqualTo(("blender", scene)).Or.EqualTo(("Blender 3.4.1", scene)));

        // The add-on lists it too.
        Assert.That((await client.RunCodeAsync("from dccbridge.core import findings\nfrom dccbridge.core.companion import Companion\nimport bpy\nresult = [f.id for f in findings.of_scene(findings.ask(Companion.find())[0], bpy.data.filepath)]")).Result, Does.Contain(finding.GetProperty("id").GetString()!));

        await client.RunCodeAsync("import bpy; bpy.data.objects['SM_Crate'].name = 'SM_Box'; bpy.ops.object.select_all(action='DESELECT')");
        var selected = await curl.AskAsync(200, $"api/findings/{finding.GetProperty("id").GetString()}/select", "--json", "{}");
        Assert.That(selected.GetProperty("selected")[0].GetString(), Is.EqualTo("SM_Box"), selected.ToString());
        Assert.That((await client.GetSelectionAsync()).Select(node => node.Name), Is.EqualTo(["SM_Box"]));

        static bool IsAboutTheCrate(JsonElement finding) => finding.GetProperty("node").GetString() == "SM_Crate";
    }

    private static async Task<JsonElement> UntilAsync(Curl curl, string path, Func<JsonElement, bool> holds)
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            var seen = await curl.AskAsync(200, path);
            if (holds(seen))
            {
                return seen;
            }

            Assert.That(Environment.TickCount64, Is.LessThan(end), $"{path}: {seen}");
            await Task.Delay(100);
        }
    }
}
