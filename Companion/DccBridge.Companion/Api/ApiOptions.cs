namespace DccBridge.Companion.Api;

/// <summary>Limits of the local API. All of them are far above what dashboard and scripts need, and far below what could hurt the machine.</summary>
internal sealed record ApiOptions
{
    /// <summary>Port on 127.0.0.1; 0 is any.</summary>
    public int Port { get; init; }

    /// <summary>When the port is occupied, another free one is taken; otherwise that is a failure.</summary>
    public bool MayTakeAnotherPort { get; init; } = true;

    /// <summary>The largest body of a request.</summary>
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>All headers of a request.</summary>
    public int MaxHeaderBytes { get; init; } = 16 * 1024;

    /// <summary>How many headers a request has.</summary>
    public int MaxHeaders { get; init; } = 64;

    /// <summary>Connections at once; more are closed at once.</summary>
    public int MaxConnections { get; init; } = 64;

    /// <summary>Event streams at once: they hold connections for as long as they live.</summary>
    public int MaxEventStreams { get; init; } = 24;

    /// <summary>From the first byte of a request to the end of its headers.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection without a request is kept.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest that a request may wait for an activity's end.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Between two comment lines of an event stream, which show that it lives.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a link to the dashboard is good for.</summary>
    public TimeSpan TicketLife { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long running requests have when the server stops.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
