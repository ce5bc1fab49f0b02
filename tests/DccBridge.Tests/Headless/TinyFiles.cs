using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace DccBridge.Tests.Headless;

/// <summary>The smallest PNG and GLB files that are whole.</summary>
internal static class TinyFiles
{
    /// <summary>SHA-256 as contracts write it.</summary>
    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>A black RGB picture of 8 bits.</summary>
    public static byte[] Png(int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        Chunk(file, "IHDR", header);
        using var pixels = new MemoryStream();
        using (var deflate = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(new byte[height * (1 + (width * 3))]);
        }

        Chunk(file, "IDAT", pixels.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>A mesh of one triangle for each material; null is a part without one.</summary>
    public static byte[] Glb(params string?[] materials)
    {
        var used = materials.OfType<string>().Distinct().ToList();
        var primitives = new JsonArray([.. materials.Select(name =>
        {
            var primitive = new JsonObject { ["attributes"] = new JsonObject { ["POSITION"] = 0 } };
            if (name is not null)
            {
                primitive["material"] = used.IndexOf(name);
            }

            return (JsonNode)primitive;
        })]);
        var document = new JsonObject
        {
            ["asset"] = new JsonObject { ["version"] = "2.0", ["generator"] = "Tiny 1.0" },
            ["scene"] = 0,
            ["scenes"] = new JsonArray(new JsonObject { ["nodes"] = new JsonArray(0) }),
            ["nodes"] = new JsonArray(new JsonObject { ["name"] = "Crate", ["mesh"] = 0 }),
            ["meshes"] = new JsonArray(new JsonObject { ["primitives"] = primitives }),
            ["accessors"] = new JsonArray(new JsonObject
            {
                ["bufferView"] = 0,
                ["componentType"] = 5126,
                ["count"] = 3,
                ["type"] = "VEC3",
                ["min"] = new JsonArray(0, 0, 0),
                ["max"] = new JsonArray(1, 1, 0),
            }),
            ["bufferViews"] = new JsonArray(new JsonObject { ["buffer"] = 0, ["byteLength"] = 36 }),
            ["buffers"] = new JsonArray(new JsonObject { ["byteLength"] = 36 }),
        };
        if (used.Count > 0)
        {
            document["materials"] = new JsonArray([.. used.Select(name => (JsonNode)new JsonObject { ["name"] = name })]);
        }

        var positions = new byte[36];
        BinaryPrimitives.WriteSingleLittleEndian(positions.AsSpan(12), 1);
        BinaryPrimitives.WriteSingleLittleEndian(positions.AsSpan(28), 1);
        byte[] json = Encoding.UTF8.GetBytes(document.ToJsonString());
        Array.Resize(ref json, (json.Length + 3) / 4 * 4);
        json.AsSpan().Replace((byte)0, (byte)' ');

        using var file = new MemoryStream();
        Span<byte> word = stackalloc byte[4];
        foreach (uint value in (uint[])[0x46546C67, 2, (uint)(12 + 8 + json.Length + 8 + positions.Length), (uint)json.Length, 0x4E4F534A])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(word, value);
            file.Write(word);
        }

        file.Write(json);
        foreach (uint value in (uint[])[(uint)positions.Length, 0x004E4942])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(word, value);
            file.Write(word);
        }

        file.Write(positions);
        return file.ToArray();
    }

    private static void Chunk(Stream file, string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        file.Write(word);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc(body));
        file.Write(word);
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
