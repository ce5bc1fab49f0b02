namespace DccBridge.Tray;

/// <summary>Whose icon it is.</summary>
public sealed record TrayOptions
{
    /// <value>A short name without spaces, such as dccbridge; the system knows the icon by it, and a .desktop file may have it as its name.</value>
    public required string Id { get; init; }

    /// <value>The name for people.</value>
    public required string Title { get; init; }

    /// <value>Events that may wait for a handler; those beyond are dropped. 64.</value>
    public int MostWaitingEvents { get; init; } = 64;

    /// <value>The clock of time limits and of new attempts.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <value>Looks up an environment variable.</value>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}
