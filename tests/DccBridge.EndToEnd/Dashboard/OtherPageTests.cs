using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>The pages DCCs, Sources, Settings, Doctor and Logs.</summary>
[TestFixture]
public sealed class OtherPageTests : DashboardFixture
{
    [SetUp]
    public void Fill() => Harbour.Fill(Resident);

    [Test]
    public async Task DCCs_are_looked_for_and_their_selection_is_sent()
    {
        await Bench.OpenAsync("dccs");
        await Expect(Page.GetByText("tell its selection, export, open files, select nodes")).ToBeVisibleAsync();
        await Button("Look again").ClickAsync();
        await Resident.WaitForActionAsync(action => action == "look for DCCs");
        await Button("Send selection of Blender 3.4.1").ClickAsync();
        await Resident.WaitForActionAsync(action => action == "send from blender-4711 to its place as dashboard");
        await Button("Send selection of Maya 2026").ClickAsync(new() { Force = true });
        await Expect(Messages).ToContainTextAsync("Maya does not answer: close its open dialog, then look again.");
        Resident.PlayedDccs.Put();
        await Expect(Page.GetByText("No DCC was found.")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Changed_sources_are_sent_again_and_others_forgotten()
    {
        await Bench.OpenAsync("sources");
        await Expect(Page.GetByText("1 file of 3 changed since they were sent.")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "T_Crate_D.png" })).ToContainTextAsync("Missing");
        await Button("Send again: SM_Crate.fbx").ClickAsync();
        await Resident.WaitForActionAsync(action => action == "resend source-1 as dashboard");
        await Button("Forget T_Crate_D.png").ClickAsync();
        await Resident.WaitForActionAsync(action => action == "forget source-2");
        await Expect(Page.GetByRole(AriaRole.Row)).ToHaveCountAsync(3);
        await Expect(Page.GetByRole(AriaRole.Navigation).GetByText("1 changed")).ToHaveCountAsync(1);
        Assert.That(await Bench.FocusAsync(), Does.StartWith("h1"));
    }

    [Test]
    public async Task Settings_are_checked_at_their_fields_and_saved()
    {
        await Bench.OpenAsync("settings");
        var quiet = Page.GetByLabel("Watch quiet milliseconds", new() { Exact = false });
        await Expect(quiet).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(quiet).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("5 is not allowed"));
        var days = Page.GetByLabel("Keep activity days");
        await days.FillAsync("400");
        await Button("Save").ClickAsync();
        await Expect(days).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("Write a number from 1 to 90."));
        Assert.That(await Bench.FocusAsync(), Does.StartWith("input#setting-keepActivityDays"));
        Assert.That(Resident.Actions, Does.Not.Contain("save settings"));
        await days.FillAsync("30");
        await Page.GetByLabel("DCC ports").FillAsync("maya:7005\nnonsense");
        await Button("Save").ClickAsync();
        await Expect(Page.GetByLabel("DCC ports")).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("Line 2: "));
        await Page.GetByLabel("DCC ports").FillAsync("maya:7005");
        await Page.GetByRole(AriaRole.Switch, new() { Name = "Start at login" }).CheckAsync();
        await Page.GetByLabel("Watch sources").SelectOptionAsync("send");
        await Button("Save").ClickAsync();
        await Resident.WaitForActionAsync(action => action == "save settings");
        await Expect(Messages).ToContainTextAsync("The settings are saved.");
        var saved = Resident.Settings.Current;
        Assert.That((saved.KeepActivityDays, saved.StartAtLogin, saved.WatchSources, saved.PreferredEditor, string.Join(' ', saved.DccPorts)), Is.EqualTo((30, true, "send", (string?)null, "maya:7005")));
    }

    [Test]
    public async Task What_the_companion_refuses_is_shown_at_its_field()
    {
        await Bench.OpenAsync("settings");
        Resident.Failure = new ResidentException(ResidentFault.Invalid, "settings", "port: 80 is not allowed. Use one above 1023.");
        await Page.GetByLabel("Port", new() { Exact = true }).FillAsync("80");
        await Button("Save").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "port: 80 is not allowed." })).ToBeVisibleAsync();
        await Expect(Page.GetByLabel("Port", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(Page.GetByLabel("Port", new() { Exact = true })).ToHaveValueAsync("80");
        Bench.ForgetComplaints();
    }

    [Test]
    public async Task Settings_that_change_elsewhere_do_not_wipe_what_is_being_written()
    {
        await Bench.OpenAsync("settings");
        await Page.GetByLabel("Keep activity days").FillAsync("21");
        await Resident.Settings.SaveAsync(new CompanionSettings { KeepActivityDays = 3 }, CancellationToken.None);
        await Expect(Page.GetByText("The settings were changed elsewhere.")).ToBeVisibleAsync();
        await Expect(Page.GetByLabel("Keep activity days")).ToHaveValueAsync("21");
        await Button("Show what they are now").ClickAsync();
        await Expect(Page.GetByLabel("Keep activity days")).ToHaveValueAsync("3");
    }

    [Test]
    public async Task The_doctor_checks_and_mends()
    {
        await Bench.OpenAsync("doctor");
        await Expect(Page.GetByText("1 problem found.", new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(Page.GetByText("Restart that editor.")).ToBeVisibleAsync();
        await Button("Mend what can be mended").ClickAsync();
        await Resident.WaitForActionAsync(action => action == "doctor fix");
        await Expect(Messages).ToContainTextAsync("1 thing mended.");
        await Expect(Button("Mend what can be mended")).ToHaveCountAsync(0);
        var before = Resident.Actions.Count(action => action == "doctor");
        await Button("Check again").ClickAsync();
        await Resident.WaitForActionAsync(_ => Resident.Actions.Count(action => action == "doctor") > before);
    }

    [Test]
    public async Task Logs_are_filtered_by_level_and_words()
    {
        await Bench.OpenAsync("logs");
        var lines = Page.GetByRole(AriaRole.Log).GetByRole(AriaRole.Listitem);
        await Expect(lines).ToHaveCountAsync(4);
        await Page.GetByLabel("Level").SelectOptionAsync("debug");
        await Expect(lines).ToHaveCountAsync(5);
        await Page.GetByLabel("Level").SelectOptionAsync("error");
        await Expect(lines).ToHaveCountAsync(1);
        await Expect(lines.First).ToContainTextAsync("Error");
        await Page.GetByLabel("Level").SelectOptionAsync("debug");
        await Page.GetByLabel("Search log lines").FillAsync("blender");
        await Expect(lines).ToHaveCountAsync(1);
        await Page.GetByRole(AriaRole.Switch, new() { Name = "Follow" }).UncheckAsync();
        await Page.GetByLabel("Search log lines").FillAsync("nothing like it");
        await Expect(Page.GetByText("No line fits.")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Each_page_has_its_title_and_takes_the_focus_to_its_heading()
    {
        await Bench.OpenAsync("findings");
        foreach (var (page, title) in new[] { ("activity", "Activity"), ("editors", "Editors"), ("dccs", "DCCs"), ("sources", "Sources"), ("settings", "Settings"), ("doctor", "Doctor"), ("logs", "Logs") })
        {
            await Page.GetByRole(AriaRole.Navigation).Locator($"a[href='#/{page}']").ClickAsync();
            await Expect(Heading(title)).ToBeFocusedAsync();
            await Assertions.Expect(Page).ToHaveTitleAsync($"{title} · DccBridge");
            await Expect(Page.GetByRole(AriaRole.Navigation).Locator("[aria-current=page]")).ToContainTextAsync(title);
        }

        await Page.GoBackAsync();
        await Expect(Heading("Doctor")).ToBeFocusedAsync();
        await Page.GoForwardAsync();
        await Expect(Heading("Logs")).ToBeFocusedAsync();
    }

    [Test]
    public async Task An_address_that_is_no_page_leads_to_the_findings()
    {
        await Bench.OpenAsync("findings");
        await Bench.GoAsync("no/such/page");
        await Expect(Heading("Findings")).ToBeVisibleAsync();
        await Bench.GoAsync("constructor");
        await Expect(Heading("Findings")).ToBeVisibleAsync();
    }
}
