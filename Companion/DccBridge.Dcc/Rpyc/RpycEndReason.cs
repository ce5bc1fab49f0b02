namespace DccBridge.Dcc.Rpyc;

/// <summary>Why a connection ended.</summary>
public enum RpycEndReason
{
    /// <summary>This side closed it.</summary>
    ClosedHere = 0,

    /// <summary>The server closed it.</summary>
    ClosedByServer = 1,

    /// <summary>The network or the server's process ended it.</summary>
    Lost = 2,

    /// <summary>The server sent what is no rpyc of this dialect, or more than is allowed.</summary>
    ProtocolViolation = 3,

    /// <summary>It was never there: nothing listens, or it did not answer in time.</summary>
    NotReached = 4,

    /// <summary>The server speaks rpyc of another dialect (before 4.1, or from 6.0 on).</summary>
    OtherDialect = 5,
}
