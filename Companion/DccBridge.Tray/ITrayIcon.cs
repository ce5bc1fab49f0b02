namespace DccBridge.Tray;

/// <summary>
/// The icon of the program. Events come one after the other on a thread of the pool, never while a caller holds a lock of the library;
/// what a handler throws ends nothing but is told by <see cref="HandlerFailed"/>.
/// </summary>
public interface ITrayIcon : IAsyncDisposable
{
    /// <summary>The icon was activated: a click, or Enter. Does what the default line of the menu does.</summary>
    event EventHandler? Activated;

    /// <summary>A line of the menu was chosen, by its id.</summary>
    event EventHandler<string>? Chosen;

    /// <summary>A panel came or went.</summary>
    event EventHandler<TrayAvailability>? AvailabilityChanged;

    /// <summary>A handler of one of the other events threw this.</summary>
    event EventHandler<Exception>? HandlerFailed;

    /// <summary>Whether somebody shows the icon now.</summary>
    TrayAvailability Availability { get; }

    /// <summary>Shows a view, now or when a panel comes. Where no panel is it is kept, and that is no failure.</summary>
    /// <exception cref="ArgumentException">The view breaks one of its limits; the message names the line.</exception>
    /// <exception cref="ObjectDisposedException">The icon was disposed.</exception>
    Task ShowAsync(TrayView view, CancellationToken cancellationToken = default);
}
