using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Tray;
using DccBridge.Tests.Companion.Resident;
using DccBridge.Tray;

namespace DccBridge.Tests.Companion.Tray;

[TestFixture]
public sealed class TrayViewsTests
{
    private static readonly DateTimeOffset Now = PlayedResident.Now;

    private static readonly StatusView Status = new() { State = ResidentState.NoEditor, Summary = "No editor runs.", Version = "1", ProcessId = 1, StartedAt = Now };

    internal static EditorView Editor(string id, string project = "Crates") => new()
    {
        Id = id, Project = project, ProjectPath = "/p", Engine = "Unreal 5.7", ProcessId = 2, Link = EditorLinkState.Connected, Activity = "ticking",
    };

    private static TrayView Of(StatusView status, CompanionSettings? settings = null) => TrayViews.Of(status, settings ?? new CompanionSettings(), Now, TimeZoneInfo.Utc);

    private static string Lines(TrayView view) => string.Join(" | ", view.Menu.Select(item => item.IsSeparator ? "--" : item.Label));

    [TestCase(ResidentState.NoEditor, TrayIconState.NoEditor)]
    [TestCase(ResidentState.Connecting, TrayIconState.Connecting)]
    [TestCase(ResidentState.Connected, TrayIconState.Connected)]
    [TestCase(ResidentState.Findings, TrayIconState.Findings)]
    [TestCase(ResidentState.Busy, TrayIconState.Busy)]
    [TestCase(ResidentState.Attention, TrayIconState.Attention)]
    public void Each_state_has_its_icon(object state, TrayIconState icon) => Assert.That(Of(Status with { State = (ResidentState)state }).State, Is.EqualTo(icon));

    [Test]
    public void Every_state_of_the_resident_is_known() => Assert.That(Enum.GetValues<ResidentState>(), Has.Length.EqualTo(6), "a new one needs an icon and a line above");

    [Test]
    public void Without_an_editor_the_menu_holds_what_applies_alone() =>
        Assert.That(Lines(Of(Status)), Is.EqualTo("Open dashboard | -- | Pause notifications 1 h | -- | Settings | Logs | -- | Quit"));

    [Test]
    public void With_an_editor_and_something_sent_the_menu_is_whole()
    {
        var view = Of(Status with { Editors = [Editor("e1") with { Errors = 2, Warnings = 1 }], CanSendAgain = true, Errors = 2, Warnings = 1 });

        Assert.That(Lines(view), Is.EqualTo("Open dashboard | -- | Crates: 2 errors, 1 warning | -- | Send last again | Validate | Pause notifications 1 h | -- | Settings | Logs | -- | Quit"));
        Assert.That(view.Badge, Is.EqualTo(3));
        Assert.That(view.Menu.Where(item => item.IsDefault).Select(item => item.Label), Is.EqualTo(new[] { "Open dashboard" }));
        Assert.That(view.Menu, Has.All.Property(nameof(TrayMenuItem.IsEnabled)).True);
    }

    [Test]
    public void With_several_editors_validate_asks_for_one()
    {
        var view = Of(Status with { Editors = [Editor("e1"), Editor("e2", "Ships"), Editor("e3", "Gone") with { Link = EditorLinkState.Lost }] });

        Assert.That(view.Menu.Single(item => item.Label == "Validate").Children.Select(item => (item.Id, item.Label)), Is.EqualTo(new[] { ("validate:e1", "Crates"), ("validate:e2", "Ships") }));
    }

    private static readonly object[][] Rows =
    [
        [Editor("e"), "Crates: no findings"],
        [Editor("e") with { Errors = 1 }, "Crates: 1 error"],
        [Editor("e") with { Warnings = 2 }, "Crates: 2 warnings"],
        [Editor("e") with { Link = EditorLinkState.Connecting }, "Crates: connecting"],
        [Editor("e") with { Link = EditorLinkState.Lost, Errors = 1 }, "Crates: connection lost, 1 error"],
        [Editor("e") with { Link = EditorLinkState.Refused, Message = "wrong secret" }, "Crates: wrong secret"],
        [Editor("e") with { Activity = "modal", Modal = "Save?" }, "Crates: dialog open (Save?)"],
        [Editor("e") with { Activity = "stalled", Warnings = 1 }, "Crates: busy, 1 warning"],
        [Editor("e", "A\nB\u0007") with { Errors = 1 }, "A B : 1 error"],
    ];

    [TestCaseSource(nameof(Rows))]
    public void An_editor_has_a_row_with_project_state_and_findings(object editor, string row) =>
        Assert.That(Of(Status with { Editors = [(EditorView)editor] }).Menu[2].Label, Is.EqualTo(row));

    [Test]
    public void A_hundred_editors_with_names_without_end_make_a_menu_that_can_be_shown()
    {
        string endless = string.Concat(Enumerable.Repeat("😀é\n", 500));
        var view = Of(Status with
        {
            Summary = endless,
            Attention = [endless],
            Editors = [.. Enumerable.Range(0, 100).Select(i => Editor($"{i}", endless) with { Activity = "modal", Modal = endless })],
        });

        Assert.That(view.Check, Throws.Nothing);
        Assert.That(view.Menu.Select(item => item.Label), Does.Contain("92 more editors"));
    }

    [Test]
    public void While_notifications_are_paused_the_line_has_its_mark_and_says_until_when()
    {
        var paused = Of(Status with { PausedUntil = Now.AddHours(1) }).Menu.Single(item => item.Id == MenuIds.Pause);
        var over = Of(Status with { PausedUntil = Now }).Menu.Single(item => item.Id == MenuIds.Pause);

        Assert.That((paused.Label, paused.IsChecked), Is.EqualTo(("Notifications paused until 04:04", (bool?)true)));
        Assert.That((over.Label, over.IsChecked), Is.EqualTo(("Pause notifications 1 h", (bool?)false)));
    }

    [Test]
    public void Who_wants_no_notifications_has_none_to_pause() =>
        Assert.That(Lines(Of(Status, new CompanionSettings { Notifications = false })), Is.EqualTo("Open dashboard | -- | Settings | Logs | -- | Quit"));

    [Test]
    public void What_needs_attention_stands_above_the_editors() =>
        Assert.That(Lines(Of(Status with { State = ResidentState.Attention, Attention = ["The last send failed.", "second"], Editors = [Editor("e")] })), Does.StartWith("Open dashboard | -- | The last send failed. | Crates: no findings | --"));
}
