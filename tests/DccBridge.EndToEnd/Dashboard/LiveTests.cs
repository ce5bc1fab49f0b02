using System.Collections.Concurrent;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Tests.Companion.Resident;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>Server-Sent Events: what changes shows by itself, and a connection that ends is told and made again.</summary>
[TestFixture]
public sealed class LiveTests : DashboardFixture
{
    private ILocator Banner => Page.Locator("#banner");

    [Test]
    public async Task Findings_come_and_go_by_themselves()
    {
        await Bench.OpenAsync("findings");
        await Expect(Page.GetByText("No findings.")).ToBeVisibleAsync();
        Resident.PlayedFindings.Put(PlayedFindings.Make("a", asset: "/Game/A"));
        await Expect(Options).ToHaveCountAsync(1);
        Resident.PlayedFindings.Put(PlayedFindings.Make("a", asset: "/Game/A") with { Message = "Another fault." });
        await Expect(Detail).ToContainTextAsync("Another fault.");
        await Expect(Page.GetByRole(AriaRole.Navigation).GetByText("1 open errors and warnings")).ToHaveCountAsync(1);
        Resident.PlayedFindings.Remove("a");
        await Expect(Page.GetByText("No findings.")).ToBeVisibleAsync();
        await Expect(Detail).ToContainTextAsync("This finding is gone.");
        Bench.ForgetComplaints();
    }

    [Test]
    public async Task A_thousand_findings_in_a_second_do_not_stop_the_page()
    {
        await Bench.OpenAsync("findings");
        var asked = 0;
        Page.Request += (_, request) => asked += request.Url.Contains("/api/findings", StringComparison.Ordinal) ? 1 : 0;
        for (var i = 0; i < 1_000; i++)
        {
            Resident.PlayedFindings.Put(PlayedFindings.Make($"f{i:d4}", asset: $"/Game/{i:d4}"));
        }

        await Expect(Page.Locator(".page-head .quiet")).ToContainTextAsync("1,000 findings");
        await Expect(Options).ToHaveCountAsync(200);
        Assert.That(asked, Is.LessThan(40), "the list is asked for now and then, and not at each change");
    }

    [Test]
    public async Task After_lost_changes_everything_is_asked_for_again()
    {
        await Bench.OpenAsync("dccs");
        await Expect(Page.GetByText("No DCC was found.")).ToBeVisibleAsync();
        // A change that the page is not told of, as when it was too slow.
        await Page.RouteAsync("**/api/dccs", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """[{"id":"blender-1","kind":"blender","name":"Blender 3.4.1","scene":null,"address":"127.0.0.1:1","capabilities":[],"reachable":true,"message":null}]""",
        }));
        Resident.Feed.Push(ChangeKind.Lost, null);
        await Expect(Heading("Blender 3.4.1")).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_lost_connection_is_told_and_made_again()
    {
        // The first stream ends at once; those after it cannot be made, until the way is free again.
        await Page.RouteAsync("**/api/events", route => route.AbortAsync());
        await Page.GotoAsync(Bench.Server.CreateDashboardLink("findings").AbsoluteUri);
        await Expect(Banner).ToContainTextAsync("Connection lost.");
        await Expect(Page.Locator("#tools")).ToContainTextAsync("Connection lost");
        Resident.PlayedFindings.Put(PlayedFindings.Make("a"));
        await Page.UnrouteAllAsync();
        await Expect(Options).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Expect(Banner).ToHaveTextAsync("");
        await Expect(Page.Locator("#tools")).ToContainTextAsync("Live");
        Bench.ForgetComplaints();
    }

    [Test]
    public async Task A_companion_that_was_started_anew_asks_for_a_new_link()
    {
        await Bench.OpenAsync("findings");
        var port = Bench.Server.Port;
        await Bench.Server.DisposeAsync();
        await Expect(Banner).ToContainTextAsync("Connection lost.");
        await using var another = await DashboardBench.ServeAsync(Resident, port);
        await Expect(Banner).ToContainTextAsync("Signed out.", new() { Timeout = 30_000 });
        Bench.ForgetComplaints();

        // Opened in another tab, as a browser does with a link; the first one goes on then.
        var second = await Bench.Context.NewPageAsync();
        await second.GotoAsync(another.CreateDashboardLink("editors").AbsoluteUri);
        await Expect(second.Locator("#tools")).ToContainTextAsync("Live");
        await Expect(Page.Locator("#tools")).ToContainTextAsync("Live");
        await Expect(Banner).ToHaveTextAsync("");
        Resident.PlayedFindings.Put(PlayedFindings.Make("a"));
        await Expect(Options).ToHaveCountAsync(1);
    }

    [Test]
    public async Task Who_comes_back_says_which_event_was_the_last_one()
    {
        var asked = new ConcurrentQueue<string>();
        await Page.RouteAsync("**/api/events", async route =>
        {
            asked.Enqueue(await route.Request.HeaderValueAsync("last-event-id") ?? "none");
            if (asked.Count == 1)
            {
                await route.FulfillAsync(new() { ContentType = "text/event-stream", Body = "retry: 1000\n\nid: 41\nevent: findings\ndata: null\n\n" });
            }
            else
            {
                await route.ContinueAsync();
            }
        });
        await Page.GotoAsync(Bench.Server.CreateDashboardLink("findings").AbsoluteUri);
        await Expect(Banner).ToContainTextAsync("Connection lost.");
        await Expect(Page.Locator("#tools")).ToContainTextAsync("Live");
        Assert.That(asked, Is.EqualTo(new[] { "none", "41" }));
        Resident.PlayedFindings.Put(PlayedFindings.Make("a"));
        await Expect(Options).ToHaveCountAsync(1);
        Bench.ForgetComplaints();
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    [TestCase(10_000)]
    public async Task Events_are_put_together_whatever_the_pieces(int size)
    {
        await Bench.OpenAsync("findings");
        const string Text = "\uFEFF: c\n\nretry: 2000\n\nevent: status\ndata: {}\n\nid: 7\nevent: a\r\ndata: x\r\ndata:  y\r\n\r\ndata\n\nunknown: z\n\nid\ndata: é箱\n\ndata: cut off";
        var got = await Page.EvaluateAsync<string>(
            """
            async ({ text, size }) => {
                const { eventReader } = await import('/modules/eventReader.js');
                const got = [];
                const take = eventReader({ id: '3', event: (...event) => got.push(event), retry: time => got.push(time) });
                const bytes = new TextEncoder().encode(text);
                const pieces = new ReadableStream({ start(control) { for (let at = 0; at < bytes.length; at += size) { control.enqueue(bytes.slice(at, at + size)); } control.close(); } });
                const reader = pieces.pipeThrough(new TextDecoderStream()).getReader();
                for (let piece = await reader.read(); !piece.done; piece = await reader.read()) { take(piece.value); }
                return JSON.stringify(got);
            }
            """,
            new { text = Text, size });
        Assert.That(got, Is.EqualTo("""[2000,["status","{}","3"],["a","x\n y","7"],["message","","7"],["message","é箱",""]]"""));
    }

    [Test]
    public async Task A_notification_is_shown_and_leads_to_its_page()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("logs");
        await Resident.PlayedNotices.NotifyAsync(new NoticeView("run-1", "Harbour: 2 errors", "SM_Crate and one more.", true, "findings?run=11111111-2222-3333-4444-555555555555"));
        await Expect(Messages).ToContainTextAsync("Harbour: 2 errors. SM_Crate and one more.");
        await Messages.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(Heading("Findings")).ToBeFocusedAsync();
        await Expect(Button("Only of one validation", exact: false)).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_page_left_open_listens_once()
    {
        await Bench.OpenAsync("findings");
        foreach (var page in new[] { "logs", "editors", "findings", "settings", "activity" })
        {
            await Bench.GoAsync(page);
        }

        Assert.That(Resident.Feed.Subscribers, Is.EqualTo(1));
    }
}
