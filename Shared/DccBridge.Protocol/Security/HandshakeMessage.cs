using DccBridge.Protocol.Security.Messages;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Protocol.Security;

/// <summary>Decodes one handshake frame.</summary>
internal static class HandshakeMessage
{
    /// <exception cref="HandshakeException">The body is not a message of that kind.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> body, string awaited)
        where T : IMessage<T>
    {
        try
        {
            var reader = new MessagePackReader(body);
            return T.Read(ref reader);
        }
        catch (Exception e) when (e is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw Unreadable(awaited, e);
        }
    }

    /// <summary>True when the body is a refusal instead of what was awaited.</summary>
    /// <exception cref="HandshakeException">The body is no handshake message at all.</exception>
    public static bool IsRefusal(ReadOnlyMemory<byte> body)
    {
        try
        {
            return HandshakeFields.PeekKind(body) == HandshakeKind.Refusal;
        }
        catch (Exception e) when (e is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw Unreadable("The editor's answer", e);
        }
    }

    private static HandshakeException Unreadable(string awaited, Exception e)
        => new(HandshakeFailure.Malformed, $"{awaited} cannot be read: {e.Message} The other side is faulty or not DccBridge.", e);
}
