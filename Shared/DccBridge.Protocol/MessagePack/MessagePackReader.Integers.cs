using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Reads an integer of any width from 0 to 255.</summary>
    /// <inheritdoc cref="ReadInt64"/>
    public byte ReadByte() => TryReadFixInt(out var value) ? (byte)value : (byte)ReadUnsigned(byte.MaxValue);

    /// <summary>Reads an integer of any width from 0 to 65535.</summary>
    /// <inheritdoc cref="ReadInt64"/>
    public ushort ReadUInt16() => TryReadFixInt(out var value) ? (ushort)value : (ushort)ReadUnsigned(ushort.MaxValue);

    /// <summary>Reads an integer of any width from 0 to 2^32 - 1.</summary>
    /// <inheritdoc cref="ReadInt64"/>
    public uint ReadUInt32() => TryReadFixInt(out var value) ? (uint)value : (uint)ReadUnsigned(uint.MaxValue);

    /// <summary>Reads an integer of any width from 0 to 2^64 - 1.</summary>
    /// <inheritdoc cref="ReadInt64"/>
    public ulong ReadUInt64() => TryReadFixInt(out var value) ? (ulong)value : ReadUnsigned(ulong.MaxValue);

    /// <summary>Reads an integer of any width from -128 to 127.</summary>
    /// <inheritdoc cref="ReadInt64"/>
    public sbyte ReadSByte() => TryReadFixInt(out var value) ? (sbyte)value : (sbyte)ReadSigned(sbyte.MinValue, sbyte.MaxValue);

    /// <summary>Reads an integer of any width from -32768 to 32767.</summary>
    /// <inheritdoc cref="ReadInt64"/>
    public short ReadInt16() => TryReadFixInt(out var value) ? (short)value : (short)ReadSigned(short.MinValue, short.MaxValue);

    /// <summary>Reads an integer of any width from -2^31 to 2^31 - 1.</summary>
    /// <inheritdoc cref="ReadInt64"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadInt32() => TryReadFixInt(out var value) ? value : (int)ReadSigned(int.MinValue, int.MaxValue);

    /// <summary>Reads an integer of any width from -2^63 to 2^63 - 1.</summary>
    /// <exception cref="OverflowException">The integer is outside that range.</exception>
    /// <exception cref="MessagePackSerializationException">The next value is not an integer.</exception>
    /// <exception cref="EndOfStreamException">The data ends before the end of the value.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadInt64() => TryReadFixInt(out var value) ? value : ReadSigned(long.MinValue, long.MaxValue);

    /// <summary>Reads an integer of any width from 0 to 65535 as a UTF-16 code unit.</summary>
    /// <inheritdoc cref="ReadInt64"/>
    public char ReadChar() => (char)ReadUInt16();

    // 0 to 127: the one form common enough to be looked for before all others.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadFixInt(out int value)
    {
        var span = _span;
        var index = _index;
        if ((uint)index < (uint)span.Length)
        {
            value = span[index];
            if (value <= MessagePackCode.MaxFixInt)
            {
                _index = index + 1;
                return true;
            }
        }

        value = 0;
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long ReadSigned(long min, long max)
    {
        var size = PeekInteger(out var bits, out var negative);
        var value = unchecked((long)bits);
        if (negative ? value < min : bits > (ulong)max)
        {
            ThrowOverflow(bits, negative, $"{min} to {max}");
        }

        Advance(size);
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong ReadUnsigned(ulong max)
    {
        var size = PeekInteger(out var bits, out var negative);
        if (negative || bits > max)
        {
            ThrowOverflow(bits, negative, $"0 to {max}");
        }

        Advance(size);
        return bits;
    }

    /// <summary>Looks at an integer of any form. <paramref name="bits"/> is two's complement; <paramref name="negative"/> tells -1 from 2^64 - 1.</summary>
    /// <returns>The number of bytes to advance by.</returns>
    private int PeekInteger(out ulong bits, out bool negative)
    {
        RequireByte();
        Span<byte> scratch = stackalloc byte[LongestToken];
        var token = Peek(scratch);
        var code = token[0];
        if (code is <= MessagePackCode.MaxFixInt or >= MessagePackCode.MinNegativeFixInt)
        {
            bits = unchecked((ulong)(sbyte)code);
            negative = code >= MessagePackCode.MinNegativeFixInt;
            return 1;
        }

        if (code is < MessagePackCode.UInt8 or > MessagePackCode.Int64)
        {
            ThrowUnexpected(code, "an integer");
        }

        // The eight codes are in the order of their widths, unsigned before signed.
        var width = 1 << (code & 3);
        if (token.Length <= width)
        {
            ThrowEnd();
        }

        var signed = code >= MessagePackCode.Int8;
        token = token[1..];
        bits = width switch
        {
            1 => signed ? unchecked((ulong)(sbyte)token[0]) : token[0],
            2 => signed ? unchecked((ulong)BinaryPrimitives.ReadInt16BigEndian(token)) : BinaryPrimitives.ReadUInt16BigEndian(token),
            4 => signed ? unchecked((ulong)BinaryPrimitives.ReadInt32BigEndian(token)) : BinaryPrimitives.ReadUInt32BigEndian(token),
            _ => BinaryPrimitives.ReadUInt64BigEndian(token),
        };
        negative = signed && (long)bits < 0;
        return width + 1;
    }

    [DoesNotReturn]
    private readonly void ThrowOverflow(ulong bits, bool negative, string range)
    {
        var value = negative ? ((long)bits).ToString(CultureInfo.InvariantCulture) : bits.ToString(CultureInfo.InvariantCulture);
        throw new OverflowException($"The integer {value} at byte {Consumed} is outside {range}, the range of the type that is read.");
    }
}
