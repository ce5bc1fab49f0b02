using System.Buffers.Binary;
using System.Text;

namespace DccBridge.Tests.AssetFiles;

/// <summary>Builds GLBs from JSON text (single quotes stand for double ones) and binary data.</summary>
internal static class GlbBuilder
{
    /// <summary>A GLB of both parts; an empty binary part is left out.</summary>
    public static byte[] Of(string json, params byte[] binary) => OfBytes(Encoding.UTF8.GetBytes(json.Replace('\'', '"')), binary);

    /// <summary>A GLB whose JSON part is given in bytes.</summary>
    public static byte[] OfBytes(byte[] json, params byte[] binary)
    {
        byte[] text = [.. json, .. Enumerable.Repeat((byte)' ', (4 - (json.Length % 4)) % 4)];
        byte[] data = [.. binary, .. new byte[(4 - (binary.Length % 4)) % 4]];
        using var file = new MemoryStream();
        Write(file, 0x46546C67, 2, (uint)(20 + text.Length + (data.Length > 0 ? 8 + data.Length : 0)));
        Write(file, (uint)text.Length, 0x4E4F534A);
        file.Write(text);
        if (data.Length > 0)
        {
            Write(file, (uint)data.Length, 0x004E4942);
            file.Write(data);
        }

        return file.ToArray();
    }

    /// <summary>The same GLB cut at a length, with all lengths in it corrected as far as they can be.</summary>
    public static byte[] Cut(byte[] glb, int length)
    {
        var cut = glb[..length];
        if (length >= 12)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(cut.AsSpan(8), (uint)length);
        }

        var json = (int)BinaryPrimitives.ReadUInt32LittleEndian(glb.AsSpan(12));
        if (length >= 28 + json)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(cut.AsSpan(20 + json), (uint)(length - 28 - json));
        }
        else if (length >= 20)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(cut.AsSpan(12), (uint)(length - 20));
        }

        return cut;
    }

    /// <summary>Little-endian floats.</summary>
    public static byte[] Floats(params float[] values)
    {
        var bytes = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * 4), values[i]);
        }

        return bytes;
    }

    /// <summary>Little-endian 16-bit numbers, padded to four bytes.</summary>
    public static byte[] Shorts(params int[] values)
    {
        var bytes = new byte[(values.Length + 1) / 2 * 4];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * 2), (ushort)values[i]);
        }

        return bytes;
    }

    private static void Write(Stream stream, params uint[] values)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
