using System.Globalization;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Tests.Companion.Resident;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>What can be done about a finding.</summary>
[TestFixture]
public sealed class FindingActionTests : DashboardFixture
{
    private Task PutAsync(Func<FindingView, FindingView>? change = null)
    {
        var finding = PlayedFindings.Make("one") with { Source = new SourceView { Path = "/projects/a.fbx", Exists = true } };
        Resident.PlayedFindings.Put(change is null ? finding : change(finding));
        return Bench.OpenAsync("findings");
    }

    [Test]
    public async Task Its_node_is_selected_in_the_DCC()
    {
        await PutAsync();
        await Button("Select in DCC").ClickAsync();
        await Resident.WaitForActionAsync(action => action == "select one");
        await Expect(Messages).ToContainTextAsync("Crate is selected in Blender.");
    }

    [Test]
    public async Task Its_asset_is_shown_in_Unreal_and_its_source_opened()
    {
        await PutAsync();
        await Button("Show in Unreal").ClickAsync();
        await Resident.WaitForActionAsync(action => action == "show one");
        await Button("Open source").ClickAsync();
        await Resident.WaitForActionAsync(action => action == "open source one");
        await Expect(Messages).ToContainTextAsync("The source is being opened.");
    }

    [Test]
    public async Task Its_asset_is_validated_again_and_the_end_is_shown()
    {
        await PutAsync();
        await Button("Validate again").ClickAsync();
        await Resident.WaitForActionAsync(action => action == "validate finding one as dashboard");
        await Expect(Messages).ToContainTextAsync("Validate /Game/Crate: waits for its turn.");
        var activity = Resident.PlayedActivities.List(0, 1)[0];
        Resident.PlayedActivities.Put(activity with { State = ActivityState.Succeeded, Message = "No findings.", EndedAt = PlayedResident.Now });
        await Expect(Messages).ToContainTextAsync("Validate /Game/Crate: No findings.");
    }

    [Test]
    public async Task It_is_suppressed_for_a_reason_until_a_day()
    {
        await PutAsync();
        await Button("Suppress…").ClickAsync();
        await Expect(Dialog).ToBeVisibleAsync();
        Assert.That(await Bench.FocusAsync(), Does.StartWith("textarea#suppress-reason"));
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Suppress", Exact = true }).ClickAsync();
        await Expect(Dialog.GetByLabel("Reason")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(Dialog).ToContainTextAsync("Say why it is accepted");
        await Dialog.GetByLabel("Reason").FillAsync("Bought asset");
        await Dialog.GetByLabel("Last day", new() { Exact = false }).FillAsync("2001-01-01");
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Suppress", Exact = true }).ClickAsync();
        await Expect(Dialog).ToContainTextAsync("The last day must be a date from today on, or empty.");
        var day = DateTime.Now.AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await Dialog.GetByLabel("Last day", new() { Exact = false }).FillAsync(day);
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Suppress", Exact = true }).ClickAsync();
        await Resident.WaitForActionAsync(action => action == $"suppress one because Bought asset until {day}");
        await Expect(Dialog).ToHaveCountAsync(0);
        await Expect(Options).ToHaveCountAsync(0);
        await Expect(Detail).ToContainTextAsync("Bought asset");
    }

    [Test]
    public async Task All_of_its_rule_in_a_folder_are_suppressed()
    {
        await PutAsync(finding => finding with { AssetPath = "/Game/Props/Old/Crate" });
        await Button("Suppress…").ClickAsync();
        await Expect(Dialog.GetByLabel("For", new() { Exact = true }).GetByRole(AriaRole.Option)).ToHaveTextAsync(
            ["Crate alone", "all of name.prefix in /Game/Props/Old", "all of name.prefix in /Game/Props", "all of name.prefix in /Game"]);
        await Dialog.GetByLabel("For", new() { Exact = true }).SelectOptionAsync("/Game/Props");
        await Dialog.GetByLabel("Reason").FillAsync("Bought assets");
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Suppress", Exact = true }).ClickAsync();
        await Resident.WaitForActionAsync(action => action == "suppress one because Bought assets until for ever in /Game/Props");
    }

    [Test]
    public async Task A_fix_is_shown_applied_and_taken_back()
    {
        await PutAsync();
        await Button("Safe fix…").ClickAsync();
        await Expect(Dialog.GetByRole(AriaRole.Row).Last).ToHaveTextAsync("/Game/CraterenameCrateSM_Crate2 updated");
        await Expect(Dialog.Locator("ins")).ToHaveTextAsync("SM_");
        await Expect(Dialog).ToContainTextAsync("Nothing has been changed yet.");
        Assert.That(Resident.Actions, Does.Not.Contain("fix one"));
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Apply fix" }).ClickAsync();
        await Resident.WaitForActionAsync(action => action == "fix one");
        await Expect(Dialog.GetByRole(AriaRole.Heading, new() { Name = "Fix applied" })).ToBeVisibleAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Resident.WaitForActionAsync(action => action == "undo aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee in Game");
        await Expect(Dialog).ToContainTextAsync("The fix was taken back.");
    }

    [Test]
    public async Task A_fix_can_be_taken_back_after_its_dialog_is_closed()
    {
        await PutAsync();
        await Button("Safe fix…").ClickAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Apply fix" }).ClickAsync();
        await Expect(Dialog.GetByRole(AriaRole.Heading, new() { Name = "Fix applied" })).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Messages.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Resident.WaitForActionAsync(action => action.StartsWith("undo ", StringComparison.Ordinal));
        await Expect(Messages).ToContainTextAsync("The fix was taken back.");
    }

    [Test]
    public async Task A_fix_that_does_not_fit_any_more_changes_nothing_and_says_so()
    {
        await PutAsync();
        await Button("Safe fix…").ClickAsync();
        await Expect(Dialog).ToBeVisibleAsync();
        Resident.PlayedFindings.Fix = Resident.PlayedFindings.Fix with { PlanHash = "another" };
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Apply fix" }).ClickAsync();
        await Expect(Dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Something changed since the preview: look at it again, then apply it.");
        Assert.That(Resident.Actions, Does.Not.Contain("fix one"));
        Bench.ForgetComplaints();
    }

    [TestCase("Select in DCC", "No running DCC has the source of this asset.")]
    [TestCase("Safe fix…", "This rule cannot mend it by itself")]
    [TestCase("Show in Unreal", "No editor of this project runs.")]
    [TestCase("Suppress…", "No editor of this project runs.")]
    [TestCase("Open source", "The source of this asset is not known")]
    public async Task What_cannot_be_done_says_why(string action, string reason)
    {
        await PutAsync(finding => finding with { CanSelect = false, CanFix = false, EditorId = null, Source = null });
        await Expect(Button(action)).ToHaveAttributeAsync("aria-disabled", "true");
        await Button(action).ClickAsync(new() { Force = true });
        await Expect(Messages).ToContainTextAsync(reason);
        Assert.That(Resident.Actions, Is.Empty);
    }

    [Test]
    public async Task A_failure_stays_until_it_is_dismissed()
    {
        await PutAsync();
        Resident.Failure = new ResidentException(ResidentFault.Remote, "dccBusy", "Blender is busy: close its dialog, then try again.");
        await Button("Select in DCC").ClickAsync();
        await Expect(Messages).ToContainTextAsync("Blender is busy: close its dialog, then try again.");
        await Button("Dismiss message").ClickAsync();
        await Expect(Messages).ToHaveTextAsync("");
        Assert.That(await Bench.FocusAsync(), Does.StartWith("h1"));
        Bench.ForgetComplaints();
    }
}
