using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;

namespace DccBridge.Tray.MacOS;

/// <summary>
/// The icon in the menu bar of macOS, and notifications by osascript, which cannot tell clicks. A click on the icon opens the menu, as people expect there.
/// Written after Apple's documentation, never tried on a Mac.
/// </summary>
[SupportedOSPlatform("macos")]
internal sealed class MacTray : ITrayIcon, INotifier
{
    private static readonly TimeSpan NotifyLimit = TimeSpan.FromSeconds(10);

    private readonly TrayEvents _events;
    private volatile TrayAvailability _availability = new(false, "The main loop does not run: the program must be started with TrayDesktop.RunWithMainLoop.");
    private StatusItem? _item; // of the first thread
    private bool _isDisposed;

    /// <param name="options">Whose icon it is.</param>
    public MacTray(TrayOptions options) => _events = new TrayEvents(options.MostWaitingEvents, e => HandlerFailed?.Invoke(this, e));

    /// <inheritdoc/>
    public event EventHandler? Activated
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public event EventHandler<string>? Chosen;

    /// <inheritdoc/>
    public event EventHandler<string>? Clicked
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public event EventHandler<TrayAvailability>? AvailabilityChanged;

    /// <inheritdoc/>
    public event EventHandler<Exception>? HandlerFailed;

    /// <inheritdoc/>
    public TrayAvailability Availability => _availability;

    /// <inheritdoc/>
    public Task ShowAsync(TrayView view, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(view);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        view.Check();

        // Not waited for: without the loop it would be for ever.
        MacMainLoop.Post(Guard(() =>
        {
            _item ??= new StatusItem(id => _events.Post(() => Chosen?.Invoke(this, id)));
            _item.Show(view);
            Become(view.IsHidden ? new TrayAvailability(false, "The icon is hidden.") : new TrayAvailability(true, "The menu bar shows the icon."));
        }));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<NotificationOutcome> ShowAsync(TrayNotification notification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notification);

        // The texts are arguments and no part of the script: none of them becomes code.
        var start = new ProcessStartInfo("/usr/bin/osascript", ["-e", "on run texts", "-e", "display notification (item 2 of texts) with title (item 1 of texts)", "-e", "end run", "--", notification.Title, notification.Body]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(NotifyLimit);
        try
        {
            using var script = Process.Start(start);
            if (script is null)
            {
                return new NotificationOutcome(false, "osascript did not start.");
            }

            await script.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return script.ExitCode == 0 ? new NotificationOutcome(true, "") : new NotificationOutcome(false, $"osascript ended with {script.ExitCode}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new NotificationOutcome(false, "osascript did not end in time.");
        }
        catch (Win32Exception e)
        {
            return new NotificationOutcome(false, e.Message);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        MacMainLoop.Post(Guard(() =>
        {
            _item?.Dispose();
            _item = null;
        }));
        _events.Dispose();
        return ValueTask.CompletedTask;
    }

    // What is thrown through the loop ends the process.
    private Action Guard(Action work) => () =>
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            _events.Post(() => HandlerFailed?.Invoke(this, e));
        }
    };

    private void Become(TrayAvailability availability)
    {
        if (_availability != availability)
        {
            _availability = availability;
            _events.Post(() => AvailabilityChanged?.Invoke(this, availability));
        }
    }
}
