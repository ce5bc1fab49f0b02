using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Tests.Companion.Resident;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>The page Activity.</summary>
[TestFixture]
public sealed class ActivityPageTests : DashboardFixture
{
    private static ActivityView Make(int number, ActivityState state) => new()
    {
        Id = new Guid(number + 1, 0, 0, new byte[8]), Kind = ActivityKind.Send, Title = $"Send number {number}", State = state, CreatedAt = PlayedResident.Now, Project = "Harbour",
    };

    private ILocator Card(string title) => Page.GetByRole(AriaRole.Listitem).Filter(new() { Has = Heading(title) });

    [Test]
    public async Task Progress_goes_on_live_and_the_end_is_told()
    {
        await Bench.OpenAsync("activity");
        await Expect(Page.GetByText("Nothing has been done yet.")).ToBeVisibleAsync();
        var activity = Resident.PlayedActivities.Put(Make(1, ActivityState.Running) with { Stage = "hash", Progress = 0.1 });
        var bar = Page.GetByRole(AriaRole.Progressbar, new() { Name = "Progress of Send number 1" });
        await Expect(bar).ToBeVisibleAsync();
        await Expect(Card("Send number 1")).ToContainTextAsync("10 %");
        Resident.PlayedActivities.Put(activity with { Stage = "upload", Progress = 0.75 });
        await Expect(Card("Send number 1")).ToContainTextAsync("75 %");
        await Expect(Card("Send number 1")).ToContainTextAsync("upload");
        Resident.PlayedActivities.Put(activity with { State = ActivityState.Succeeded, Progress = 1, Message = "3 assets updated.", EndedAt = PlayedResident.Now.AddSeconds(12) });
        await Expect(Card("Send number 1")).ToContainTextAsync("Done");
        await Expect(Card("Send number 1")).ToContainTextAsync("took 12 s");
        await Expect(bar).ToHaveCountAsync(0);
        await Expect(Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("Send number 1: 3 assets updated."));
    }

    [Test]
    public async Task What_runs_is_cancelled_and_the_focus_stays_on_the_page()
    {
        Resident.PlayedActivities.Put(Make(1, ActivityState.Running) with { Progress = 0.5 });
        await Bench.OpenAsync("activity");
        await Button("Cancel Send number 1").FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Resident.WaitForActionAsync(action => action == "cancel Send number 1");
        await Expect(Card("Send number 1")).ToContainTextAsync("Cancelled");
        Assert.That(await Bench.FocusAsync(), Does.StartWith("h1"), "the button is gone, the focus is not lost");
    }

    [Test]
    public async Task A_failure_says_what_to_do_and_an_interruption_what_is_known()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("activity");
        await Expect(Page.GetByText("Unreal waits for an answer to its dialog \"Save changes?\". Answer it, then send again.")).ToBeVisibleAsync();
        await Expect(Page.GetByText("The editor says that it was done: nothing is to be repeated.")).ToBeVisibleAsync();
        await Page.GetByText("Assets: 2").ClickAsync();
        await Expect(Page.GetByText("/Game/Props/Crates/T_Crate_D")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "2 errors, 1 warning" }).ClickAsync();
        await Expect(Page.GetByLabel("Group by")).ToHaveValueAsync("time");
    }

    [Test]
    public async Task Older_ones_are_fetched_when_they_are_asked_for()
    {
        for (var i = 0; i < 120; i++)
        {
            Resident.PlayedActivities.Put(Make(i, ActivityState.Succeeded));
        }

        await Bench.OpenAsync("activity");
        var cards = Page.GetByRole(AriaRole.List, new() { Name = "Activities, newest first" }).Locator("> li");
        await Expect(cards).ToHaveCountAsync(50);
        await Button("Show older").ClickAsync();
        await Expect(cards).ToHaveCountAsync(100);
        await Button("Show older").ClickAsync();
        await Expect(cards).ToHaveCountAsync(120);
        await Expect(Button("Show older")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Files_are_sent_by_their_paths()
    {
        await Bench.OpenAsync("activity");
        await Page.GetByText("Send files by path").ClickAsync();
        await Button("Send").ClickAsync();
        await Expect(Page.GetByText("Write at least one path.")).ToBeVisibleAsync();
        Assert.That(await Bench.FocusAsync(), Does.StartWith("textarea#send-files"));
        await Page.GetByLabel("Files and folders, one full path a line").FillAsync("/projects/a.fbx\n\"/projects/b c.png\"\n");
        await Page.GetByLabel("Content folder", new() { Exact = false }).FillAsync("/Game/Props");
        await Button("Send").ClickAsync();
        await Resident.WaitForActionAsync(action => action == "send /projects/a.fbx, /projects/b c.png to /Game/Props as dashboard");
        await Expect(Heading("Send 2 files")).ToBeVisibleAsync();
    }

    [Test]
    public async Task What_is_typed_stays_while_events_come()
    {
        await Bench.OpenAsync("activity");
        await Page.GetByText("Send files by path").ClickAsync();
        var field = Page.GetByLabel("Files and folders, one full path a line");
        await field.PressSequentiallyAsync("/projects/");
        for (var i = 0; i < 20; i++)
        {
            Resident.PlayedActivities.Put(Make(1, ActivityState.Running) with { Progress = i / 20.0 });
            Resident.Set(status => status with { Running = i % 2 });
            await field.PressSequentiallyAsync("a");
        }

        await Expect(field).ToHaveValueAsync("/projects/" + new string('a', 20));
    }

    [Test]
    public async Task A_refusal_of_the_companion_is_shown_at_the_form()
    {
        await Bench.OpenAsync("activity");
        await Page.GetByText("Send files by path").ClickAsync();
        await Page.GetByLabel("Files and folders, one full path a line").FillAsync("/missing.fbx");
        Resident.Failure = new ResidentException(ResidentFault.Conflict, "severalEditors", "Two editors run: choose one of Harbour and ArenaShooter.");
        await Button("Send").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Two editors run: choose one of Harbour and ArenaShooter." })).ToBeVisibleAsync();
        await Expect(Page.GetByLabel("Files and folders, one full path a line")).ToHaveValueAsync("/missing.fbx");
        Bench.ForgetComplaints();
    }
}
