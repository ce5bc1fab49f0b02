using System.Threading.Channels;
using DccBridge.Companion.Tray;
using DccBridge.Tray;

namespace DccBridge.Tests.Companion.Tray;

/// <summary>A tray and what lies around it, played: keeps what it was to show and to do.</summary>
internal sealed class PlayedTray : ITrayIcon, INotifier, ITrayActions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<TrayView> _views = Channel.CreateUnbounded<TrayView>();
    private readonly Channel<TrayNotification> _notifications = Channel.CreateUnbounded<TrayNotification>();
    private readonly Channel<string> _done = Channel.CreateUnbounded<string>();

    public event EventHandler? Activated;

    public event EventHandler<string>? Chosen;

    public event EventHandler<string>? Clicked;

    public event EventHandler<TrayAvailability>? AvailabilityChanged;

    public event EventHandler<Exception>? HandlerFailed;

    public TrayAvailability Availability { get; private set; } = new(false, "played");

    public NotificationOutcome Outcome { get; set; } = new(true, "");

    public Exception? OpenFails { get; set; }

    public bool HasListeners => Activated is not null || Chosen is not null || Clicked is not null || AvailabilityChanged is not null || HandlerFailed is not null;

    public Task ShowAsync(TrayView view, CancellationToken cancellationToken)
    {
        view.Check();
        _views.Writer.TryWrite(view);
        return Task.CompletedTask;
    }

    public Task<NotificationOutcome> ShowAsync(TrayNotification notification, CancellationToken cancellationToken)
    {
        _notifications.Writer.TryWrite(notification);
        return Task.FromResult(Outcome);
    }

    public Task OpenDashboardAsync(string? page, CancellationToken cancellation)
    {
        if (OpenFails is { } failure)
        {
            throw failure;
        }

        _done.Writer.TryWrite($"open {page ?? "-"}");
        return Task.CompletedTask;
    }

    public void Quit() => _done.Writer.TryWrite("quit");

    public void Log(string line, Exception? failure) => _done.Writer.TryWrite($"log {line}");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Activate() => Activated?.Invoke(this, EventArgs.Empty);

    public void Choose(string id) => Chosen?.Invoke(this, id);

    public void Click(string key) => Clicked?.Invoke(this, key);

    public void Become(TrayAvailability now)
    {
        Availability = now;
        AvailabilityChanged?.Invoke(this, now);
    }

    public async Task<TrayView> ViewAsync(Func<TrayView, bool> fits)
    {
        using var limit = new CancellationTokenSource(Patience);
        TrayView view;
        do
        {
            view = await _views.Reader.ReadAsync(limit.Token);
        }
        while (!fits(view));
        return view;
    }

    public async Task<TrayNotification> NotificationAsync() => await _notifications.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async Task<string> DoneAsync() => await _done.Reader.ReadAsync().AsTask().WaitAsync(Patience);
}
