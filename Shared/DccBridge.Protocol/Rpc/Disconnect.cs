namespace DccBridge.Protocol.Rpc;

/// <summary>Every reason a connection ends.</summary>
public enum DisconnectReason
{
    /// <summary>This side closed it on purpose.</summary>
    LocalClose,

    /// <summary>The peer closed it on purpose and said so.</summary>
    PeerClose,

    /// <summary>The byte stream ended without a word: the peer's process died or was killed.</summary>
    PeerVanished,

    /// <summary>The transport reported a failure.</summary>
    TransportFailed,

    /// <summary>The peer sent bytes that the protocol does not allow.</summary>
    ProtocolViolation,

    /// <summary>The peer announced a frame above the cap.</summary>
    FrameTooLarge,

    /// <summary>Nothing came from the peer for too long, answers to pings included.</summary>
    PeerUnresponsive,

    /// <summary>The peer did not take what was sent for too long.</summary>
    PeerNotReading,

    /// <summary>A fault in this side's own code; see the exception.</summary>
    InternalError,
}

/// <summary>How a connection ended.</summary>
/// <param name="Reason">Its name.</param>
/// <param name="Message">For a person.</param>
/// <param name="Exception">The cause, where there is one.</param>
public sealed record Disconnect(DisconnectReason Reason, string Message, Exception? Exception = null);
