namespace DccBridge.Protocol.Security.Messages;

/// <summary>The first element of each handshake message. Never reused.</summary>
internal enum HandshakeKind
{
    /// <summary>Client: who it is and what it wants.</summary>
    Hello = 1,

    /// <summary>Editor: who it is and what was chosen.</summary>
    Challenge = 2,

    /// <summary>Client: knows the secret.</summary>
    Proof = 3,

    /// <summary>Editor: knows the secret, and what is granted.</summary>
    Accept = 4,

    /// <summary>Editor: why not. Keeps its layout in all versions.</summary>
    Refusal = 5,
}
