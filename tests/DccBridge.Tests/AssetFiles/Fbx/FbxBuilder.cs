using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DccBridge.Tests.AssetFiles.Fbx;

/// <summary>A record of an FBX to be: properties of the type that the C# value has, and records below it.</summary>
internal sealed record FbxPart(string Name, object[] Properties, FbxPart[] Children)
{
    /// <summary>A record with properties alone.</summary>
    public static FbxPart Of(string name, params object[] properties) => new(name, properties, []);

    /// <summary>The same with records below it.</summary>
    public FbxPart With(params FbxPart[] children) => this with { Children = [.. Children, .. children] };
}

/// <summary>A list of numbers whose head is made up: what it claims need not be true.</summary>
internal sealed record FbxFalseList(char Type, uint Count, uint Encoding, uint StoredBytes, byte[] Data);

/// <summary>Writes binary FBX byte by byte, good and bad.</summary>
internal sealed class FbxBuilder
{
    private const int HeaderBytes = 27;

    /// <summary>The version; it decides how wide the heads of records are.</summary>
    public uint Version { get; init; } = 7400;

    /// <summary>Whether lists of numbers are deflated.</summary>
    public bool Deflate { get; init; }

    /// <summary>Whether the bytes after the last record are written, which exporters add and nobody needs.</summary>
    public bool Footer { get; init; } = true;

    private int HeadBytes => Version >= 7500 ? 25 : 13;

    /// <summary>The file.</summary>
    public byte[] Build(params FbxPart[] parts)
    {
        var file = new MemoryStream();
        file.Write("Kaydara FBX Binary  \0\u001a\0"u8);
        file.Write(BitConverter.GetBytes(Version));
        Assert.That(file.Length, Is.EqualTo(HeaderBytes));
        foreach (var part in parts)
        {
            Write(file, part);
        }

        file.Write(new byte[HeadBytes]);
        if (Footer)
        {
            file.Write(new byte[160]);
        }

        return file.ToArray();
    }

    private static byte[] Bytes(Array numbers)
    {
        var bytes = new byte[Buffer.ByteLength(numbers)];
        Buffer.BlockCopy(numbers, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    private void Write(MemoryStream file, FbxPart part)
    {
        var start = file.Position;
        var name = Encoding.UTF8.GetBytes(part.Name);
        file.Write(new byte[HeadBytes]);
        file.Write(name);
        var propertiesStart = file.Position;
        foreach (var property in part.Properties)
        {
            WriteProperty(file, property);
        }

        var propertiesLength = file.Position - propertiesStart;
        foreach (var child in part.Children)
        {
            Write(file, child);
        }

        if (part.Children.Length > 0)
        {
            file.Write(new byte[HeadBytes]);
        }

        var end = file.Position;
        file.Position = start;
        file.Write(Head(end, part.Properties.Length, propertiesLength, name.Length));
        file.Position = end;
    }

    private byte[] Head(long end, int count, long length, int nameLength)
    {
        var head = new byte[HeadBytes];
        if (Version >= 7500)
        {
            BinaryPrimitives.WriteInt64LittleEndian(head, end);
            BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(8), count);
            BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(16), length);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(head, (int)end);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), count);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), (int)length);
        }

        head[^1] = (byte)nameLength;
        return head;
    }

    private void WriteProperty(MemoryStream file, object property)
    {
        var (letter, bytes) = property switch
        {
            short value => ('Y', BitConverter.GetBytes(value)),
            bool value => ('C', [value ? (byte)1 : (byte)0]),
            int value => ('I', BitConverter.GetBytes(value)),
            long value => ('L', BitConverter.GetBytes(value)),
            float value => ('F', BitConverter.GetBytes(value)),
            double value => ('D', BitConverter.GetBytes(value)),
            string value => ('S', Blob(Encoding.UTF8.GetBytes(value))),
            byte[] value => ('R', Blob(value)),
            bool[] value => ('b', List(Bytes(value), value.Length)),
            int[] value => ('i', List(Bytes(value), value.Length)),
            long[] value => ('l', List(Bytes(value), value.Length)),
            float[] value => ('f', List(Bytes(value), value.Length)),
            double[] value => ('d', List(Bytes(value), value.Length)),
            FbxFalseList value => (value.Type, [.. BitConverter.GetBytes(value.Count), .. BitConverter.GetBytes(value.Encoding), .. BitConverter.GetBytes(value.StoredBytes), .. value.Data]),
            _ => throw new ArgumentException($"No property of an FBX is a {property.GetType()}."),
        };
        file.WriteByte((byte)letter);
        file.Write(bytes);
    }

    private static byte[] Blob(byte[] bytes) => [.. BitConverter.GetBytes(bytes.Length), .. bytes];

    private byte[] List(byte[] plain, int count)
    {
        var stored = Deflate ? Deflated(plain) : plain;
        return [.. BitConverter.GetBytes(count), .. BitConverter.GetBytes(Deflate ? 1 : 0), .. BitConverter.GetBytes(stored.Length), .. stored];
    }

    /// <summary>A zlib stream.</summary>
    public static byte[] Deflated(byte[] plain)
    {
        var stored = new MemoryStream();
        using (var zlib = new ZLibStream(stored, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(plain);
        }

        return stored.ToArray();
    }
}
