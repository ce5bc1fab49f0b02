using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Protocol.Security.Messages;

/// <summary>Editor to client, in place of any other answer; then the editor closes: <c>[5, code, text, supported versions]</c>. Not authenticated.</summary>
internal sealed record Refusal(int Code, string Text, IReadOnlyList<int> Versions) : IMessage<Refusal>
{
    private const int Elements = 4;

    public static void Write(ref MessagePackWriter writer, in Refusal value)
    {
        writer.WriteArrayHeader(Elements);
        writer.Write((int)HandshakeKind.Refusal);
        writer.Write(value.Code);
        writer.Write(value.Text);
        HandshakeFields.Write(ref writer, value.Versions);
    }

    public static Refusal Read(ref MessagePackReader reader)
    {
        var unknown = HandshakeFields.Begin(ref reader, HandshakeKind.Refusal, Elements);
        var refusal = new Refusal(
            reader.ReadInt32(),
            reader.ReadString() ?? "",
            HandshakeFields.ReadVersions(ref reader, "refusal.versions"));
        HandshakeFields.End(ref reader, unknown);
        return refusal;
    }
}
