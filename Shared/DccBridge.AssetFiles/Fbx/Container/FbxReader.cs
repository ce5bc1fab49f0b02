using System.Buffers.Binary;
using System.Text;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Fbx.Container;

/// <summary>
/// Walks the records of a binary FBX through one window of 64 KiB. Nothing is kept: whoever wants a record again keeps its
/// <see cref="FbxRecord"/> and asks again.
/// </summary>
internal sealed class FbxReader
{
    /// <summary>Longest piece that can be looked at in one go.</summary>
    public const int WindowBytes = 64 * 1024;

    // What is read where somebody jumps to: most records there are short, and the next jump is not far.
    private const int JumpBytes = 4 * 1024;

    private const int NarrowHeadBytes = 13;
    private const int WideHeadBytes = 25;
    private const int NameCacheSize = 512;
    private const int CostOfHead = 4;

    private readonly byte[] _window = new byte[WindowBytes];
    private readonly string?[] _names = new string?[NameCacheSize];
    private readonly bool _wide;
    private long _windowStart;
    private int _windowLength;
    private long _visited;

    /// <param name="source">The file.</param>
    /// <param name="limits">What is accepted.</param>
    /// <exception cref="AssetFileException">The header is not that of a binary FBX of a known version.</exception>
    public FbxReader(ByteSource source, AssetFileLimits limits)
    {
        Source = source;
        Limits = limits;
        _wide = FbxHeader.IsWide(FbxHeader.Read(source));
    }

    /// <summary>The file.</summary>
    public ByteSource Source { get; }

    /// <summary>What is accepted.</summary>
    public AssetFileLimits Limits { get; }

    private int HeadBytes => _wide ? WideHeadBytes : NarrowHeadBytes;

    /// <summary>The records of the file itself. They must end with an empty head, which tells that the file was not cut off.</summary>
    public IEnumerable<FbxRecord> TopLevel()
    {
        var position = (long)FbxHeader.Bytes;
        while (ReadHead(position, Source.Length, "the file") is { } record)
        {
            yield return record;
            position = record.End;
        }
    }

    /// <summary>The records below a record.</summary>
    public IEnumerable<FbxRecord> Children(FbxRecord parent)
    {
        var position = parent.PropertiesEnd;
        while (position < parent.End)
        {
            if (ReadHead(position, parent.End, parent.Name) is not { } record)
            {
                if (position + HeadBytes != parent.End)
                {
                    throw Source.Error(position, $"the records of \"{Shown(parent.Name)}\" end here and the record itself at byte {parent.End}; it was damaged, export it again");
                }

                yield break;
            }

            yield return record;
            position = record.End;
        }
    }

    /// <summary>The first record of a name below a record; null when there is none.</summary>
    public FbxRecord? Child(FbxRecord parent, string name)
    {
        foreach (var child in Children(parent))
        {
            if (child.Name == name)
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>The properties of a record, one after the other.</summary>
    public FbxCursor Properties(FbxRecord record) => new(this, record);

    /// <summary>The bytes at an offset. They are good until the next call.</summary>
    public ReadOnlySpan<byte> At(long offset, int length, string what)
    {
        if (offset < _windowStart || offset + length > _windowStart + _windowLength)
        {
            var isNext = offset >= _windowStart && offset <= _windowStart + _windowLength;
            var available = (int)Math.Clamp(Source.Length - offset, length, isNext ? WindowBytes : Math.Max(length, JumpBytes));
            Source.Read(offset, _window.AsSpan(0, available), what);
            (_windowStart, _windowLength) = (offset, available);
        }

        return _window.AsSpan((int)(offset - _windowStart), length);
    }

    /// <summary>Counts what is about to be looked at, so that no file can take for ever: vertices, corners, keys, and with their weight records.</summary>
    public void Visit(long offset, long count)
    {
        _visited += count;
        if (_visited > Limits.MaxElementsVisited)
        {
            throw Source.Error(offset, $"the file, repeated meshes counted each time, has more than {Limits.MaxElementsVisited} vertices, corners, keys and records to look at; split the asset");
        }
    }

    /// <summary>A name out of the file as an error message may show it.</summary>
    public static string Shown(string name) => PrintableText.Clean(name, 64) ?? "?";

    private FbxRecord? ReadHead(long position, long limit, string inside)
    {
        if (limit - position < HeadBytes)
        {
            throw Source.Error(position, limit == Source.Length
                ? $"the file ends after {limit} bytes, in the middle of its records; it was cut off, export or copy it again"
                : $"a record begins {limit - position} bytes before the end of \"{Shown(inside)}\"; it was damaged, export it again");
        }

        Visit(position, CostOfHead);
        var head = At(position, HeadBytes, "a record");
        var end = _wide ? BinaryPrimitives.ReadUInt64LittleEndian(head) : BinaryPrimitives.ReadUInt32LittleEndian(head);
        var count = _wide ? BinaryPrimitives.ReadUInt64LittleEndian(head[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        var length = _wide ? BinaryPrimitives.ReadUInt64LittleEndian(head[16..]) : BinaryPrimitives.ReadUInt32LittleEndian(head[8..]);
        var nameLength = head[^1];
        if (end == 0 && count == 0 && length == 0 && nameLength == 0)
        {
            return null;
        }

        var properties = position + HeadBytes + nameLength;
        if (end > (ulong)limit)
        {
            throw Source.Error(position, $"a record claims to end at byte {end} and what it lies in ends at {limit}; the file was cut off or damaged, export it again");
        }

        if (end < (ulong)properties || length > end - (ulong)properties)
        {
            throw Source.Error(position, $"a record with {length} bytes of properties claims to end at byte {end}, which is too early; it was damaged, export it again");
        }

        // The smallest property is its letter and one byte.
        if (count > length / 2)
        {
            throw Source.Error(position, $"a record claims {count} properties in {length} bytes; it was damaged, export it again");
        }

        var name = NameOf(At(position + HeadBytes, nameLength, "the name of a record"));
        return new FbxRecord(name, position, (int)Math.Min(count, int.MaxValue), properties, properties + (long)length, (long)end);
    }

    // The same few names stand before hundreds of thousands of records.
    private string NameOf(ReadOnlySpan<byte> bytes)
    {
        var hash = 0u;
        foreach (var value in bytes)
        {
            hash = (hash * 31) + value;
        }

        ref var cached = ref _names[hash % NameCacheSize];
        if (cached is null || cached.Length != bytes.Length || !Ascii.Equals(bytes, cached))
        {
            cached = Encoding.Latin1.GetString(bytes);
        }

        return cached;
    }
}
