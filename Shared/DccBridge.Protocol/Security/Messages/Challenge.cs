using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Protocol.Security.Messages;

/// <summary>Editor to client, second: <c>[2, version, [max frame bytes, chunk bytes, initial credit], instanceId, port, nonceS, capabilities of both]</c>.</summary>
internal sealed record Challenge(int Version, ConnectionLimits Limits, Guid InstanceId, int Port, byte[] Nonce, IReadOnlyList<string> Capabilities) : IMessage<Challenge>
{
    private const int Elements = 7;
    private const int LimitElements = 3;

    public static void Write(ref MessagePackWriter writer, in Challenge value)
    {
        writer.WriteArrayHeader(Elements);
        writer.Write((int)HandshakeKind.Challenge);
        writer.Write(value.Version);
        writer.WriteArrayHeader(LimitElements);
        writer.Write(value.Limits.MaxFrameBytes);
        writer.Write(value.Limits.ChunkBytes);
        writer.Write(value.Limits.InitialCredit);
        writer.Write(value.InstanceId.ToString("D"));
        writer.Write(value.Port);
        writer.Write(value.Nonce);
        HandshakeFields.Write(ref writer, value.Capabilities);
    }

    public static Challenge Read(ref MessagePackReader reader)
    {
        var unknown = HandshakeFields.Begin(ref reader, HandshakeKind.Challenge, Elements);
        var challenge = new Challenge(
            HandshakeFields.ReadRange(ref reader, 1, int.MaxValue, "challenge.version"),
            ReadLimits(ref reader),
            HandshakeFields.ReadGuid(ref reader, "challenge.instanceId"),
            HandshakeFields.ReadRange(ref reader, 0, ushort.MaxValue, "challenge.port"),
            HandshakeFields.ReadBytes(ref reader, HandshakeRules.NonceBytes, "challenge.nonceS"),
            HandshakeFields.ReadCapabilities(ref reader, "challenge.capabilities"));
        HandshakeFields.End(ref reader, unknown);
        return challenge;
    }

    private static ConnectionLimits ReadLimits(ref MessagePackReader reader)
    {
        var count = reader.ReadArrayHeader();
        if (count < LimitElements)
        {
            throw new MessagePackSerializationException($"challenge.limits has {count} elements, fewer than {LimitElements}.");
        }

        var limits = new ConnectionLimits(
            HandshakeFields.ReadRange(ref reader, 1, int.MaxValue, "challenge.limits.maxFrameBytes"),
            HandshakeFields.ReadRange(ref reader, 1, int.MaxValue, "challenge.limits.chunkBytes"),
            HandshakeFields.ReadRange(ref reader, 1, int.MaxValue, "challenge.limits.initialCredit"));
        for (var i = LimitElements; i < count; i++)
        {
            BoundedReader.Skip(ref reader);
        }

        return limits;
    }
}
