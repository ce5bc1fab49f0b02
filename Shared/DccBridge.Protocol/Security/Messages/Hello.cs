using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Protocol.Security.Messages;

/// <summary>Client to editor, first: <c>[1, versions, capabilities, wanted scopes, client id, nonceC]</c>.</summary>
internal sealed record Hello(IReadOnlyList<int> Versions, IReadOnlyList<string> Capabilities, Scopes Wanted, Guid ClientId, byte[] Nonce) : IMessage<Hello>
{
    private const int Elements = 6;

    public static void Write(ref MessagePackWriter writer, in Hello value)
    {
        writer.WriteArrayHeader(Elements);
        writer.Write((int)HandshakeKind.Hello);
        HandshakeFields.Write(ref writer, value.Versions);
        HandshakeFields.Write(ref writer, value.Capabilities);
        writer.Write((uint)value.Wanted);
        writer.Write(value.ClientId.ToString("D"));
        writer.Write(value.Nonce);
    }

    public static Hello Read(ref MessagePackReader reader)
    {
        var unknown = HandshakeFields.Begin(ref reader, HandshakeKind.Hello, Elements);
        var hello = new Hello(
            HandshakeFields.ReadVersions(ref reader, "hello.versions"),
            HandshakeFields.ReadCapabilities(ref reader, "hello.capabilities"),
            (Scopes)reader.ReadUInt32(),
            HandshakeFields.ReadGuid(ref reader, "hello.clientId"),
            HandshakeFields.ReadBytes(ref reader, HandshakeRules.NonceBytes, "hello.nonceC"));
        HandshakeFields.End(ref reader, unknown);
        return hello;
    }
}
