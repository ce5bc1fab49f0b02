using System.Buffers.Binary;
using System.IO.Compression;

namespace DccBridge.Tray.Icons;

/// <summary>Writes a picture as PNG, for systems that take icons so.</summary>
internal static class IconPng
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate((uint)value, (sum, _) => (sum & 1) != 0 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1))];

    /// <summary>The file.</summary>
    public static byte[] Write(IconImage image)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, image.Size);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), image.Size);
        head[8] = 8; // bits of a channel
        head[9] = 6; // red, green, blue, opacity
        Chunk(file, "IHDR"u8, head);
        Chunk(file, "IDAT"u8, Deflated(image));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Deflated(IconImage image)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] rows = image.Rgba();
            for (int row = 0; row < image.Size; row++)
            {
                deflate.WriteByte(0); // no filter
                deflate.Write(rows, row * image.Size * 4, image.Size * 4);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> kind, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        uint sum = Sum(Sum(uint.MaxValue, kind), data) ^ uint.MaxValue;
        file.Write(kind);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, sum);
        file.Write(number);
    }

    private static uint Sum(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            sum = Table[(sum ^ one) & 0xFF] ^ (sum >> 8);
        }

        return sum;
    }
}
