using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DccBridge.Tests.AssetFiles;

/// <summary>Builds a PNG byte by byte, right by default and wrong where a test says so. The checksum is computed bit by bit, not by the code under test.</summary>
internal sealed class PngBuilder(uint width = 4, uint height = 4, byte bitDepth = 8, byte colorType = 2)
{
    private readonly List<(string Type, byte[] Data)> _before = [];
    private readonly List<(string Type, byte[] Data)> _after = [];

    /// <summary>Interlace method: 0 none, 1 Adam7.</summary>
    public byte Interlace { get; init; }

    /// <summary>Rows with their filter bytes; null is zeros of the right length.</summary>
    public byte[]? Rows { get; init; }

    /// <summary>Image data as it shall stand in the file; null compresses the rows.</summary>
    public byte[]? Compressed { get; init; }

    /// <summary>Into how many IDAT chunks the image data is cut.</summary>
    public int Pieces { get; init; } = 1;

    /// <summary>Adds a chunk before the image data.</summary>
    public PngBuilder With(string type, params byte[] data)
    {
        _before.Add((type, data));
        return this;
    }

    /// <summary>Adds a chunk after the image data.</summary>
    public PngBuilder WithAfter(string type, params byte[] data)
    {
        _after.Add((type, data));
        return this;
    }

    /// <summary>Adds a gAMA chunk.</summary>
    public PngBuilder WithGamma(uint gamma)
    {
        var data = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(data, gamma);
        return With("gAMA", data);
    }

    /// <summary>The file.</summary>
    public byte[] Build()
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        file.Write(Chunk("IHDR", Header()));
        foreach (var (type, data) in _before)
        {
            file.Write(Chunk(type, data));
        }

        var compressed = Compressed ?? Compress(Rows ?? new byte[InflatedLength()]);
        for (var piece = 0; piece < Pieces; piece++)
        {
            file.Write(Chunk("IDAT", compressed[(compressed.Length * piece / Pieces)..(compressed.Length * (piece + 1) / Pieces)]));
        }

        foreach (var (type, data) in _after)
        {
            file.Write(Chunk(type, data));
        }

        file.Write(Chunk("IEND", []));
        return file.ToArray();
    }

    /// <summary>A chunk with its length and checksum.</summary>
    public static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)data.Length);
        Encoding.Latin1.GetBytes(type).CopyTo(chunk, 4);
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Checksum(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    /// <summary>CRC-32, one bit at a time.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    /// <summary>The bytes as a zlib stream.</summary>
    public static byte[] Compress(byte[] bytes)
    {
        using var result = new MemoryStream();
        using (var zlib = new ZLibStream(result, CompressionLevel.Optimal))
        {
            zlib.Write(bytes);
        }

        return result.ToArray();
    }

    private byte[] Header()
    {
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        header[8] = bitDepth;
        header[9] = colorType;
        header[12] = Interlace;
        return header;
    }

    // Pixel by pixel for Adam7, so that it cannot share a mistake with the formula under test.
    private long InflatedLength()
    {
        var bits = bitDepth * (colorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 });
        if (Interlace == 0)
        {
            return height * (1 + (((width * bits) + 7) / 8));
        }

        ReadOnlySpan<string> passes = ["16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777"];
        long total = 0;
        for (var pass = '1'; pass <= '7'; pass++)
        {
            for (var y = 0; y < height; y++)
            {
                var pixels = 0;
                for (var x = 0; x < width; x++)
                {
                    pixels += passes[y % 8][x % 8] == pass ? 1 : 0;
                }

                total += pixels > 0 ? 1 + (((pixels * bits) + 7) / 8) : 0;
            }
        }

        return total;
    }
}
