namespace DccBridge.Protocol.Security;

/// <summary>Why a handshake failed. The numbers cross the wire in a refusal and are never reused; those from 100 on are only ever found by a side itself.</summary>
public enum HandshakeFailure
{
    /// <summary>The editor refused with a code that this version does not know.</summary>
    Refused = 0,

    /// <summary>A frame is not a handshake message, comes at the wrong time, or lacks a field.</summary>
    Malformed = 1,

    /// <summary>A frame claims more than 4 KiB.</summary>
    TooLarge = 2,

    /// <summary>The two sides have no protocol version in common.</summary>
    VersionMismatch = 3,

    /// <summary>The client's proof does not fit: it has another secret (an endpoint file of an earlier start), or somebody changed bytes on the way.</summary>
    WrongSecret = 4,

    /// <summary>A nonce came back to the side that made it.</summary>
    ReflectedNonce = 5,

    /// <summary>The handshake was not done within its time.</summary>
    Timeout = 6,

    /// <summary>The other side does not speak this protocol: no preface.</summary>
    NotDccBridge = 100,

    /// <summary>The connection ended before the handshake did.</summary>
    Disconnected = 101,

    /// <summary>The editor that answered is not the one of the endpoint file.</summary>
    WrongEditor = 102,

    /// <summary>The editor that answered listens on another port than the one connected to: somebody stands between.</summary>
    WrongPort = 103,

    /// <summary>The server could not prove that it knows the secret, or somebody changed bytes on the way.</summary>
    WrongServerProof = 104,
}
