using System.Text.Json;
using DccBridge.Client;
using DccBridge.Dcc.Clients;
using DccBridge.EndToEnd.Headless;

namespace DccBridge.EndToEnd.RoundTrip;

/// <summary>An export that is saved over is sent again.</summary>
[TestFixture]
[NonParallelizable]
public sealed class SourceWatchingTests : RoundTripDay
{
    [Test]
    public async Task An_export_that_is_saved_over_is_sent_again_once_per_save()
    {
        await using HeadlessProcess unreal = await StartProjectAsync("Park");
        await using RunningCompanion companion = await StartCompanionAsync();
        await using ArtistAtBlender artist = await ArtistAtBlender.ServeAsync(Home);
        await using EditorClient editor = await ConnectToEditorAsync();
        JsonElement settings = (await companion.GetAsync("/api/settings")).GetProperty("values");
        var values = settings.EnumerateObject().ToDictionary(member => member.Name, member => (object)member.Value);
        (values["watchSources"], values["watchQuietMilliseconds"]) = ("send", 300);
        var (status, saved) = await companion.AskAsync(HttpMethod.Put, "/api/settings", JsonSerializer.Serialize(values));
        Assert.That((int)status, Is.EqualTo(200), saved.ToString());
        await artist.DoAsync("bench()");
        await artist.SaveAsAsync(Path.Combine(Art, "Скамейка.blend"));
        Assert.That((await artist.SendAsync()).State, Is.EqualTo("succeeded"));

        // Exported over, without a word to the companion: first mended, then as it was, then mended with another height.
        await artist.DoAsync("bpy.data.objects['SM_Bench_LegRight'].select_set(True)\nbpy.ops.object.transform_apply(location=False, rotation=False, scale=True)");
        await ExportAsync(artist);
        await SentByWatchAsync(companion, 1);
        Assert.That(await companion.FindingsAsync(), Is.Empty);

        await ExportAsync(artist);
        await artist.DoAsync("choose('SM_Bench')\nbpy.ops.transform.resize(value=(1, 1, 1.25))\nbpy.ops.object.transform_apply(location=False, rotation=False, scale=True)\nchoose('SM_Bench', 'SM_Bench_LegLeft', 'SM_Bench_LegRight')");
        await ExportAsync(artist);
        JsonElement[] sends = await SentByWatchAsync(companion, 2);
        Assert.That(sends.Select(send => Text(send, "state")), Is.All.EqualTo("succeeded"));
        Assert.That((await AssetsAsync(editor)).Count, Is.EqualTo(3), "no second asset");
        Assert.That((await companion.GetAsync("/api/sources")).EnumerateArray().Select(source => (Path.GetFileName(Text(source, "path")), source.GetProperty("changed").GetBoolean())), Is.EqualTo([("SM_Bench.glb", false)]));
        Assert.That((await companion.GetAsync($"/api/history?project=Park&path={Uri.EscapeDataString("/Game/unreal/SM_Bench")}")).GetArrayLength(), Is.EqualTo(3), "a save that changed nothing was no reason to judge it again");
    }

    private Task ExportAsync(ArtistAtBlender artist) => artist.Client.ExportSelectionAsync(new DccExportRequest { Folder = Path.Combine(Art, "unreal") });

    private static Task<JsonElement[]> SentByWatchAsync(RunningCompanion companion, int count) => companion.UntilAsync(
        async self => (await self.ActivitiesAsync()).Where(activity => Text(activity, "origin") == "watch").ToArray(),
        all => all.Length >= count && all.All(activity => activity.GetProperty("endedAt").ValueKind != JsonValueKind.Null),
        $"{count} sends by watching");
}
