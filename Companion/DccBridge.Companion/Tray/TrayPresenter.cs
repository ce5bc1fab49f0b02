using System.Threading.Channels;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Tray;

namespace DccBridge.Companion.Tray;

/// <summary>Between resident and tray: what the resident tells is shown, what the person chooses is done, one thing after the other.</summary>
internal sealed class TrayPresenter
{
    private const int MostWaiting = 32;
    private const string FailureKey = "tray-failure";

    private static readonly TimeSpan PauseTime = TimeSpan.FromHours(1);

    private readonly IResident _resident;
    private readonly ITrayIcon _icon;
    private readonly INotifier _notifier;
    private readonly ITrayActions _actions;
    private readonly TimeProvider _time;
    private readonly NoticePages _pages = new();

    // Clicks that come while that many wait are dropped: nobody waits for the thirty-third.
    private readonly Channel<(string What, Func<CancellationToken, Task> Do)> _wanted = Channel.CreateBounded<(string, Func<CancellationToken, Task>)>(MostWaiting);

    /// <param name="resident">What is shown.</param>
    /// <param name="icon">Where.</param>
    /// <param name="notifier">Where notifications are shown.</param>
    /// <param name="actions">What the tray has others do.</param>
    /// <param name="time">The clock.</param>
    public TrayPresenter(IResident resident, ITrayIcon icon, INotifier notifier, ITrayActions actions, TimeProvider time)
    {
        _resident = resident;
        _icon = icon;
        _notifier = notifier;
        _actions = actions;
        _time = time;
    }

    /// <summary>Shows and does, until it is cancelled; does not dispose the icon.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _icon.Activated += OnActivated;
        _icon.Chosen += OnChosen;
        _icon.AvailabilityChanged += OnAvailabilityChanged;
        _icon.HandlerFailed += OnHandlerFailed;
        _notifier.Clicked += OnClicked;
        _resident.Notices.Show = NotifyAsync;
        try
        {
            // Whichever ends first, by a failure, ends the other.
            Task[] loops = [ShowChangesAsync(ended.Token), DoWantedAsync(ended.Token)];
            await Task.WhenAny(loops).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(loops).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The end that was asked for.
        }
        finally
        {
            _resident.Notices.Show = null;
            _notifier.Clicked -= OnClicked;
            _icon.HandlerFailed -= OnHandlerFailed;
            _icon.AvailabilityChanged -= OnAvailabilityChanged;
            _icon.Chosen -= OnChosen;
            _icon.Activated -= OnActivated;
        }
    }

    private async Task ShowChangesAsync(CancellationToken cancellation)
    {
        // Subscribed before the first look, so that no change falls between.
        await using var changes = _resident.Changes.SubscribeAsync(cancellation).GetAsyncEnumerator(cancellation);
        var next = changes.MoveNextAsync().AsTask();
        while (true)
        {
            var status = _resident.Status;
            var now = _time.GetUtcNow();
            await _icon.ShowAsync(TrayViews.Of(status, _resident.Settings.Current, now, _time.LocalTimeZone), cancellation).ConfigureAwait(false);
            bool isShown = true;
            while (isShown && await IsChangedAsync(next, status, now, cancellation).ConfigureAwait(false))
            {
                if (!await next.ConfigureAwait(false))
                {
                    return;
                }

                isShown = changes.Current.Kind is not (ChangeKind.Status or ChangeKind.Settings or ChangeKind.Lost);
                next = changes.MoveNextAsync().AsTask();
            }
        }
    }

    // Waits for the next change, or until the menu's line about the pause is no longer true; says whether it was a change.
    private async Task<bool> IsChangedAsync(Task<bool> next, StatusView status, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!TrayViews.IsPaused(status, now))
        {
            await next.ConfigureAwait(false);
            return true;
        }

        using var other = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var first = await Task.WhenAny(next, Task.Delay(status.PausedUntil!.Value - now, _time, other.Token)).ConfigureAwait(false);
        await other.CancelAsync().ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return first == next;
    }

    private async Task DoWantedAsync(CancellationToken cancellation)
    {
        await foreach (var (what, act) in _wanted.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            try
            {
                await act(cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                await TellFailureAsync(what, e, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task TellFailureAsync(string what, Exception failure, CancellationToken cancellation)
    {
        _actions.Log($"{what}: {failure.Message}", failure is ResidentException ? null : failure);
        var outcome = await _notifier.ShowAsync(
            new TrayNotification { Key = FailureKey, Title = $"{what}: not done", Body = failure.Message, DefaultAction = "Open dashboard" },
            cancellation).ConfigureAwait(false);
        if (!outcome.IsShown)
        {
            _actions.Log($"That could not be shown as a notification. {outcome.Reason}", null);
        }
    }

    private async Task NotifyAsync(NoticeView notice)
    {
        _pages.Put(notice.Id, notice.Page);
        var outcome = await _notifier.ShowAsync(new TrayNotification
        {
            Key = notice.Id,
            Title = notice.Title,
            Body = notice.Body,
            Urgency = notice.IsBad ? NotificationUrgency.Normal : NotificationUrgency.Low,
            DefaultAction = "Show",
        }).ConfigureAwait(false);
        if (!outcome.IsShown)
        {
            _actions.Log($"The notification '{notice.Title}' was not shown. {outcome.Reason}", null);
        }
    }

    private void OnActivated(object? sender, EventArgs e) => WantPage(null);

    private void OnClicked(object? sender, string key) => WantPage(_pages.Find(key));

    private void OnAvailabilityChanged(object? sender, TrayAvailability now) => _actions.Log($"Tray icon: {now.Reason}", null);

    private void OnHandlerFailed(object? sender, Exception failure) => _actions.Log("A choice in the tray's menu failed.", failure);

    private void OnChosen(object? sender, string id)
    {
        switch (id)
        {
            case MenuIds.Open or MenuIds.Attention:
                WantPage(null);
                break;
            case MenuIds.MoreEditors:
                WantPage("editors");
                break;
            case MenuIds.Settings:
                WantPage("settings");
                break;
            case MenuIds.Logs:
                WantPage("logs");
                break;
            case MenuIds.Quit:
                _actions.Quit(); // at once, whatever waits
                break;
            case MenuIds.SendAgain:
                Want("Send last again", _ => _resident.Activities.SendAgain("tray"));
                break;
            case MenuIds.Pause:
                Want("Pause notifications", _ => TogglePause());
                break;
            case var _ when id.StartsWith(MenuIds.ValidateIn, StringComparison.Ordinal):
                Want("Validate", _ => _resident.Activities.Validate(new ValidateRequest { Editor = id[MenuIds.ValidateIn.Length..], Origin = "tray" }));
                break;
            case var _ when id.StartsWith(MenuIds.Editor, StringComparison.Ordinal):
                WantPage(PageOf(id[MenuIds.Editor.Length..]));
                break;
            default:
                _actions.Log($"The tray's menu has no line '{id}'.", null);
                break;
        }
    }

    // The editor may have gone while the menu was open.
    private string PageOf(string editorId) =>
        _resident.Status.Editors.FirstOrDefault(editor => editor.Id == editorId) is { } editor
            ? editor.Errors + editor.Warnings > 0 ? "findings?project=" + Uri.EscapeDataString(editor.Project) : "editors"
            : "editors";

    private void TogglePause()
    {
        if (TrayViews.IsPaused(_resident.Status, _time.GetUtcNow()))
        {
            _resident.Notices.Resume();
        }
        else
        {
            _resident.Notices.Pause(PauseTime);
        }
    }

    private void WantPage(string? page) => _wanted.Writer.TryWrite(("Open dashboard", cancellation => _actions.OpenDashboardAsync(page, cancellation)));

    private void Want(string what, Action<CancellationToken> act) => _wanted.Writer.TryWrite((what, cancellation =>
    {
        act(cancellation);
        return Task.CompletedTask;
    }));
}
