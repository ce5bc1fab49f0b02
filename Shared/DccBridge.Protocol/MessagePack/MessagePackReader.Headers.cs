using System.Buffers;
using System.Runtime.CompilerServices;

namespace MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Reads the header of an array; its items follow.</summary>
    /// <returns>The number of items, never more than there are bytes left.</returns>
    /// <exception cref="EndOfStreamException">The data ends within the header, or has fewer bytes left than the array has items.</exception>
    /// <exception cref="MessagePackSerializationException">The next value is not an array.</exception>
    /// <exception cref="OverflowException">The array claims more than 2 147 483 647 items.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadArrayHeader()
    {
        var count = NextCode - MessagePackCode.MinFixArray;
        if ((uint)count <= MessagePackRange.MaxFixArrayCount)
        {
            _index++;
        }
        else
        {
            count = ReadWideCount(MessagePackType.Array);
        }

        RequireRemaining(count);
        return count;
    }

    /// <summary>Reads the header of an array if the data holds all of it; else answers false and stays. Its count is not checked against the data left.</summary>
    /// <exception cref="MessagePackSerializationException">The next value is not an array.</exception>
    /// <exception cref="OverflowException">The array claims more than 2 147 483 647 items.</exception>
    public bool TryReadArrayHeader(out int count) => TryReadCount(MessagePackType.Array, out count);

    /// <summary>Reads the header of a map; its keys follow, each with its value.</summary>
    /// <returns>The number of pairs, never more than half the number of bytes left.</returns>
    /// <exception cref="EndOfStreamException">The data ends within the header, or has fewer than two bytes left for each pair.</exception>
    /// <exception cref="MessagePackSerializationException">The next value is not a map.</exception>
    /// <exception cref="OverflowException">The map claims more than 2 147 483 647 pairs.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadMapHeader()
    {
        var count = NextCode - MessagePackCode.MinFixMap;
        if ((uint)count <= MessagePackRange.MaxFixMapCount)
        {
            _index++;
        }
        else
        {
            count = ReadWideCount(MessagePackType.Map);
        }

        RequireRemaining(2L * count);
        return count;
    }

    /// <summary>Reads the header of a map if the data holds all of it; else answers false and stays. Its count is not checked against the data left.</summary>
    /// <exception cref="MessagePackSerializationException">The next value is not a map.</exception>
    /// <exception cref="OverflowException">The map claims more than 2 147 483 647 pairs.</exception>
    public bool TryReadMapHeader(out int count) => TryReadCount(MessagePackType.Map, out count);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ReadWideCount(MessagePackType type)
    {
        if (!TryReadCount(type, out var count))
        {
            ThrowEnd();
        }

        return count;
    }

    private bool TryReadCount(MessagePackType type, out int count)
    {
        count = 0;
        if (Remaining == 0)
        {
            return false;
        }

        RequireByte();
        Span<byte> scratch = stackalloc byte[LongestToken];
        var token = Peek(scratch);
        var code = token[0];
        if (MessagePackCode.ToMessagePackType(code) != type)
        {
            ThrowUnexpected(code, type == MessagePackType.Array ? "an array" : "a map");
        }

        int size;
        switch (code)
        {
            case MessagePackCode.Array16 or MessagePackCode.Map16:
                size = 3;
                break;
            case MessagePackCode.Array32 or MessagePackCode.Map32:
                size = 5;
                break;
            default:
                count = code & 0x0F;
                Advance(1);
                return true;
        }

        if (token.Length < size)
        {
            return false;
        }

        var claim = LengthIn(token, size - 1);
        if (claim > int.MaxValue)
        {
            ThrowTooLong(claim);
        }

        count = (int)claim;
        Advance(size);
        return true;
    }

    /// <summary>Reads the next <paramref name="length"/> bytes as they stand, without a copy.</summary>
    /// <exception cref="EndOfStreamException"><paramref name="length"/> is negative or more than is left.</exception>
    public ReadOnlySequence<byte> ReadRaw(long length)
    {
        if (length < 0)
        {
            ThrowEnd();
        }

        return TakeSlice(length);
    }

    /// <summary>Reads one value of any depth as it stands, without a copy.</summary>
    /// <exception cref="MessagePackSerializationException">The byte 0xC1 stands where a value should begin.</exception>
    /// <exception cref="EndOfStreamException">The data ends before the end of the value.</exception>
    public ReadOnlySequence<byte> ReadRaw()
    {
        var start = Position;
        var from = Consumed;
        Skip();
        return _sequence.Slice(start, Consumed - from);
    }

    /// <summary>Reads bytes without a copy, null for nil. A string is taken as its bytes, as writers of the old format have no other form.</summary>
    /// <exception cref="MessagePackSerializationException">The next value is not bin, string or nil.</exception>
    /// <exception cref="EndOfStreamException">The data ends before the end of the value.</exception>
    public ReadOnlySequence<byte>? ReadBytes()
    {
        if (TryReadNil())
        {
            return null;
        }

        var length = ReadLength(bytesToo: true);
        return TakeSlice(length);
    }
}
