using System.Runtime.CompilerServices;

namespace MessagePack;

public ref partial struct MessagePackWriter
{
    private const long UnixEpochSeconds = 62135596800;

    /// <summary>Writes nil.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteNil()
    {
        Reserve(1) = MessagePackCode.Nil;
        _used++;
    }

    /// <summary>Writes true or false in 1 byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(bool value)
    {
        Reserve(1) = value ? MessagePackCode.True : MessagePackCode.False;
        _used++;
    }

    /// <summary>Writes float 32; the bits of a NaN are kept.</summary>
    public void Write(float value) => Write4(MessagePackCode.Float32, BitConverter.SingleToUInt32Bits(value));

    /// <summary>Writes float 64, never narrowed; the bits of a NaN are kept.</summary>
    public void Write(double value) => Write8(MessagePackCode.Float64, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>
    /// Writes a timestamp extension of 4, 8 or 12 bytes, whichever is the shortest that holds the value.
    /// A local time is converted to UTC; one of unspecified kind is written as if it were UTC.
    /// </summary>
    /// <exception cref="NotSupportedException"><see cref="OldSpec"/> is set: the old format has no timestamps.</exception>
    public void Write(DateTime dateTime)
    {
        if (OldSpec)
        {
            throw new NotSupportedException("The old MessagePack format has no timestamps: write the ticks as an integer, or leave OldSpec off.");
        }

        if (dateTime.Kind == DateTimeKind.Local)
        {
            dateTime = dateTime.ToUniversalTime();
        }

        var (wholeSeconds, ticks) = Math.DivRem(dateTime.Ticks, TimeSpan.TicksPerSecond);
        var seconds = wholeSeconds - UnixEpochSeconds;
        var nanoseconds = (uint)ticks * 100;
        ref var start = ref Reserve(15);
        if (nanoseconds == 0 && (ulong)seconds <= uint.MaxValue)
        {
            start = MessagePackCode.FixExt4;
            Unsafe.Add(ref start, 1) = unchecked((byte)ReservedMessagePackExtensionTypeCode.DateTime);
            PutBigEndian(ref Unsafe.Add(ref start, 2), (uint)seconds);
            _used += 6;
        }
        else if ((ulong)seconds >> 34 == 0)
        {
            start = MessagePackCode.FixExt8;
            Unsafe.Add(ref start, 1) = unchecked((byte)ReservedMessagePackExtensionTypeCode.DateTime);
            PutBigEndian(ref Unsafe.Add(ref start, 2), ((ulong)nanoseconds << 34) | (ulong)seconds);
            _used += 10;
        }
        else
        {
            start = MessagePackCode.Ext8;
            Unsafe.Add(ref start, 1) = 12;
            Unsafe.Add(ref start, 2) = unchecked((byte)ReservedMessagePackExtensionTypeCode.DateTime);
            PutBigEndian(ref Unsafe.Add(ref start, 3), nanoseconds);
            PutBigEndian(ref Unsafe.Add(ref start, 7), (ulong)seconds);
            _used += 15;
        }
    }
}
