using System.Buffers.Binary;
using System.IO.Compression;

namespace DccBridge.Companion.Thumbnails;

/// <summary>Writes small pictures as PNG, 8-bit RGBA. Facts of the format are from the PNG specification (W3C, third edition).</summary>
internal static class SmallPng
{
    /// <summary>The file.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rows">From the top; each row is a byte 0 (no filter) and then red, green, blue and alpha of its pixels.</param>
    public static byte[] Encode(int width, int height, byte[] rows)
    {
        using var file = new MemoryStream();
        file.Write(PngImage.Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, 6);
        Chunk(file, "IHDR"u8, header);
        using (var packed = new MemoryStream())
        {
            using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            {
                zlib.Write(rows);
            }

            Chunk(file, "IDAT"u8, packed.GetBuffer().AsSpan(0, (int)packed.Length));
        }

        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(Checksum(uint.MaxValue, type), data));
        file.Write(number);
    }

    // CRC-32 of PNG, bit by bit: thumbnails are small.
    private static uint Checksum(uint value, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            value ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
            }
        }

        return value;
    }
}
