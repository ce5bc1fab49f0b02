using System.Net;
using System.Text.Json;
using DccBridge.Client;
using DccBridge.EndToEnd.Headless;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.RoundTrip;

/// <summary>What goes wrong on the way there and back: told, survived, nothing sent twice.</summary>
[TestFixture]
[NonParallelizable]
[Platform("Linux", Reason = "Sends Unix signals to Debian's Blender.")]
public sealed class RoundTripBadDaysTests : RoundTripDay
{
    private string Scene => Path.Combine(Art, "Скамейка.blend");

    [Test]
    public async Task Blender_killed_in_the_middle_of_an_export_is_told_and_nothing_of_it_came_to_Unreal()
    {
        await using HeadlessProcess unreal = await StartProjectAsync("Park");
        await using RunningCompanion companion = await StartCompanionAsync();
        await using EditorClient editor = await ConnectToEditorAsync();
        await using (ArtistAtBlender artist = await BenchAsync())
        {
            // The exporter has written its file, and stops there.
            string held = Path.Combine(Desk, "held");
            await artist.DoAsync($"""
                import time
                import dccbridge.blender.export as export
                def hold(things):
                    open(r'{held}', 'w').close()
                    time.sleep(600)
                export._describe = hold
                """);
            await companion.PostAsync("/api/dccs/look");
            JsonElement begun = await companion.PostAsync($"/api/dccs/{artist.DccId}/send");
            await companion.UntilAsync(_ => Task.FromResult(File.Exists(held)), isHeld => isHeld, "an export that is held");
            await artist.Process.KillAsync();
            JsonElement ended = await EndAsync(companion, begun);
            Assert.That(Text(ended, "state"), Is.EqualTo("failed"));
            Assert.That(Text(ended.GetProperty("error"), "message"), Does.StartWith("Blender was closed, or crashed"));
            Assert.That(await AssetsAsync(editor), Is.Empty);
        }

        await using ArtistAtBlender again = await ArtistAtBlender.ServeAsync(Home);
        await again.Client.OpenFileAsync(Scene);
        await again.DoAsync("choose('SM_Bench', 'SM_Bench_LegLeft', 'SM_Bench_LegRight')");
        await companion.UntilAsync(async self => (await self.GetAsync("/api/dccs")).EnumerateArray().Select(dcc => Text(dcc, "id")).ToArray(), ids => ids.Contains(again.DccId), "the Blender that was started again");
        JsonElement sent = await EndAsync(companion, await companion.PostAsync($"/api/dccs/{again.DccId}/send"));
        Assert.That((Text(sent, "state"), Text(sent, "message")), Is.EqualTo(("succeeded", "3 assets: 3 created; 1 error.")));
        Assert.That((await AssetsAsync(editor)).Count, Is.EqualTo(3));

        // The button in Blender sends to the same place as the one on the dashboard.
        Assert.That(await again.SendAsync(), Is.EqualTo(("succeeded", "1 asset: 1 unchanged; 1 error.")));
        Assert.That((await AssetsAsync(editor)).Count, Is.EqualTo(3));
    }

    [Test]
    public async Task A_companion_killed_in_the_middle_of_a_send_knows_its_end_after_the_restart_and_nothing_is_imported_twice()
    {
        await using HeadlessProcess unreal = await StartProjectAsync("Park", "--slow-import", "2");
        await using EditorClient editor = await ConnectToEditorAsync();
        await using ArtistAtBlender artist = await BenchAsync();
        Task<(string State, string Text)> sending;
        Guid activity;
        await using (RunningCompanion before = await StartCompanionAsync())
        {
            sending = artist.SendAsync();
            await unreal.LineAsync("importing ");
            activity = (await before.ActivitiesAsync()).Single().GetProperty("id").GetGuid();
            await before.KillAsync();
        }

        (string state, string text) = await sending;
        Assert.That(state, Is.EqualTo("failed"));
        Assert.That(text, Does.Contain("companion").And.Contain("dccbridge tray"), "what to do");

        await using RunningCompanion companion = await StartCompanionAsync();
        JsonElement known = await companion.UntilAsync(self => self.GetAsync($"/api/activities/{activity}"), found => Text(found, "message")?.Contains("The editor", StringComparison.Ordinal) == true, "what the editor has of it");
        Assert.That((Text(known, "state"), Text(known, "message")), Is.EqualTo(("interrupted", "dccbridge ended in the middle of it. The editor has all of it: 1 file.")));
        Assert.That((await AssetsAsync(editor)).Count, Is.EqualTo(3));

        // The artist does not read such messages, and presses the button again.
        string record = Path.Combine(Desk, "Park", "Game", "unreal", "SM_Bench.asset.json");
        DateTime written = File.GetLastWriteTimeUtc(record);
        Assert.That(await artist.SendAsync(), Is.EqualTo(("succeeded", "1 asset: 1 unchanged; 1 error.")));
        Assert.That(File.GetLastWriteTimeUtc(record), Is.EqualTo(written), "imported once");
        Assert.That((await AssetsAsync(editor)).Count, Is.EqualTo(3));
        Assert.That((await companion.FindingsAsync()).Select(finding => Text(finding, "node")), Is.EqualTo(["SM_Bench_LegRight"]), "once");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_Blender_that_is_gone_when_its_finding_is_to_be_selected_is_told_with_what_to_start(bool isKilled)
    {
        await using HeadlessProcess unreal = await StartProjectAsync("Park");
        await using RunningCompanion companion = await StartCompanionAsync();
        await using ArtistAtBlender artist = await BenchAsync();
        await artist.SendAsync();
        JsonElement finding = await companion.UntilAsync(async self => (await self.FindingsAsync()).Single(), found => found.GetProperty("canSelect").GetBoolean(), "a finding that can be selected");
        artist.Process.Signal(isKilled ? 9 : Signals.Terminate);
        await artist.Process.EndAsync();
        var (status, problem) = await companion.AskAsync(HttpMethod.Post, $"/api/findings/{Text(finding, "id")}/select");
        Assert.That((int)status, Is.InRange(400, 599));
        Assert.That(Text(problem, "detail"), Does.Contain("Blender").And.Contain("Start"));
        if (!isKilled)
        {
            Assert.That((status, Text(problem, "code")), Is.EqualTo((HttpStatusCode.Conflict, "noDcc")));
            Assert.That(Text(problem, "detail"), Does.Contain(Scene), "and with which scene");
            await companion.UntilAsync(async self => (await self.FindingsAsync()).Single(), found => !found.GetProperty("canSelect").GetBoolean(), "a finding that cannot be selected");
        }
    }

    [Test]
    public async Task Of_two_Blenders_the_one_with_the_scene_selects_and_without_it_the_other_opens_the_scene()
    {
        await using HeadlessProcess unreal = await StartProjectAsync("Park");
        await using RunningCompanion companion = await StartCompanionAsync();
        string other = Path.Combine(Art, "Парк.blend");
        await using ArtistAtBlender neighbour = await BenchAsync(other);
        await using (ArtistAtBlender artist = await BenchAsync())
        {
            await artist.SendAsync();
            await neighbour.DoAsync("choose('Light')");
            await artist.DoAsync("choose('Camera')");
            JsonElement selected = await SelectAsync(companion);
            Assert.That(Text(selected, "dccId"), Is.EqualTo(artist.DccId));
            Assert.That(await artist.SelectionAsync(), Is.EqualTo(["SM_Bench_LegRight"]));
            Assert.That(await neighbour.SelectionAsync(), Is.EqualTo(["Light"]), "it has an object of that name too, in another scene");

            // Saved under another name and sent again at once: that is where it comes from now.
            string renamed = Path.Combine(Art, "Скамейка 2.blend");
            await artist.SaveAsAsync(renamed);
            await artist.DoAsync("bpy.data.objects['SM_Bench_LegRight'].scale.z *= 1.1\nchoose('SM_Bench', 'SM_Bench_LegLeft', 'SM_Bench_LegRight')");
            await artist.SendAsync();
            Assert.That(Text(await SelectAsync(companion), "dccId"), Is.EqualTo(artist.DccId));
            Assert.That((await artist.Client.GetInfoAsync()).Scene, Is.EqualTo(renamed), "nothing else was opened in its place");
            await artist.DoAsync("bpy.ops.wm.save_mainfile()");
            artist.Process.Signal(Signals.Terminate);
            await artist.Process.EndAsync();
        }

        Assert.That(Text(await SelectAsync(companion), "dccId"), Is.EqualTo(neighbour.DccId));
        Assert.That((await neighbour.Client.GetInfoAsync()).Scene, Is.EqualTo(Path.Combine(Art, "Скамейка 2.blend")));
        Assert.That(await neighbour.SelectionAsync(), Is.EqualTo(["SM_Bench_LegRight"]));
    }

    private async Task<JsonElement> SelectAsync(RunningCompanion companion) => await companion.PostAsync($"/api/findings/{Text((await companion.FindingsAsync()).Single(), "id")}/select");

    private static Task<JsonElement> EndAsync(RunningCompanion companion, JsonElement activity) =>
        companion.UntilAsync(self => self.GetAsync($"/api/activities/{Text(activity, "id")}"), found => found.GetProperty("endedAt").ValueKind != JsonValueKind.Null, "the end of the send");

    /// <summary>A Blender with the bench, saved.</summary>
    private async Task<ArtistAtBlender> BenchAsync(string? scene = null)
    {
        ArtistAtBlender artist = await ArtistAtBlender.ServeAsync(Home);
        await artist.DoAsync("bench()");
        await artist.SaveAsAsync(scene ?? Scene);
        return artist;
    }
}
