namespace DccBridge.Dcc.Rpyc;

/// <summary>A connection could not be made or has ended. The message says what to do.</summary>
/// <param name="reason">Why.</param>
/// <param name="message">What happened and what to do.</param>
/// <param name="inner">The cause; null when there is none.</param>
public sealed class RpycConnectionException(RpycEndReason reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public RpycEndReason Reason { get; } = reason;
}

/// <summary>No answer came in time. Python may still be at work: whether it happened is not known. The connection stays usable.</summary>
/// <param name="limit">How long was waited.</param>
public sealed class RpycTimeoutException(TimeSpan limit)
    : TimeoutException(FormattableString.Invariant($"No answer within {limit.TotalSeconds:0.###} s. Python may still be at work, so whether it happened is not known: look at the scene before you try again, or allow more time."));
