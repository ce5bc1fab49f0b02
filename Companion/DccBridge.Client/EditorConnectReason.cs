namespace DccBridge.Client;

/// <summary>Why a client cannot reach an editor, or lost it for good. Each reason asks something else of the person.</summary>
public enum EditorConnectReason
{
    /// <summary>No editor runs and no endpoint file is there.</summary>
    NoEditor,

    /// <summary>Only endpoint files of editors that ended without removing them.</summary>
    StaleEndpoint,

    /// <summary>Editors run, but none fits what was asked for.</summary>
    NoMatch,

    /// <summary>Several editors fit what was asked for.</summary>
    Ambiguous,

    /// <summary>An endpoint file, or the folder of them, cannot be used: rights, or content.</summary>
    UnusableEndpoint,

    /// <summary>The user has no right to the endpoint folder or to the socket.</summary>
    PermissionDenied,

    /// <summary>Nobody listens where the endpoint file points to.</summary>
    Unreachable,

    /// <summary>Another program listens there.</summary>
    NotDccBridge,

    /// <summary>The editor refused the secret: the endpoint file is of an earlier start.</summary>
    WrongSecret,

    /// <summary>Client and editor have no protocol version in common.</summary>
    VersionMismatch,

    /// <summary>Another editor, or something between, answered.</summary>
    WrongEditor,

    /// <summary>The other side could not prove that it knows the secret.</summary>
    UnprovenEditor,

    /// <summary>The editor took the connection and did not answer in time.</summary>
    Timeout,

    /// <summary>The connection ended while it was being made.</summary>
    Disconnected,

    /// <summary>The editor refused the connection or the session for a reason of its own; the text says which.</summary>
    Refused,

    /// <summary>The other side broke the protocol.</summary>
    ProtocolViolation,

    /// <summary>A lost connection could not be made again within <see cref="ReconnectOptions.GiveUpAfter"/>.</summary>
    GaveUp,
}
