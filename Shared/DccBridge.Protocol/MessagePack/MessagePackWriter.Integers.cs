using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace MessagePack;

public ref partial struct MessagePackWriter
{
    /// <summary>The number of bytes of <paramref name="value"/> in its shortest form, its code included: 1, 2, 3, 5 or 9.</summary>
    public static int GetEncodedLength(long value) => value switch
    {
        >= 0 => GetEncodedLength((ulong)value),
        >= MessagePackRange.MinFixNegativeInt => 1,
        >= sbyte.MinValue => 2,
        >= short.MinValue => 3,
        >= int.MinValue => 5,
        _ => 9,
    };

    /// <inheritdoc cref="GetEncodedLength(long)"/>
    public static int GetEncodedLength(ulong value) => value switch
    {
        <= MessagePackRange.MaxFixPositiveInt => 1,
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        <= uint.MaxValue => 5,
        _ => 9,
    };

    /// <summary>Writes an integer in 1 or 2 bytes.</summary>
    public void Write(byte value) => Write((uint)value);

    /// <summary>Writes an integer in 1 or 2 bytes.</summary>
    public void Write(sbyte value) => Write((int)value);

    /// <summary>Writes an integer in 1 to 3 bytes.</summary>
    public void Write(ushort value) => Write((uint)value);

    /// <summary>Writes an integer in 1 to 3 bytes.</summary>
    public void Write(short value) => Write((int)value);

    /// <summary>Writes the UTF-16 code unit as an integer in 1 to 3 bytes.</summary>
    public void Write(char value) => Write((uint)value);

    /// <summary>Writes an integer in 1, 2, 3 or 5 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(uint value)
    {
        if (value <= MessagePackRange.MaxFixPositiveInt)
        {
            Reserve(1) = (byte)value;
            _used++;
        }
        else
        {
            WriteWide(value);
        }
    }

    /// <summary>Writes an integer in 1, 2, 3 or 5 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(int value)
    {
        if ((uint)value <= MessagePackRange.MaxFixPositiveInt)
        {
            Reserve(1) = (byte)value;
            _used++;
        }
        else if (value > 0)
        {
            WriteWide((uint)value);
        }
        else
        {
            WriteNegative(value);
        }
    }

    /// <summary>Writes an integer in 1, 2, 3, 5 or 9 bytes.</summary>
    public void Write(ulong value)
    {
        if (value <= uint.MaxValue)
        {
            Write((uint)value);
        }
        else
        {
            WriteUInt64(value);
        }
    }

    /// <summary>Writes an integer in 1, 2, 3, 5 or 9 bytes.</summary>
    public void Write(long value)
    {
        if (value >= 0)
        {
            Write((ulong)value);
        }
        else if (value >= int.MinValue)
        {
            WriteNegative((int)value);
        }
        else
        {
            WriteInt64(value);
        }
    }

    /// <summary>Writes uint 8, even where a shorter form exists.</summary>
    public void WriteUInt8(byte value) => Write1(MessagePackCode.UInt8, value);

    /// <summary>Writes int 8, even where a shorter form exists.</summary>
    public void WriteInt8(sbyte value) => Write1(MessagePackCode.Int8, (byte)value);

    /// <summary>Writes uint 16, even where a shorter form exists.</summary>
    public void WriteUInt16(ushort value) => Write2(MessagePackCode.UInt16, value);

    /// <summary>Writes int 16, even where a shorter form exists.</summary>
    public void WriteInt16(short value) => Write2(MessagePackCode.Int16, (ushort)value);

    /// <summary>Writes uint 32, even where a shorter form exists.</summary>
    public void WriteUInt32(uint value) => Write4(MessagePackCode.UInt32, value);

    /// <summary>Writes int 32, even where a shorter form exists.</summary>
    public void WriteInt32(int value) => Write4(MessagePackCode.Int32, (uint)value);

    /// <summary>Writes uint 64, even where a shorter form exists.</summary>
    public void WriteUInt64(ulong value) => Write8(MessagePackCode.UInt64, value);

    /// <summary>Writes int 64, even where a shorter form exists.</summary>
    public void WriteInt64(long value) => Write8(MessagePackCode.Int64, (ulong)value);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteWide(uint value)
    {
        if (value <= byte.MaxValue)
        {
            Write1(MessagePackCode.UInt8, (byte)value);
        }
        else if (value <= ushort.MaxValue)
        {
            Write2(MessagePackCode.UInt16, (ushort)value);
        }
        else
        {
            Write4(MessagePackCode.UInt32, value);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteNegative(int value)
    {
        if (value >= MessagePackRange.MinFixNegativeInt)
        {
            Reserve(1) = unchecked((byte)value);
            _used++;
        }
        else if (value >= sbyte.MinValue)
        {
            Write1(MessagePackCode.Int8, unchecked((byte)value));
        }
        else if (value >= short.MinValue)
        {
            Write2(MessagePackCode.Int16, unchecked((ushort)value));
        }
        else
        {
            Write4(MessagePackCode.Int32, unchecked((uint)value));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write1(byte code, byte value)
    {
        ref var start = ref Reserve(2);
        start = code;
        Unsafe.Add(ref start, 1) = value;
        _used += 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write2(byte code, ushort value)
    {
        ref var start = ref Reserve(3);
        start = code;
        PutBigEndian(ref Unsafe.Add(ref start, 1), value);
        _used += 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write4(byte code, uint value)
    {
        ref var start = ref Reserve(5);
        start = code;
        PutBigEndian(ref Unsafe.Add(ref start, 1), value);
        _used += 5;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write8(byte code, ulong value)
    {
        ref var start = ref Reserve(9);
        start = code;
        PutBigEndian(ref Unsafe.Add(ref start, 1), value);
        _used += 9;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutBigEndian(ref byte target, ushort value) =>
        Unsafe.WriteUnaligned(ref target, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutBigEndian(ref byte target, uint value) =>
        Unsafe.WriteUnaligned(ref target, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutBigEndian(ref byte target, ulong value) =>
        Unsafe.WriteUnaligned(ref target, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
}
