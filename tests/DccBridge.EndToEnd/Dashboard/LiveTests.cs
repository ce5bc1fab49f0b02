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
        await Page.GotoAsync(another.CreateDashboardLink("editors").AbsoluteUri);
        await Expect(Page.Locator("#tools")).ToContainTextAsync("Live");
        await Expect(Banner).ToHaveTextAsync("");
    }

    [Test]
    public async Task A_notification_is_shown_and_leads_to_its_page()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("logs");
        await Resident.PlayedNotices.NotifyAsync(new NoticeView("run-1", "Harbour: 2 errors", "SM_Crate and one more.", true, "findings?run=1"));
        await Expect(Messages).ToContainTextAsync("Harbour: 2 errors. SM_Crate and one more.");
        await Messages.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(Heading("Findings")).ToBeFocusedAsync();
        await Expect(Page.GetByLabel("Group by")).ToHaveValueAsync("time");
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
