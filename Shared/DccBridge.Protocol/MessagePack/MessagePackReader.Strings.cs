using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace MessagePack;

public ref partial struct MessagePackReader
{
    // A string in pieces is put together on the stack up to this length, above it in rented memory.
    private const int StackLimit = 512;

    /// <summary>Reads a string, null for nil. Bytes that are not UTF-8 become U+FFFD.</summary>
    /// <exception cref="MessagePackSerializationException">The next value is neither a string nor nil.</exception>
    /// <exception cref="EndOfStreamException">The data ends before the end of the string.</exception>
    public string? ReadString()
    {
        var code = NextCode;
        long length = code ^ MessagePackCode.MinFixStr;
        if (length <= MessagePackRange.MaxFixStringLength)
        {
            _index++;
        }
        else if (code == MessagePackCode.Nil)
        {
            _index++;
            return null;
        }
        else if (code == MessagePackCode.Str8 && _span.Length - _index >= 2)
        {
            length = _span[_index + 1];
            _index += 2;
        }
        else
        {
            length = ReadLength(bytesToo: false);
        }

        if (length > _span.Length - _index)
        {
            return ReadStringInPieces(length);
        }

        var value = AsciiText.Decode(_span.Slice(_index, (int)length));
        _index += (int)length;
        return value;
    }

    /// <summary>Reads the UTF-8 bytes of a string without a copy, null for nil.</summary>
    /// <exception cref="MessagePackSerializationException">The next value is neither a string nor nil.</exception>
    /// <exception cref="EndOfStreamException">The data ends before the end of the string.</exception>
    public ReadOnlySequence<byte>? ReadStringSequence()
    {
        if (TryReadNil())
        {
            return null;
        }

        return TakeSlice(ReadLength(bytesToo: false));
    }

    /// <summary>Reads the UTF-8 bytes of a string without a copy if they lie in one piece. For nil, and where a segment ends within the string, answers false and stays.</summary>
    /// <exception cref="MessagePackSerializationException">The next value is neither a string nor nil.</exception>
    /// <exception cref="EndOfStreamException">The data ends before the end of the string.</exception>
    /// <exception cref="OverflowException">The string claims more than 2 147 483 647 bytes.</exception>
    public bool TryReadStringSpan(out ReadOnlySpan<byte> span)
    {
        span = default;
        if (IsNil)
        {
            return false;
        }

        var before = this;
        var length = ReadLength(bytesToo: false);
        if (length > int.MaxValue)
        {
            ThrowTooLong(length);
        }

        RequireRemaining(length);
        if (length > 0 && _index == _span.Length)
        {
            MoveToNextSegment();
        }

        if (length > _span.Length - _index)
        {
            this = before;
            return false;
        }

        span = _span.Slice(_index, (int)length);
        _index += (int)length;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string ReadStringInPieces(long length)
    {
        RequireRemaining(length);
        var count = checked((int)length);
        byte[]? rented = null;
        var bytes = count <= StackLimit ? stackalloc byte[StackLimit] : (rented = ArrayPool<byte>.Shared.Rent(count));
        try
        {
            CopyTo(bytes[..count]);
            Advance(count);
            return AsciiText.Decode(bytes[..count]);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>Reads the header of a string, or of bin where <paramref name="bytesToo"/>, and returns how many bytes follow it.</summary>
    private long ReadLength(bool bytesToo)
    {
        RequireByte();
        Span<byte> scratch = stackalloc byte[LongestToken];
        var token = Peek(scratch);
        var code = token[0];
        long length;
        int size;
        switch (code)
        {
            case >= MessagePackCode.MinFixStr and <= MessagePackCode.MaxFixStr:
                length = code - MessagePackCode.MinFixStr;
                size = 1;
                break;
            case MessagePackCode.Str8:
            case MessagePackCode.Bin8 when bytesToo:
                RequireRemaining(2);
                length = token[1];
                size = 2;
                break;
            case MessagePackCode.Str16:
            case MessagePackCode.Bin16 when bytesToo:
                RequireRemaining(3);
                length = BinaryPrimitives.ReadUInt16BigEndian(token[1..]);
                size = 3;
                break;
            case MessagePackCode.Str32:
            case MessagePackCode.Bin32 when bytesToo:
                RequireRemaining(5);
                length = BinaryPrimitives.ReadUInt32BigEndian(token[1..]);
                size = 5;
                break;
            default:
                ThrowUnexpected(code, bytesToo ? "bytes" : "a string");
                return 0;
        }

        Advance(size);
        return length;
    }
}
