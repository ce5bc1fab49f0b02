namespace DccBridge.Tray;

/// <summary>Shows notifications. Never fails because nobody shows them: the outcome says so.</summary>
public interface INotifier
{
    /// <summary>A notification was clicked; the key is its <see cref="TrayNotification.Key"/>.</summary>
    event EventHandler<string>? Clicked;

    /// <summary>Shows one; an earlier one of the same key is replaced.</summary>
    Task<NotificationOutcome> ShowAsync(TrayNotification notification, CancellationToken cancellationToken = default);
}
