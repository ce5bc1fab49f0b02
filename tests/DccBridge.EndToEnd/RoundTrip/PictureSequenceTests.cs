using DccBridge.EndToEnd.Headless;
using DccBridge.EndToEnd.Peers;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.RoundTrip;

/// <summary>
/// The round trip by hand: buttons of Blender's panel are clicked with the mouse, those of the dashboard in Chromium, and a picture of each step is kept. With
/// DCCBRIDGE_ACCEPT_PICTURES=1 the pictures go to docs/pictures, where the README shows them.
/// </summary>
[TestFixture]
[NonParallelizable]
public sealed class PictureSequenceTests : RoundTripDay
{
    private const string Accept = "DCCBRIDGE_ACCEPT_PICTURES";

    private static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(Peer.RepositoryRoot, "artifacts", "roundtrip-pictures")).FullName;

    [Test]
    public async Task The_round_trip_by_hand()
    {
        await using HeadlessProcess unreal = await StartProjectAsync("Park");
        await using RunningCompanion companion = await StartCompanionAsync();
        await using ArtistAtBlender artist = await ArtistAtBlender.ShowAsync(Home);
        await using Browsing browser = await Browsing.StartAsync();

        // 1. Modelled, and sent with the button.
        await artist.DoAsync("bench()");
        await artist.SaveAsAsync(Path.Combine(Art, "Скамейка.blend"));
        await artist.OpenPanelAsync();
        await artist.LookAtBenchAsync();
        await artist.PressSendAsync();
        Assert.That(await artist.SentAsync(), Is.EqualTo(("succeeded", "3 assets: 3 created; 1 error.")));
        await artist.UntilAsync("len(state.findings) == 1");
        await artist.PictureAsync(Picture("1-sent"));

        // 2. The finding is on the dashboard. 3. From there it is selected in Blender.
        string id = Text((await companion.FindingsAsync()).Single(), "id")!;
        await artist.DoAsync("choose('Camera')");
        IPage page = browser.Page;
        await page.GotoAsync(await companion.DashboardLinkAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Findings" }).First.ClickAsync();
        ILocator select = page.GetByRole(AriaRole.Button, new() { Name = "Select in DCC", Exact = true });
        await Assertions.Expect(page.GetByText("SM_Bench_LegRight").First).ToBeVisibleAsync();
        await Assertions.Expect(select).ToBeEnabledAsync();
        await page.ScreenshotAsync(new() { Path = Picture("2-found") });
        await select.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Messages" })).ToContainTextAsync("SM_Bench_LegRight is selected in Blender.");
        Assert.That(await artist.SelectionAsync(), Is.EqualTo(["SM_Bench_LegRight"]));
        await artist.DoAsync("bpy.context.window_manager.dccbridge_finding = 0");
        await artist.LookAtBenchAsync();
        await artist.PictureAsync(Picture("3-selected"));

        // 4. Mended as the finding says, sent again: the dashboard that stands open is clean.
        await artist.DoAsync("bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)\nchoose('SM_Bench', 'SM_Bench_LegLeft', 'SM_Bench_LegRight')");
        await artist.PressSendAsync();
        await artist.UntilAsync("state.sending is not None and 'updated' in state.sending.text");
        Assert.That(await artist.SentAsync(), Is.EqualTo(("succeeded", "1 asset: 1 updated; no findings.")));
        await Assertions.Expect(page.GetByText("No findings.", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("This finding is gone.")).ToBeVisibleAsync();
        await page.ScreenshotAsync(new() { Path = Picture("4-mended") });
        Assert.That(browser.Complaints.Where(text => !text.Contains("404") || !text.Contains("/api/findings/" + id, StringComparison.Ordinal)), Is.Empty, "what the browser complained of, but for the finding that is gone");
        Assert.That(await companion.FindingsAsync(), Is.Empty);
        Keep();
    }

    private static string Picture(string name) => Path.Combine(Pictures, $"roundtrip-{name}.png");

    private static void Keep()
    {
        foreach (string picture in Directory.GetFiles(Pictures, "roundtrip-*.png"))
        {
            TestContext.AddTestAttachment(picture);
            if (Environment.GetEnvironmentVariable(Accept) == "1")
            {
                File.Copy(picture, Path.Combine(Directory.CreateDirectory(Path.Combine(Peer.RepositoryRoot, "docs", "pictures")).FullName, Path.GetFileName(picture)), overwrite: true);
            }
        }
    }
}
