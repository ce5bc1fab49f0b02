using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Protocol.Security.Messages;

/// <summary>Editor to client, last: <c>[4, proof, granted scopes]</c>. The proof covers this very frame with zeros in its own place.</summary>
/// <param name="Mac">The editor's proof.</param>
/// <param name="MacOffset">Where the proof's bytes lie in the frame's body; set by <see cref="Read"/>.</param>
/// <param name="Granted">What the session may do.</param>
internal sealed record Accept(byte[] Mac, int MacOffset, Scopes Granted) : IMessage<Accept>
{
    /// <summary>No frame of this kind is shorter, its length prefix included: 4, array, kind, bin header (2), proof, scopes.</summary>
    public const int ShortestFrame = 4 + 1 + 1 + 2 + HandshakeRules.ProofBytes + 1;

    /// <summary>Where <see cref="Write"/> puts the proof's bytes: array, kind, bin header.</summary>
    public const int WrittenMacOffset = 4;

    private const int Elements = 3;

    public static void Write(ref MessagePackWriter writer, in Accept value)
    {
        writer.WriteArrayHeader(Elements);
        writer.Write((int)HandshakeKind.Accept);
        writer.Write(value.Mac);
        writer.Write((uint)value.Granted);
    }

    public static Accept Read(ref MessagePackReader reader)
    {
        var unknown = HandshakeFields.Begin(ref reader, HandshakeKind.Accept, Elements);
        var mac = HandshakeFields.ReadBytes(ref reader, HandshakeRules.ProofBytes, "accept.proof");
        var offset = (int)reader.Consumed - mac.Length;
        var accept = new Accept(mac, offset, (Scopes)reader.ReadUInt32());
        HandshakeFields.End(ref reader, unknown);
        return accept;
    }
}
