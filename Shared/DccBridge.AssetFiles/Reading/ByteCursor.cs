using System.Buffers.Binary;
using System.Text;

namespace DccBridge.AssetFiles.Reading;

/// <summary>Goes through a file in small steps, mostly forward, and reads it through one window.</summary>
internal sealed class ByteCursor(ByteSource source, long position = 0, int windowBytes = 16 * 1024)
{
    private readonly byte[] _window = new byte[windowBytes];
    private long _windowStart;
    private int _windowCount;

    /// <summary>Offset of the next byte.</summary>
    public long Position { get; private set; } = position;

    /// <summary>Bytes from here to the end of the file.</summary>
    public long Left => Math.Max(0, source.Length - Position);

    /// <summary>The next bytes, valid up to the next call; at most as many as the window has.</summary>
    /// <exception cref="AssetFileException">The file ends before.</exception>
    public ReadOnlySpan<byte> Take(int count, string what)
    {
        Fill(count, what);
        var taken = _window.AsSpan((int)(Position - _windowStart), count);
        Position += count;
        return taken;
    }

    /// <summary>Bytes that lie ahead, at least one but at the end of the file; they are passed by <see cref="Skip"/>.</summary>
    public ReadOnlySpan<byte> Ahead(string what)
    {
        if (Left == 0)
        {
            return [];
        }

        Fill(1, what);
        return _window.AsSpan((int)(Position - _windowStart), (int)(_windowStart + _windowCount - Position));
    }

    /// <summary>The next byte.</summary>
    public byte TakeByte(string what) => Take(1, what)[0];

    /// <summary>An unsigned 16-bit number, little endian.</summary>
    public ushort TakeUInt16LittleEndian(string what) => BinaryPrimitives.ReadUInt16LittleEndian(Take(2, what));

    /// <summary>An unsigned 16-bit number, big endian.</summary>
    public ushort TakeUInt16BigEndian(string what) => BinaryPrimitives.ReadUInt16BigEndian(Take(2, what));

    /// <summary>A signed 32-bit number, little endian.</summary>
    public int TakeInt32LittleEndian(string what) => BinaryPrimitives.ReadInt32LittleEndian(Take(4, what));

    /// <summary>An unsigned 32-bit number, little endian.</summary>
    public uint TakeUInt32LittleEndian(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, what));

    /// <summary>An unsigned 64-bit number, little endian.</summary>
    public ulong TakeUInt64LittleEndian(string what) => BinaryPrimitives.ReadUInt64LittleEndian(Take(8, what));

    /// <summary>UTF-8 text up to a zero byte, which is passed too.</summary>
    /// <exception cref="AssetFileException">There is no zero after at most <paramref name="maxBytes"/> bytes.</exception>
    public string TakeText(int maxBytes, string what)
    {
        var start = Position;
        var available = (int)Math.Min(maxBytes + 1, Left);
        var bytes = Take(available, what);
        var end = bytes.IndexOf((byte)0);
        if (end < 0)
        {
            throw available > maxBytes
                ? source.Error(start, $"{what} is longer than {maxBytes} characters; the file was damaged, export it again")
                : source.Error(source.Length, $"the file ends after {source.Length} bytes, in the middle of {what}; it was cut off, export or copy it again");
        }

        Position = start + end + 1;
        return Encoding.UTF8.GetString(bytes[..end]);
    }

    /// <summary>Passes over bytes without reading them.</summary>
    /// <exception cref="AssetFileException">The file ends before.</exception>
    public void Skip(long count, string what)
    {
        if (count > Left)
        {
            throw source.Error(Position, $"the file ends after {source.Length} bytes, in the middle of {what}; it was cut off, export or copy it again");
        }

        Position += count;
    }

    /// <summary>Goes back over bytes that were just taken.</summary>
    public void StepBack(int count) => Position -= count;

    private void Fill(int count, string what)
    {
        if (Position >= _windowStart && Position + count <= _windowStart + _windowCount)
        {
            return;
        }

        _windowCount = 0;
        var read = (int)Math.Min(Math.Max(count, Math.Min(_window.Length, Left)), _window.Length);
        source.Read(Position, _window.AsSpan(0, read), what);
        _windowStart = Position;
        _windowCount = read;
    }
}
