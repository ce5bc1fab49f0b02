using System.Runtime.Versioning;

namespace DccBridge.Tray.Windows;

/// <summary>The icon in the notification area of Windows, and its notifications. Everything that talks to the shell runs on the thread of <see cref="TrayWindow"/>.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsTray : ITrayIcon, INotifier
{
    private const uint Callback = 0x8000 + 1; // WM_APP is ours
    private const uint Close = 0x10;
    private const uint SettingsChanged = 0x1A;
    private const uint DisplayChanged = 0x7E;
    private const uint ContextMenu = 0x7B;
    private const uint TimerFired = 0x113;
    private const uint Select = 0x400;
    private const uint KeySelect = 0x401;
    private const uint BalloonClicked = 0x405;
    private const nint RetryTimer = 1;

    // At login the shell may not be ready, or too busy to answer; later it tells of itself when it comes.
    private const int MostAttempts = 6;
    private const uint FirstRetry = 1000;

    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    private readonly TrayEvents _events;
    private readonly TrayWindow _window;
    private readonly ActivationGate _activation;
    private readonly uint _taskbarCreated = NativeMethods.RegisterWindowMessage("TaskbarCreated");
    private readonly NotifyIconShell _shell;
    private volatile TrayAvailability _availability = new(false, "Nothing was shown yet.");
    private TrayView? _view;
    private string? _shownKey;
    private int _attempts;
    private bool _isDisposed;

    /// <param name="options">Whose icon it is.</param>
    public WindowsTray(TrayOptions options)
    {
        _activation = new ActivationGate(options.Time);
        _events = new TrayEvents(options.MostWaitingEvents, e => HandlerFailed?.Invoke(this, e));
        _window = new TrayWindow(Handle, e => _events.Post(() => HandlerFailed?.Invoke(this, e)));
        _shell = new NotifyIconShell(_window.Made, Callback);
    }

    /// <inheritdoc/>
    public event EventHandler? Activated;

    /// <inheritdoc/>
    public event EventHandler<string>? Chosen;

    /// <inheritdoc/>
    public event EventHandler<string>? Clicked;

    /// <inheritdoc/>
    public event EventHandler<TrayAvailability>? AvailabilityChanged;

    /// <inheritdoc/>
    public event EventHandler<Exception>? HandlerFailed;

    /// <inheritdoc/>
    public TrayAvailability Availability => _availability;

    /// <inheritdoc/>
    public async Task ShowAsync(TrayView view, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(view);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        view.Check();
        await _window.PostAsync(() => Show(view)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<NotificationOutcome> ShowAsync(TrayNotification notification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var outcome = new TaskCompletionSource<NotificationOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _window.PostAsync(() => outcome.TrySetResult(Notify(notification))).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException e)
        {
            return new NotificationOutcome(false, e.Message);
        }

        return await outcome.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _window.Dispose();
        await Task.WhenAny(_window.Ended, Task.Delay(EndLimit)).ConfigureAwait(false);
        _events.Dispose();
    }

    private bool Handle(uint message, nint w, nint l)
    {
        if (message == _taskbarCreated)
        {
            // The shell was started anew and has forgotten every icon.
            _shell.Forget();
            _attempts = 0;
            Refresh();
            return true;
        }

        switch (message)
        {
            case Callback:
                HandleIcon((uint)(l & 0xFFFF), (short)(w & 0xFFFF), (short)((w >> 16) & 0xFFFF));
                return true;
            case TimerFired when w == RetryTimer:
                NativeMethods.KillTimer(_shell.Window, RetryTimer);
                Refresh();
                return true;
            case SettingsChanged or DisplayChanged:
                Refresh(); // the size of icons may be another
                return false;
            case Close:
                _shell.Remove();
                return true;
            default:
                return false;
        }
    }

    private void HandleIcon(uint what, int x, int y)
    {
        switch (what)
        {
            case Select or KeySelect:
                if (_activation.Passes())
                {
                    _events.Post(() => Activated?.Invoke(this, EventArgs.Empty));
                }

                break;
            case ContextMenu when _view is { } view:
                if (PopupMenu.Choose(view.Menu, _shell.Window, x, y) is { } id)
                {
                    _events.Post(() => Chosen?.Invoke(this, id));
                }

                break;
            case BalloonClicked when _shownKey is { } key:
                _events.Post(() => Clicked?.Invoke(this, key));
                break;
            default:
                break;
        }
    }

    private void Show(TrayView view)
    {
        _view = view;
        Refresh();
    }

    private void Refresh()
    {
        if (_view is not { } view)
        {
            return;
        }

        if (view.IsHidden)
        {
            _shell.Remove();
            Become(new TrayAvailability(false, "The icon is hidden."));
            return;
        }

        if (_shell.Show(view))
        {
            _attempts = 0;
            Become(new TrayAvailability(true, "The taskbar shows the icon, or keeps it among the hidden ones."));
            return;
        }

        Become(new TrayAvailability(false, "The taskbar of Windows does not take the icon: it is not running, or not ready yet."));
        if (++_attempts < MostAttempts)
        {
            NativeMethods.SetTimer(_shell.Window, RetryTimer, FirstRetry << _attempts, 0);
        }
    }

    private NotificationOutcome Notify(TrayNotification notification)
    {
        if (!_availability.IsThere)
        {
            return new NotificationOutcome(false, _availability.Reason);
        }

        if (!_shell.Notify(notification))
        {
            return new NotificationOutcome(false, "Windows did not take the notification.");
        }

        _shownKey = notification.Key;
        return new NotificationOutcome(true, "");
    }

    private void Become(TrayAvailability availability)
    {
        if (_availability != availability)
        {
            _availability = availability;
            _events.Post(() => AvailabilityChanged?.Invoke(this, availability));
        }
    }
}
