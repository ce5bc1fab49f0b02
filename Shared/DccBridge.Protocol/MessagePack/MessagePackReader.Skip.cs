using System.Buffers.Binary;

namespace MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Passes over one value of any depth, without recursion.</summary>
    /// <exception cref="MessagePackSerializationException">The byte 0xC1 stands where a value should begin.</exception>
    /// <exception cref="EndOfStreamException">The data ends before the end of the value.</exception>
    /// <exception cref="OverflowException">An array or map in it claims more than 2 147 483 647 items or pairs.</exception>
    public void Skip()
    {
        long values = 1;
        while (values > 0)
        {
            // The claims are not added up in vain: each token takes at least a byte, so the data ends long before the sum overflows.
            values += SkipToken() - 1;
        }
    }

    /// <summary>Passes over one token, bytes of strings and extensions included, and returns how many values belong to it and follow.</summary>
    private long SkipToken()
    {
        RequireByte();
        Span<byte> scratch = stackalloc byte[LongestToken];
        var token = Peek(scratch);
        var code = token[0];
        long size = 1;
        long values = 0;
        switch (code)
        {
            case <= MessagePackCode.MaxFixInt or >= MessagePackCode.MinNegativeFixInt:
            case MessagePackCode.Nil or MessagePackCode.False or MessagePackCode.True:
                break;
            case <= MessagePackCode.MaxFixMap:
                values = 2 * (code & 0x0F);
                break;
            case <= MessagePackCode.MaxFixArray:
                values = code & 0x0F;
                break;
            case <= MessagePackCode.MaxFixStr:
                size += code & 0x1F;
                break;
            case MessagePackCode.UInt8 or MessagePackCode.Int8:
                size = 2;
                break;
            case MessagePackCode.UInt16 or MessagePackCode.Int16 or MessagePackCode.FixExt1:
                size = 3;
                break;
            case MessagePackCode.FixExt2:
                size = 4;
                break;
            case MessagePackCode.UInt32 or MessagePackCode.Int32 or MessagePackCode.Float32:
                size = 5;
                break;
            case MessagePackCode.FixExt4:
                size = 6;
                break;
            case MessagePackCode.UInt64 or MessagePackCode.Int64 or MessagePackCode.Float64:
                size = 9;
                break;
            case MessagePackCode.FixExt8:
                size = 10;
                break;
            case MessagePackCode.FixExt16:
                size = 18;
                break;
            case MessagePackCode.Str8 or MessagePackCode.Bin8:
                size = 2 + LengthIn(token, 1);
                break;
            case MessagePackCode.Str16 or MessagePackCode.Bin16:
                size = 3 + LengthIn(token, 2);
                break;
            case MessagePackCode.Str32 or MessagePackCode.Bin32:
                size = 5 + LengthIn(token, 4);
                break;
            case MessagePackCode.Ext8:
                size = 3 + LengthIn(token, 1);
                break;
            case MessagePackCode.Ext16:
                size = 4 + LengthIn(token, 2);
                break;
            case MessagePackCode.Ext32:
                size = 6 + LengthIn(token, 4);
                break;
            case MessagePackCode.Array16:
                size = 3;
                values = LengthIn(token, 2);
                break;
            case MessagePackCode.Array32:
                size = 5;
                values = CountIn(token);
                break;
            case MessagePackCode.Map16:
                size = 3;
                values = 2 * LengthIn(token, 2);
                break;
            case MessagePackCode.Map32:
                size = 5;
                values = 2 * CountIn(token);
                break;
            default:
                ThrowUnexpected(code, "a value");
                break;
        }

        RequireRemaining(size);
        Advance(size);
        return values;
    }

    private readonly long CountIn(scoped ReadOnlySpan<byte> token)
    {
        var count = LengthIn(token, 4);
        if (count > int.MaxValue)
        {
            ThrowTooLong(count);
        }

        return count;
    }

    // The number behind the code, in 1, 2 or 4 bytes.
    private readonly long LengthIn(scoped ReadOnlySpan<byte> token, int width)
    {
        if (token.Length <= width)
        {
            ThrowEnd();
        }

        return width switch
        {
            1 => token[1],
            2 => BinaryPrimitives.ReadUInt16BigEndian(token[1..]),
            _ => BinaryPrimitives.ReadUInt32BigEndian(token[1..]),
        };
    }
}
