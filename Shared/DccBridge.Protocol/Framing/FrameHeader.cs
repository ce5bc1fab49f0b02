using System.Buffers.Binary;

namespace DccBridge.Protocol.Framing;

/// <summary>A frame is a u32 little-endian length and that many bytes: one MessagePack array.</summary>
public static class FrameHeader
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 4;

    /// <summary>Writes the length of a frame's body.</summary>
    public static void Write(Span<byte> destination, int bodyLength) => BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)bodyLength);

    /// <summary>Reads the length that a peer claims. Check it against a cap before anything is allocated.</summary>
    public static uint Read(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt32LittleEndian(source);
}
