using System.Buffers.Binary;
using System.Text;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Wav;

/// <summary>A chunk: four letters and where its bytes lie.</summary>
internal readonly record struct WavChunk(string Id, long Start, long Length)
{
    /// <summary>Offset of its first byte of data.</summary>
    public long DataStart => Start + WavContainer.ChunkHeadBytes;
}

/// <summary>The outer chunk of a WAVE file, and the walk over those in it.</summary>
internal sealed class WavContainer
{
    /// <summary>Bytes before the data of a chunk: four letters and the length.</summary>
    public const int ChunkHeadBytes = 8;

    // What a 32-bit length says when the real one is in the chunk ds64.
    private const uint Elsewhere = uint.MaxValue;
    private const int Ds64Bytes = 28;

    private readonly ByteSource _source;
    private readonly bool _large;
    private readonly long _largeData;

    private WavContainer(ByteSource source, bool large, long end, long largeData)
    {
        _source = source;
        _large = large;
        _largeData = largeData;
        End = end;
    }

    /// <summary>Offset behind the last chunk.</summary>
    public long End { get; }

    /// <summary>Reads the head of the file, and the chunk ds64 where the lengths are in it; the cursor then stands on the first other chunk.</summary>
    public static WavContainer Read(ByteSource source, ByteCursor cursor)
    {
        var head = cursor.Take(12, "the WAVE header");
        var large = head.StartsWith("RF64"u8) || head.StartsWith("BW64"u8);
        if ((!large && !head.StartsWith("RIFF"u8)) || !head[8..].SequenceEqual("WAVE"u8))
        {
            throw source.Error(0, "the file does not start with a WAVE header; it is another kind of file or was damaged on the way, export it again as WAV");
        }

        ulong length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        ulong data = 0;
        if (large)
        {
            (var whole, data) = ReadDs64(source, cursor);
            length = length == Elsewhere ? whole : length;
        }

        // A last chunk of odd length may lack its pad byte, whether the length counts it or not.
        if (length > (ulong)source.Length - ChunkHeadBytes + 1 || data > (ulong)source.Length)
        {
            throw source.Error(4, $"the file claims {length} bytes and has {source.Length - ChunkHeadBytes}; it was cut off or not finished, export or copy it again");
        }

        return new WavContainer(source, large, Math.Min(source.Length, ChunkHeadBytes + (long)length), (long)data);
    }

    /// <summary>Reads the head of the next chunk; the cursor then stands on its data.</summary>
    public WavChunk Next(ByteCursor cursor)
    {
        var start = cursor.Position;
        var head = cursor.Take(ChunkHeadBytes, "a chunk");
        foreach (var letter in head[..4])
        {
            if (letter is < 0x20 or > 0x7E)
            {
                throw _source.Error(start, $"a chunk must begin with four letters and not {Convert.ToHexString(head[..4])}; the file was damaged, export it again");
            }
        }

        var id = Encoding.ASCII.GetString(head[..4]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        if (_large && length == Elsewhere && id == "data")
        {
            length = _largeData;
        }

        if (length > End - cursor.Position)
        {
            throw _source.Error(start, $"chunk {id.Trim()} claims {length} bytes and {End - cursor.Position} follow; the file was cut off or not finished, export or copy it again");
        }

        return new WavChunk(id, start, length);
    }

    /// <summary>Goes behind the chunk. Chunks of odd length are followed by one byte.</summary>
    public void Pass(ByteCursor cursor, WavChunk chunk)
    {
        var next = Math.Min(End, chunk.DataStart + chunk.Length + (chunk.Length & 1));
        cursor.Skip(next - cursor.Position, "a chunk");
    }

    // Length of the whole, of the samples, number of samples, then a table of other long chunks, which none that matters here is in.
    private static (ulong Whole, ulong Data) ReadDs64(ByteSource source, ByteCursor cursor)
    {
        var start = cursor.Position;
        var head = cursor.Take(ChunkHeadBytes, "chunk ds64");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        if (!head.StartsWith("ds64"u8) || length < Ds64Bytes)
        {
            throw source.Error(start, "a WAVE of more than 4 GiB must begin with the chunk ds64 of its lengths and does not; the file was damaged, export it again");
        }

        var whole = cursor.TakeUInt64LittleEndian("chunk ds64");
        var data = cursor.TakeUInt64LittleEndian("chunk ds64");
        cursor.Skip(length - 16L + (length & 1), "chunk ds64");
        return (whole, data);
    }
}
