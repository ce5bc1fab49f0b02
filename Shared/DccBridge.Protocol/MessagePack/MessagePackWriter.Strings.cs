using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace MessagePack;

public ref partial struct MessagePackWriter
{
    // Up to this many characters, room for the worst case (3 bytes each) is simply asked for; beyond it the bytes are counted first.
    private const int CountedAbove = 4096;
    private const int MaxHeader = 5;
    private const int MaxBytesPerChar = 3;

    /// <summary>Writes a string in UTF-8, or nil for null. Half of a surrogate pair is written as U+FFFD.</summary>
    public void Write(string? value)
    {
        if (value is null)
        {
            WriteNil();
        }
        else
        {
            Write(value.AsSpan());
        }
    }

    /// <summary>Writes a string in UTF-8. Half of a surrogate pair is written as U+FFFD.</summary>
    public void Write(scoped ReadOnlySpan<char> value)
    {
        var length = value.Length;
        if (length > CountedAbove)
        {
            WriteLong(value);
            return;
        }

        ref var start = ref Reserve((length * MaxBytesPerChar) + MaxHeader);
        var header = StringHeaderSize(length, OldSpec);
        if (AsciiText.TryNarrow(ref MemoryMarshal.GetReference(value), ref Unsafe.Add(ref start, header), length))
        {
            PutStringHeader(ref start, header, length);
            _used += header + length;
        }
        else
        {
            WriteNonAscii(value, header);
        }
    }

    /// <summary>Writes a string from its UTF-8 bytes, which are not checked.</summary>
    public void WriteString(ReadOnlySpan<byte> utf8stringBytes)
    {
        WriteStringHeader(utf8stringBytes.Length);
        Copy(utf8stringBytes);
    }

    /// <summary>Writes a string from its UTF-8 bytes, which are not checked.</summary>
    /// <exception cref="OverflowException">There are more than 2 147 483 647 bytes.</exception>
    public void WriteString(in ReadOnlySequence<byte> utf8stringBytes)
    {
        WriteStringHeader(checked((int)utf8stringBytes.Length));
        WriteRaw(utf8stringBytes);
    }

    /// <summary>Announces a string; write <paramref name="byteCount"/> bytes of UTF-8 after it, with <see cref="WriteRaw(ReadOnlySpan{byte})"/> or <see cref="GetSpan"/>.</summary>
    /// <exception cref="OverflowException"><paramref name="byteCount"/> is negative.</exception>
    public void WriteStringHeader(int byteCount)
    {
        _ = checked((uint)byteCount);
        ref var start = ref Reserve(MaxHeader);
        // As the package does, str 8 is used here even with OldSpec; only text that the writer encodes itself avoids it.
        var header = StringHeaderSize(byteCount, withoutStr8: false);
        PutStringHeader(ref start, header, byteCount);
        _used += header;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteNonAscii(scoped ReadOnlySpan<char> value, int guessedHeader)
    {
        var free = _span[_used..];
        var count = Encoding.UTF8.GetBytes(value, free[guessedHeader..]);
        var header = StringHeaderSize(count, OldSpec);
        if (header != guessedHeader)
        {
            free.Slice(guessedHeader, count).CopyTo(free[header..]);
        }

        PutStringHeader(ref MemoryMarshal.GetReference(free), header, count);
        _used += header + count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLong(scoped ReadOnlySpan<char> value)
    {
        var count = Encoding.UTF8.GetByteCount(value);
        ref var start = ref Reserve(count + MaxHeader);
        var header = StringHeaderSize(count, OldSpec);
        PutStringHeader(ref start, header, count);
        Encoding.UTF8.GetBytes(value, _span.Slice(_used + header, count));
        _used += header + count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int StringHeaderSize(int byteCount, bool withoutStr8)
    {
        if ((uint)byteCount <= MessagePackRange.MaxFixStringLength)
        {
            return 1;
        }

        if ((uint)byteCount <= byte.MaxValue && !withoutStr8)
        {
            return 2;
        }

        return (uint)byteCount <= ushort.MaxValue ? 3 : MaxHeader;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutStringHeader(ref byte target, int header, int byteCount)
    {
        switch (header)
        {
            case 1:
                target = (byte)(MessagePackCode.MinFixStr | byteCount);
                break;
            case 2:
                target = MessagePackCode.Str8;
                Unsafe.Add(ref target, 1) = (byte)byteCount;
                break;
            case 3:
                target = MessagePackCode.Str16;
                PutBigEndian(ref Unsafe.Add(ref target, 1), (ushort)byteCount);
                break;
            default:
                target = MessagePackCode.Str32;
                PutBigEndian(ref Unsafe.Add(ref target, 1), (uint)byteCount);
                break;
        }
    }
}
