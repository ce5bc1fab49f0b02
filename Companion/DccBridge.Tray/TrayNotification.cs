namespace DccBridge.Tray;

/// <summary>A notification.</summary>
public sealed record TrayNotification
{
    /// <value>What <see cref="INotifier.Clicked"/> tells, and by which a later one replaces an earlier.</value>
    public required string Key { get; init; }

    /// <value>One line.</value>
    public required string Title { get; init; }

    /// <value>Plain text, a few lines.</value>
    public string Body { get; init; } = "";

    /// <value>How much it matters.</value>
    public NotificationUrgency Urgency { get; init; } = NotificationUrgency.Normal;

    /// <value>What a click does, in words, where the system shows them; null when a click does nothing.</value>
    public string? DefaultAction { get; init; }
}

/// <summary>How much a notification matters.</summary>
public enum NotificationUrgency
{
    /// <summary>Can be missed.</summary>
    Low,

    /// <summary>As usual.</summary>
    Normal,

    /// <summary>Stays until it is seen, where the system can do that.</summary>
    Critical,
}

/// <summary>Whether a notification was shown.</summary>
/// <param name="IsShown">Whether the system took it.</param>
/// <param name="Reason">For people: why not, or empty.</param>
public sealed record NotificationOutcome(bool IsShown, string Reason);
