using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace DccBridge.Dcc.Brine;

/// <summary>Writes plain Python values: null, bool, integers, float, complex, text, bytes, tuples, slices and frozensets of them.</summary>
/// <param name="output">Where the bytes go.</param>
public readonly ref struct BrineWriter(IBufferWriter<byte> output)
{
    private const int MostDigits = 4096;

    /// <summary>Whether a value is one that brine carries; items of tuples are not looked at.</summary>
    public static bool IsPlain(object? value) => value is null or bool or byte or sbyte or short or ushort or int or uint or long or ulong or BigInteger
        or float or double or Complex or string or byte[] or ReadOnlyMemory<byte> or PythonSlice or PythonFrozenSet or PythonSingleton or PythonTuple;

    /// <summary>Writes a value.</summary>
    /// <exception cref="BrineException">The value is of a type that brine does not carry.</exception>
    public void Write(object? value)
    {
        switch (value)
        {
            case null: Byte(BrineTag.None); break;
            case bool truth: Byte(truth ? BrineTag.True : BrineTag.False); break;
            case int number: Write((long)number); break;
            case long number: Write(number); break;
            case byte or sbyte or short or ushort or uint: Write(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case ulong number: Write(new BigInteger(number)); break;
            case BigInteger number: Write(number); break;
            case float number: Write(number); break;
            case double number: Write(number); break;
            case string text: Write(text); break;
            case byte[] bytes: Write(bytes.AsSpan()); break;
            case ReadOnlyMemory<byte> bytes: Write(bytes.Span); break;
            case PythonTuple tuple: Write(tuple); break;
            case Complex number: Write(number); break;
            case PythonSlice slice: Byte(BrineTag.Slice); Write(PythonTuple.Of(slice.Start, slice.Stop, slice.Step)); break;
            case PythonFrozenSet set: Byte(BrineTag.FrozenSet); Write(set.Items); break;
            case PythonSingleton.NotImplemented: Byte(BrineTag.NotImplemented); break;
            case PythonSingleton.Ellipsis: Byte(BrineTag.Ellipsis); break;
            default: throw new BrineException($"A {value.GetType().Name} cannot be sent to Python by value. Send numbers, text, bytes, null, or tuples of these.");
        }
    }

    /// <summary>Writes an integer.</summary>
    public void Write(long value)
    {
        if (value is >= BrineTag.FirstInteger - BrineTag.IntegerZero and <= BrineTag.LastInteger - BrineTag.IntegerZero)
        {
            Byte((byte)(value + BrineTag.IntegerZero));
            return;
        }

        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        Sized(BrineTag.IntShort, BrineTag.IntLong, length);
        output.Write(digits[..length]);
    }

    /// <summary>Writes a text.</summary>
    public void Write(string text)
    {
        Byte(BrineTag.Text);
        var length = Encoding.UTF8.GetByteCount(text);
        BytesHead(length);
        Encoding.UTF8.GetBytes(text, output);
    }

    /// <summary>Writes bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        BytesHead(bytes.Length);
        output.Write(bytes);
    }

    /// <summary>Begins a tuple; its items have to follow.</summary>
    public void TupleHead(int count)
    {
        switch (count)
        {
            case 0: Byte(BrineTag.EmptyTuple); break;
            case <= 4: Byte((byte)(BrineTag.Tuple1 + count - 1)); break;
            default: Sized(BrineTag.TupleShort, BrineTag.TupleLong, count); break;
        }
    }

    private void Write(PythonTuple tuple)
    {
        TupleHead(tuple.Count);
        foreach (var item in tuple)
        {
            Write(item);
        }
    }

    private void Write(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            Write((long)value);
            return;
        }

        var digits = value.ToString(CultureInfo.InvariantCulture);
        if (digits.Length > MostDigits)
        {
            throw new BrineException($"An integer of {digits.Length} digits is too long; Python takes at most {MostDigits}.");
        }

        Sized(BrineTag.IntShort, BrineTag.IntLong, digits.Length);
        Encoding.ASCII.GetBytes(digits, output);
    }

    private void Write(double value)
    {
        Byte(BrineTag.Float);
        Double(value);
    }

    private void Write(Complex value)
    {
        Byte(BrineTag.Complex);
        Double(value.Real);
        Double(value.Imaginary);
    }

    private void Double(double value)
    {
        BinaryPrimitives.WriteDoubleBigEndian(output.GetSpan(sizeof(double)), value);
        output.Advance(sizeof(double));
    }

    private void BytesHead(int length)
    {
        switch (length)
        {
            case 0: Byte(BrineTag.EmptyBytes); break;
            case <= 4: Byte((byte)(BrineTag.Bytes1 + length - 1)); break;
            default: Sized(BrineTag.BytesShort, BrineTag.BytesLong, length); break;
        }
    }

    private void Sized(byte shortTag, byte longTag, int length)
    {
        var span = output.GetSpan(5);
        if (length <= byte.MaxValue)
        {
            span[0] = shortTag;
            span[1] = (byte)length;
            output.Advance(2);
            return;
        }

        span[0] = longTag;
        BinaryPrimitives.WriteInt32BigEndian(span[1..], length);
        output.Advance(5);
    }

    private void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
