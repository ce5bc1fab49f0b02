namespace DccBridge.Protocol.Security;

/// <summary>A handshake failed; the connection is closed. The text is an instruction for the person in front of this side and holds no secret, proof or nonce.</summary>
public sealed class HandshakeException : Exception
{
    /// <summary>A failure of <paramref name="reason"/>.</summary>
    public HandshakeException(HandshakeFailure reason, string message)
        : this(reason, message, null)
    {
    }

    /// <summary>A failure of <paramref name="reason"/> with what caused it.</summary>
    public HandshakeException(HandshakeFailure reason, string message, Exception? innerException)
        : base(message, innerException)
    {
        Reason = reason;
    }

    /// <summary>Why.</summary>
    public HandshakeFailure Reason { get; }

    /// <summary>True when the other side said so in a refusal. A refusal is not authenticated: it tells a person where to look, and must not decide anything else.</summary>
    public bool ReportedByPeer { get; init; }

    /// <summary>With <see cref="HandshakeFailure.VersionMismatch"/>: the versions that the other side speaks, as far as it said.</summary>
    public IReadOnlyList<int> PeerVersions { get; init; } = [];
}
