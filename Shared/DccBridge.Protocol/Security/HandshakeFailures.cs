using DccBridge.Protocol.Security.Messages;

namespace DccBridge.Protocol.Security;

/// <summary>The texts of failures: those that cross the wire (they tell a stranger nothing) and those for the person at the client.</summary>
internal static class HandshakeFailures
{
    private const int MaxForeignText = 200;

    /// <summary>What the editor answers; null when it closes without a word, because the other side would not understand it or is gone.</summary>
    public static Refusal? ToRefusal(HandshakeException failure, IReadOnlyList<int> versions) => failure.Reason switch
    {
        HandshakeFailure.VersionMismatch => new Refusal((int)failure.Reason, "No common protocol version. Update the older side.", versions),
        HandshakeFailure.WrongSecret => new Refusal((int)failure.Reason, "The proof does not fit. Read the endpoint file again.", []),
        HandshakeFailure.Malformed => new Refusal((int)failure.Reason, "Not a handshake message of this protocol at this place.", []),
        HandshakeFailure.TooLarge => new Refusal((int)failure.Reason, "The frame is larger than allowed before authentication.", []),
        HandshakeFailure.ReflectedNonce => new Refusal((int)failure.Reason, "The nonce is not fresh.", []),
        HandshakeFailure.Timeout => new Refusal((int)failure.Reason, "The handshake took too long.", []),
        _ => null,
    };

    /// <summary>What a refusal means for the person at the client. Text of an editor of a later version is shown, shortened and without control characters.</summary>
    public static HandshakeException FromRefusal(Refusal refusal, IReadOnlyList<int> ownVersions)
    {
        var reason = (HandshakeFailure)refusal.Code;
        var text = reason switch
        {
            HandshakeFailure.VersionMismatch => VersionText(refusal.Versions, ownVersions),
            HandshakeFailure.WrongSecret => "The editor refused the secret. The endpoint file is of an earlier start of the editor, or somebody stands between: read the endpoint files again.",
            HandshakeFailure.Malformed => "The editor says that the handshake is malformed. This program is faulty or much newer than the editor's plugin: update both.",
            HandshakeFailure.TooLarge => "The editor says that a handshake frame is too large. Offer fewer versions and capabilities.",
            HandshakeFailure.ReflectedNonce => "The editor says that the nonce is not fresh. Connect again.",
            HandshakeFailure.Timeout => "The editor says that the handshake took too long. This machine may be overloaded: connect again.",
            _ => null,
        };
        return text is null
            ? new HandshakeException(HandshakeFailure.Refused, $"The editor refused the connection (code {refusal.Code}): \"{Plain(refusal.Text)}\".") { ReportedByPeer = true }
            : new HandshakeException(reason, text) { ReportedByPeer = true, PeerVersions = refusal.Versions };
    }

    public static string VersionText(IReadOnlyList<int> editor, IReadOnlyList<int> client)
        => $"No common protocol version: the editor speaks {List(editor)}, the client {List(client)}. Update the older side.";

    private static string List(IReadOnlyList<int> versions) => versions.Count == 0 ? "none that it named" : string.Join(", ", versions);

    private static string Plain(string text)
        => string.Concat(text.Take(MaxForeignText).Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '"' ? ' ' : c));
}
