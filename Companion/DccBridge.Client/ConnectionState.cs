namespace DccBridge.Client;

/// <summary>Where the connection of a client stands.</summary>
public enum ConnectionState
{
    /// <summary>Being made for the first time.</summary>
    Connecting,

    /// <summary>Calls go through.</summary>
    Connected,

    /// <summary>Lost; calls wait while it is made again.</summary>
    Reconnecting,

    /// <summary>Over: calls fail from now on.</summary>
    Closed,
}

/// <summary>A step of the connection.</summary>
/// <param name="State">Where it stands now.</param>
/// <param name="Message">Why, for a person.</param>
/// <param name="Cause">What led to it; null when nothing went wrong.</param>
/// <param name="Attempt">While <see cref="ConnectionState.Reconnecting"/>: which attempt failed last, 0 before the first.</param>
/// <param name="Resumed">While <see cref="ConnectionState.Connected"/>: the session from before goes on. False at the first connection, and when the editor began a new session: what it pushed in between may be lost.</param>
public sealed record ConnectionChange(ConnectionState State, string Message, Exception? Cause = null, int Attempt = 0, bool Resumed = false);
