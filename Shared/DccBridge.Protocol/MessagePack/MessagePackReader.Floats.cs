using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Reads a number. A float 32 is widened, an integer becomes the nearest float.</summary>
    /// <exception cref="MessagePackSerializationException">The next value is not a number.</exception>
    /// <exception cref="EndOfStreamException">The data ends before the end of the value.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double ReadDouble()
    {
        var index = _index;
        if (_span.Length - index >= 9)
        {
            ref var start = ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), (nint)(uint)index);
            if (start == MessagePackCode.Float64)
            {
                _index = index + 9;
                var bits = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, 1));
                return BitConverter.UInt64BitsToDouble(BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(bits) : bits);
            }
        }

        return ReadDoubleOfAnyForm();
    }

    /// <summary>Reads a number. A float 64 is narrowed (to infinity where it is too large), an integer becomes the nearest float.</summary>
    /// <inheritdoc cref="ReadDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float ReadSingle()
    {
        var index = _index;
        if (_span.Length - index >= 5)
        {
            ref var start = ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), (nint)(uint)index);
            if (start == MessagePackCode.Float32)
            {
                _index = index + 5;
                var bits = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, 1));
                return BitConverter.UInt32BitsToSingle(BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(bits) : bits);
            }
        }

        return ReadSingleOfAnyForm();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double ReadDoubleOfAnyForm()
    {
        RequireByte();
        Span<byte> scratch = stackalloc byte[LongestToken];
        var token = Peek(scratch);
        switch (token[0])
        {
            case MessagePackCode.Float64:
                return TakeDouble(token);
            case MessagePackCode.Float32:
                return TakeSingle(token);
            default:
                var bits = ReadIntegerForFloat(token[0], out var negative);
                return negative ? (long)bits : bits;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private float ReadSingleOfAnyForm()
    {
        RequireByte();
        Span<byte> scratch = stackalloc byte[LongestToken];
        var token = Peek(scratch);
        switch (token[0])
        {
            case MessagePackCode.Float64:
                return (float)TakeDouble(token);
            case MessagePackCode.Float32:
                return TakeSingle(token);
            default:
                // Straight from the integer: by way of a double it would be rounded twice.
                var bits = ReadIntegerForFloat(token[0], out var negative);
                return negative ? (long)bits : bits;
        }
    }

    private double TakeDouble(scoped ReadOnlySpan<byte> token)
    {
        RequireRemaining(9);
        Advance(9);
        return BinaryPrimitives.ReadDoubleBigEndian(token[1..]);
    }

    private float TakeSingle(scoped ReadOnlySpan<byte> token)
    {
        RequireRemaining(5);
        Advance(5);
        return BinaryPrimitives.ReadSingleBigEndian(token[1..]);
    }

    private ulong ReadIntegerForFloat(byte code, out bool negative)
    {
        if (MessagePackCode.ToMessagePackType(code) != MessagePackType.Integer)
        {
            ThrowUnexpected(code, "a number");
        }

        Advance(PeekInteger(out var bits, out negative));
        return bits;
    }
}
