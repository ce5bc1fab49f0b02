namespace DccBridge.Client;

/// <summary>How a lost connection is made again.</summary>
public sealed record ReconnectOptions
{
    /// <summary>Never: a lost connection closes the client.</summary>
    public static ReconnectOptions None { get; } = new() { Enabled = false };

    /// <summary>False: a lost connection closes the client.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Wait before the first attempt. Each further wait is twice as long, and each is shortened by chance, down to its half, so that many clients do not come at once.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between two attempts.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After this long without success the client is closed; <see cref="Timeout.InfiniteTimeSpan"/> for programs that run all day.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A connection that lasted at least this long was a good one: the next loss begins with <see cref="FirstDelay"/> again.</summary>
    public TimeSpan SteadyAfter { get; init; } = TimeSpan.FromSeconds(10);
}
