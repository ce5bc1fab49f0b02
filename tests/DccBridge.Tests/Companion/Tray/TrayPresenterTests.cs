using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Tray;
using DccBridge.Tests.Companion.Resident;
using DccBridge.Tests.Protocol.Rpc;
using DccBridge.Tray;

namespace DccBridge.Tests.Companion.Tray;

/// <summary>Between a played resident and a played tray.</summary>
[TestFixture]
public sealed class TrayPresenterTests
{
    private PlayedResident _resident = null!;
    private PlayedTray _tray = null!;
    private ManualClock _clock = null!;
    private CancellationTokenSource _stop = null!;
    private Task _running = null!;

    [SetUp]
    public async Task Start()
    {
        _resident = new PlayedResident();
        _tray = new PlayedTray();
        _clock = new ManualClock();
        _clock.Advance(PlayedResident.Now - DateTimeOffset.UnixEpoch);
        _stop = new CancellationTokenSource();
        _running = new TrayPresenter(_resident, _tray, _tray, _tray, _clock).RunAsync(_stop.Token);
        await _tray.ViewAsync(_ => true);
    }

    [TearDown]
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(20));
        _stop.Dispose();
        await _tray.DisposeAsync();
        Assert.That((_tray.HasListeners, _resident.Notices.Show), Is.EqualTo((false, (Func<NoticeView, Task>?)null)), "every subscription was taken back");
    }

    [Test]
    public async Task A_change_of_the_status_is_shown()
    {
        _resident.Set(status => status with { State = ResidentState.Findings, Errors = 4, Summary = "4 errors in Crates" });

        var view = await _tray.ViewAsync(v => v.State == TrayIconState.Findings);

        Assert.That((view.Badge, view.ToolTip, view.Title), Is.EqualTo((4, "4 errors in Crates", "DccBridge")));
    }

    [TestCase(MenuIds.Open, "open -")]
    [TestCase(MenuIds.Settings, "open settings")]
    [TestCase(MenuIds.Logs, "open logs")]
    [TestCase(MenuIds.MoreEditors, "open editors")]
    [TestCase(MenuIds.Editor + "gone", "open editors")]
    [TestCase(MenuIds.Quit, "quit")]
    [TestCase("nonsense", "log The tray's menu has no line 'nonsense'.")]
    public async Task A_choice_is_done(string id, string done)
    {
        _tray.Choose(id);

        Assert.That(await _tray.DoneAsync(), Is.EqualTo(done));
    }

    [Test]
    public async Task A_click_on_the_icon_opens_the_dashboard()
    {
        _tray.Activate();

        Assert.That(await _tray.DoneAsync(), Is.EqualTo("open -"));
    }

    [Test]
    public async Task The_row_of_an_editor_opens_the_findings_of_its_project()
    {
        _resident.Set(status => status with { Editors = [TrayViewsTests.Editor("e1", "My Crates & Ж") with { Errors = 1 }] });
        _tray.Choose(MenuIds.Editor + "e1");

        Assert.That(await _tray.DoneAsync(), Is.EqualTo("open findings?project=My%20Crates%20%26%20%D0%96"));
    }

    [Test]
    public async Task Validate_is_asked_of_the_editor_that_was_meant()
    {
        _resident.Set(status => status with { Editors = [TrayViewsTests.Editor("e1"), TrayViewsTests.Editor("e2")] });

        _tray.Choose(MenuIds.ValidateIn + "e2");

        await _resident.WaitForActionAsync(action => action.Contains("validate", StringComparison.OrdinalIgnoreCase) && action.Contains("tray", StringComparison.Ordinal));
    }

    [Test]
    public async Task Pause_pauses_for_an_hour_and_then_takes_the_mark_away_by_itself()
    {
        _tray.Choose(MenuIds.Pause);
        await _resident.WaitForActionAsync(action => action == "pause 60 min");
        await _tray.ViewAsync(v => v.Menu.Any(item => item.IsChecked == true));

        // The wait of the presenter begins after the view was shown, so that time passes until it is over.
        var marked = _tray.ViewAsync(v => v.Menu.All(item => item.IsChecked != true));
        while (!marked.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await marked;
        Assert.That(_resident.Actions, Is.EqualTo(new[] { "pause 60 min" }));
    }

    [Test]
    public async Task Pause_chosen_again_resumes()
    {
        _tray.Choose(MenuIds.Pause);
        await _tray.ViewAsync(v => v.Menu.Any(item => item.IsChecked == true));
        _tray.Choose(MenuIds.Pause);
        await _tray.ViewAsync(v => v.Menu.All(item => item.IsChecked != true));

        Assert.That(_resident.Actions, Is.EqualTo(new[] { "pause 60 min", "resume" }));
    }

    [Test]
    public async Task What_fails_is_told_as_a_notification_and_in_the_log_and_the_next_choice_works()
    {
        _tray.Choose(MenuIds.SendAgain); // nothing was sent yet

        var told = await _tray.NotificationAsync();

        Assert.That((told.Title, told.Body), Is.EqualTo(("Send last again: not done", "Nothing was sent since the start: send something first.")));
        Assert.That(await _tray.DoneAsync(), Is.EqualTo("log Send last again: Nothing was sent since the start: send something first."));
        _tray.Choose(MenuIds.Open);
        Assert.That(await _tray.DoneAsync(), Is.EqualTo("open -"));
    }

    [Test]
    public async Task A_notice_is_shown_and_its_click_opens_its_page()
    {
        await _resident.PlayedNotices.NotifyAsync(new NoticeView("run-1", "3 findings in Crates", "2 errors, 1 warning", true, "findings?run=1"));
        await _resident.PlayedNotices.NotifyAsync(new NoticeView("run-2", "Crates is clean", "", false, "activity"));

        var bad = await _tray.NotificationAsync();
        var good = await _tray.NotificationAsync();
        Assert.That((bad.Key, bad.Title, bad.Body, bad.Urgency), Is.EqualTo(("run-1", "3 findings in Crates", "2 errors, 1 warning", NotificationUrgency.Normal)));
        Assert.That(good.Urgency, Is.EqualTo(NotificationUrgency.Low));
        _tray.Click("run-1");
        Assert.That(await _tray.DoneAsync(), Is.EqualTo("open findings?run=1"));
        _tray.Click("unknown");
        Assert.That(await _tray.DoneAsync(), Is.EqualTo("open -"));
    }

    [Test]
    public async Task A_notice_that_nobody_shows_is_in_the_log()
    {
        _tray.Outcome = new NotificationOutcome(false, "No service.");

        await _resident.PlayedNotices.NotifyAsync(new NoticeView("run-1", "3 findings", "", true, "findings"));

        Assert.That(await _tray.DoneAsync(), Is.EqualTo("log The notification '3 findings' was not shown. No service."));
    }

    [Test]
    public async Task A_panel_that_comes_or_goes_is_in_the_log()
    {
        _tray.Become(new TrayAvailability(true, "A panel shows the icon."));

        Assert.That(await _tray.DoneAsync(), Is.EqualTo("log Tray icon: A panel shows the icon."));
    }
}
