using System.Buffers.Binary;
using System.Text;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Png;

/// <summary>Walks over the chunks of a PNG: length, type, data, checksum (PNG specification, 5.3).</summary>
internal sealed class PngChunkReader
{
    /// <summary>Bytes before the data of a chunk: length and type.</summary>
    private const int HeadBytes = 8;

    // A file of the greatest length in chunks of the usual 8 KiB has half as many.
    private const int MaxChunks = 1 << 20;

    private const int WindowBytes = 32 * 1024;

    private readonly ByteSource _source;
    private byte[] _window = [];
    private Crc32 _crc;
    private int _count;

    /// <summary>Checks the signature.</summary>
    public PngChunkReader(ByteSource source)
    {
        _source = source;
        Span<byte> signature = stackalloc byte[8];
        source.Read(0, signature, "the PNG signature");
        if (!signature.SequenceEqual((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            throw source.Error(0, "the file does not start with the PNG signature; it is another kind of file or was damaged on the way, export it again as PNG");
        }

        End = signature.Length;
    }

    /// <summary>Type of the present chunk, four letters.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Offset of the present chunk's length field.</summary>
    public long Start { get; private set; }

    /// <summary>Offset of its data.</summary>
    public long DataStart => Start + HeadBytes;

    /// <summary>Bytes of its data.</summary>
    public long DataLength { get; private set; }

    /// <summary>Offset after its checksum.</summary>
    private long End { get; set; }

    /// <summary>Bytes of its data not yet read.</summary>
    public long Left { get; private set; }

    /// <summary>Offset of the next byte of data.</summary>
    public long Position => DataStart + DataLength - Left;

    /// <summary>Goes to the next chunk. The one before must have been read to its end.</summary>
    public void Next()
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        _source.Read(End, head, Type.Length == 0 ? "the first chunk" : $"the chunk after {Type}");
        Start = End;
        if (++_count > MaxChunks)
        {
            throw _source.Error(Start, $"the file has more than {MaxChunks} chunks; export it again with another program");
        }

        foreach (var letter in head[4..])
        {
            if (!char.IsAsciiLetter((char)letter))
            {
                throw _source.Error(Start + 4, $"a chunk type must be four letters and not {Convert.ToHexString(head[4..])}; the file was damaged, export it again");
            }
        }

        Type = Encoding.ASCII.GetString(head[4..]);
        DataLength = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (DataLength > int.MaxValue)
        {
            throw _source.Error(Start, $"chunk {Type} claims {DataLength} bytes, more than any PNG chunk may have; the file was damaged, export it again");
        }

        if (DataLength + 4 > _source.Length - DataStart)
        {
            throw _source.Error(Start, $"chunk {Type} claims {DataLength} bytes and the file ends after {_source.Length}; it was cut off, export or copy it again");
        }

        Left = DataLength;
        End = DataStart + DataLength + 4;
        _crc = new Crc32();
        _crc.Append(head[4..]);
    }

    /// <summary>Reads the next bytes of data; 0 at the end of the chunk, whose checksum is then compared.</summary>
    public int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, Left);
        _source.Read(Position, buffer[..count], $"chunk {Type}");
        _crc.Append(buffer[..count]);
        var before = Left;
        Left -= count;
        if (Left == 0 && (before > 0 || DataLength == 0))
        {
            CompareChecksum();
        }

        return count;
    }

    /// <summary>Reads the whole data of a chunk that is known to be small.</summary>
    public byte[] ReadAll()
    {
        var data = new byte[DataLength];
        Read(data);
        return data;
    }

    /// <summary>Reads the rest of the chunk away and compares its checksum.</summary>
    public void Skip()
    {
        if (_window.Length < Math.Min(Left, WindowBytes))
        {
            _window = new byte[Math.Min(Left, WindowBytes)];
        }

        do
        {
            Read(_window);
        }
        while (Left > 0);
    }

    private void CompareChecksum()
    {
        Span<byte> bytes = stackalloc byte[4];
        _source.Read(End - 4, bytes, $"the checksum of chunk {Type}");
        var stored = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (stored != _crc.Value)
        {
            throw _source.Error(End - 4, $"the checksum of chunk {Type} is {stored:X8} and its bytes give {_crc.Value:X8}; the file was damaged on the way, export or copy it again");
        }
    }
}
