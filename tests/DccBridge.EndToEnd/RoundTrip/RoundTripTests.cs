using System.Text.Json;
using DccBridge.Client;
using DccBridge.EndToEnd.Headless;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.EndToEnd.RoundTrip;

/// <summary>From Blender to Unreal, and what was found there back to the node, until it is mended: real processes from end to end.</summary>
[TestFixture]
[NonParallelizable]
public sealed class RoundTripTests : RoundTripDay
{
    private const string Bench = "/Game/unreal/SM_Bench";

    [Test]
    public async Task A_fault_that_was_made_in_Blender_is_found_selected_there_mended_and_gone()
    {
        await using HeadlessProcess unreal = await StartProjectAsync("Park");
        await using RunningCompanion companion = await StartCompanionAsync();
        await using ArtistAtBlender artist = await ArtistAtBlender.ServeAsync(Home);
        await using EditorClient editor = await ConnectToEditorAsync();
        var scene = Path.Combine(Art, "Скамейка.blend");
        await artist.DoAsync("bench()");
        await artist.SaveAsAsync(scene);

        Assert.That(await artist.SendAsync(), Is.EqualTo(("succeeded", "3 assets: 3 created; 1 error.")));
        JsonElement finding = (await companion.FindingsAsync()).Single();
        Assert.That(new[] { "project", "assetPath", "ruleId", "severity", "node" }.Select(member => Text(finding, member)), Is.EqualTo([
            "Park", Bench, "mesh.scale", "error", "SM_Bench_LegRight"]));
        Assert.That(new[] { "path", "dcc", "scene" }.Select(member => Text(finding.GetProperty("source"), member)), Is.EqualTo([
            Path.Combine(Art, "unreal", "SM_Bench.glb"), "Blender 3.4.1", scene]));

        // Somebody else in the project takes another material for the wood, and puts it where it belongs.
        await editor.RenameAssetAsync("/Game/unreal/M_BenchWood", "/Game/Materials/M_Oak");
        string[] assets = [Bench, "/Game/unreal/M_BenchIron", "/Game/Materials/M_Oak"];
        Assert.That((await AssetsAsync(editor)).Keys, Is.EquivalentTo(assets));

        await artist.DoAsync("choose('SM_Bench_LegLeft', 'Camera')");
        Assert.That(await artist.SelectionAsync(), Is.EquivalentTo(["SM_Bench_LegLeft", "Camera"]));
        JsonElement selected = await companion.PostAsync($"/api/findings/{Text(finding, "id")}/select");
        Assert.That((Text(selected, "dccId"), Text(selected, "message")), Is.EqualTo((artist.DccId, "SM_Bench_LegRight is selected in Blender.")));
        Assert.That(await artist.SelectionAsync(), Is.EqualTo(["SM_Bench_LegRight"]), "exactly that");

        // What the finding says: Ctrl+A > Scale on what is selected.
        await artist.DoAsync("bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)\nbpy.ops.wm.save_mainfile()\nchoose('SM_Bench', 'SM_Bench_LegLeft', 'SM_Bench_LegRight')");
        Assert.That(await artist.SendAsync(), Is.EqualTo(("succeeded", "1 asset: 1 updated; no findings.")));

        Assert.That(await companion.FindingsAsync(), Is.Empty);
        IReadOnlyDictionary<string, AssetRecord> after = await AssetsAsync(editor);
        Assert.That(after.Keys, Is.EquivalentTo(assets), "an update, and no second asset of anything");
        Assert.That(after[Bench].Facts.Mesh!.Slots.Select(slot => (slot.Name, slot.Material)), Is.EqualTo([("M_BenchWood", "/Game/Materials/M_Oak"), ("M_BenchIron", "/Game/unreal/M_BenchIron")]));
        JsonElement[] history = [.. (await companion.GetAsync($"/api/history?project=Park&path={Uri.EscapeDataString(Bench)}")).EnumerateArray()];
        Assert.That(history.Select(verdict => (Text(verdict, "outcome"), Text(verdict, "useCase"), verdict.GetProperty("errors").GetInt32())), Is.EqualTo([("passed", "import", 0), ("failed", "import", 1)]), "newest first");
        Assert.That((await companion.ActivitiesAsync()).Select(activity => (Text(activity, "origin"), Text(activity, "state"), activity.GetProperty("errors").GetInt32())), Is.EqualTo([("blender", "succeeded", 0), ("blender", "succeeded", 1)]));
    }
}
