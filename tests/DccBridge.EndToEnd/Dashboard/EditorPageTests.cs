using DccBridge.Companion.Resident.Views;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>The page Editors.</summary>
[TestFixture]
public sealed class EditorPageTests : DashboardFixture
{
    private ILocator Card(string project) => Page.GetByRole(AriaRole.Listitem).Filter(new() { Has = Heading(project) });

    [Test]
    public async Task An_editor_is_shown_with_link_state_dialog_queue_and_findings()
    {
        Harbour.Fill(Resident);
        await Bench.OpenAsync("editors");
        var card = Card("Harbour");
        await Expect(card).ToContainTextAsync("Connected");
        await Expect(card).ToContainTextAsync("Dialog is open");
        await Expect(card).ToContainTextAsync("Save changes to Map_Harbour before closing?");
        await Expect(card).ToContainTextAsync("3 waiting for the engine");
        await Expect(card).ToContainTextAsync("/projects/harbour/Harbour.uproject");
        await Expect(Card("ArenaShooter")).ToContainTextAsync("Update the companion, or install its plugin into the project again.");
        await card.GetByRole(AriaRole.Link, new() { Name = "4 errors, 4 warnings" }).ClickAsync();
        await Expect(Heading("Findings")).ToBeVisibleAsync();
        await Expect(Page.GetByLabel("Project")).ToHaveValueAsync("Harbour");
    }

    [Test]
    public async Task What_an_editor_does_is_shown_without_loading_again()
    {
        await Bench.OpenAsync("editors");
        await Expect(Page.GetByText("No editor runs.").Last).ToBeVisibleAsync();
        Harbour.Fill(Resident);
        await Expect(Card("Harbour")).ToContainTextAsync("Dialog is open");
        Resident.Set(status => status with { Editors = [status.Editors[0] with { Activity = "ticking", Modal = null, QueueDepth = 0 }] });
        await Expect(Card("Harbour")).ToContainTextAsync("Ready");
        await Expect(Card("Harbour")).Not.ToContainTextAsync("Save changes");
        await Expect(Card("ArenaShooter")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_project_is_validated_and_the_last_send_repeated()
    {
        Harbour.Fill(Resident);
        Resident.PlayedActivities.Send(new() { Files = ["/a.glb"] });
        await Bench.OpenAsync("editors");
        await Button("Validate the project Harbour").ClickAsync();
        await Resident.WaitForActionAsync(action => action == $"validate all in {Harbour.EditorId} as dashboard");
        await Button("Send last again").ClickAsync();
        await Resident.WaitForActionAsync(action => action == "send again as dashboard");
        await Expect(Messages).ToContainTextAsync("Send 1 files again: waits for its turn.");
    }

    [Test]
    public async Task Notifications_are_paused_and_resumed()
    {
        await Bench.OpenAsync("editors");
        await Button("Pause notifications 1 h").ClickAsync();
        await Resident.WaitForActionAsync(action => action == "pause 60 min");
        await Button("Resume notifications").ClickAsync();
        await Resident.WaitForActionAsync(action => action == "resume");
        await Expect(Button("Pause notifications 1 h")).ToBeVisibleAsync();
    }

    [Test]
    public async Task What_needs_attention_is_said_on_the_page_and_in_the_bar()
    {
        Resident.Set(status => status with { State = ResidentState.Attention, Summary = "The settings file cannot be read.", Attention = ["The settings file cannot be read: look at Settings."] });
        await Bench.OpenAsync("editors");
        await Expect(Page.Locator("main")).ToContainTextAsync("The settings file cannot be read: look at Settings.");
        await Expect(Page.Locator("#summary")).ToContainTextAsync("Needs attention");
    }
}
