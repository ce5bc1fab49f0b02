using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Protocol.Security.Messages;

/// <summary>Client to editor, third: <c>[3, proof]</c>.</summary>
internal sealed record Proof(byte[] Mac) : IMessage<Proof>
{
    /// <summary>No frame of this kind is shorter, its length prefix included: 4, array, kind, bin header (2), proof.</summary>
    public const int ShortestFrame = 4 + 1 + 1 + 2 + HandshakeRules.ProofBytes;

    private const int Elements = 2;

    public static void Write(ref MessagePackWriter writer, in Proof value)
    {
        writer.WriteArrayHeader(Elements);
        writer.Write((int)HandshakeKind.Proof);
        writer.Write(value.Mac);
    }

    public static Proof Read(ref MessagePackReader reader)
    {
        var unknown = HandshakeFields.Begin(ref reader, HandshakeKind.Proof, Elements);
        var proof = new Proof(HandshakeFields.ReadBytes(ref reader, HandshakeRules.ProofBytes, "proof.proof"));
        HandshakeFields.End(ref reader, unknown);
        return proof;
    }
}
