namespace DccBridge.Tray.DBus;

/// <summary>Limits of a connection to a bus.</summary>
internal sealed record BusOptions
{
    /// <value>How long connecting and the handshake may take. 5 s.</value>
    public TimeSpan ConnectLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <value>How long a call may take. 10 s.</value>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <value>How long a message may wait until the bus takes it. 10 s.</value>
    public TimeSpan SendLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <value>The largest message that is read. 1 MiB.</value>
    public int MostMessageBytes { get; init; } = 1 << 20;

    /// <value>Calls that may be under way at a time. 64.</value>
    public int MostPendingCalls { get; init; } = 64;

    /// <value>Messages that may wait to be sent. 256.</value>
    public int MostOutgoing { get; init; } = 256;

    /// <value>The wait before the second attempt to reach a bus; it doubles with each. 1 s.</value>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <value>The longest wait between two attempts. 1 min.</value>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(1);
}
