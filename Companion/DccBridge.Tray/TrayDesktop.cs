using DccBridge.Tray.DBus;
using DccBridge.Tray.MacOS;
using DccBridge.Tray.Notifications;
using DccBridge.Tray.StatusNotifier;
using DccBridge.Tray.Windows;

namespace DccBridge.Tray;

/// <summary>The tray of this desktop: an icon and notifications. Without a tray, or without a desktop at all, both say so and nothing fails.</summary>
public sealed class TrayDesktop : IAsyncDisposable
{
    private readonly Func<ValueTask> _close;

    private TrayDesktop(ITrayIcon icon, INotifier notifier, Func<ValueTask> close)
    {
        Icon = icon;
        Notifier = notifier;
        _close = close;
    }

    /// <summary>A handler of <see cref="INotifier.Clicked"/> threw this.</summary>
    public event EventHandler<Exception>? HandlerFailed;

    /// <summary>The icon.</summary>
    public ITrayIcon Icon { get; }

    /// <summary>The notifications.</summary>
    public INotifier Notifier { get; }

    /// <summary>Begins to look for the tray of this system. Returns at once; <see cref="ITrayIcon.Availability"/> tells how far it is.</summary>
    public static TrayDesktop Open(TrayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (OperatingSystem.IsWindows())
        {
            var windows = new WindowsTray(options);
            return new TrayDesktop(windows, windows, windows.DisposeAsync);
        }

        if (OperatingSystem.IsMacOS())
        {
            var mac = new MacTray(options);
            return new TrayDesktop(mac, mac, mac.DisposeAsync);
        }

        return OpenBus(options, new BusOptions());
    }

    /// <summary>Runs the work of a program that shows a tray. On macOS this must be the program's first thread, which runs the system's main loop meanwhile; elsewhere it only waits.</summary>
    /// <returns>The work's result.</returns>
    public static int RunWithMainLoop(Func<Task<int>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return OperatingSystem.IsMacOS() ? MacMainLoop.Run(work) : work().GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _close();

    internal static TrayDesktop OpenBus(TrayOptions options, BusOptions limits)
    {
        TrayDesktop? desktop = null;
        var icon = new StatusNotifierIcon(options);
        var notifier = new BusNotifier(options, e => desktop?.HandlerFailed?.Invoke(desktop, e));
        var bus = new SessionBus(options.Environment, limits, options.Time, [icon, notifier]);
        desktop = new TrayDesktop(icon, notifier, async () =>
        {
            await bus.DisposeAsync().ConfigureAwait(false);
            await icon.DisposeAsync().ConfigureAwait(false);
            notifier.Dispose();
        });
        return desktop;
    }
}
