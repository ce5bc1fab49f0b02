namespace DccBridge.Dcc.Maya;

/// <summary>Why Maya cannot be spoken to.</summary>
public enum MayaEndReason
{
    /// <summary>This side closed the connection.</summary>
    ClosedHere = 0,

    /// <summary>Maya closed it: it was closed, or its command port crashed or was closed.</summary>
    ClosedByMaya = 1,

    /// <summary>Nothing listens, or it did not answer in time.</summary>
    NotReached = 2,

    /// <summary>What answers is no command port for Python.</summary>
    NotAPythonPort = 3,

    /// <summary>An answer did not come in time; what comes later cannot be told from the next answer, so the connection was closed.</summary>
    TimedOut = 4,

    /// <summary>Maya answered with something that makes no sense there; what follows could not be trusted, so the connection was closed.</summary>
    ProtocolViolation = 5,
}

/// <summary>Maya cannot be reached, or the connection has ended. The message says what to do in Maya.</summary>
/// <param name="reason">Why.</param>
/// <param name="message">What happened and what to do.</param>
/// <param name="inner">The cause; null when there is none.</param>
public sealed class MayaException(MayaEndReason reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public MayaEndReason Reason { get; } = reason;
}
