using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace DccBridge.Dcc.Brine;

/// <summary>
/// Reads plain Python values. Integers come as long, or as BigInteger when they are longer; tuples as <see cref="PythonTuple"/>. No count is
/// believed beyond the bytes that are there, and nesting has a limit, so hostile bytes cost neither memory nor stack.
/// </summary>
/// <param name="bytes">One value; what follows it is an error only to who asks with <see cref="End"/>.</param>
public ref struct BrineReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxDepth = 64;

    // More digits than Python itself takes by default (sys.int_info.default_max_str_digits is 4300).
    private const int MaxDigits = 4300;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;
    private int _depth;

    /// <summary>Reads the next value.</summary>
    /// <exception cref="BrineException">The bytes are no brine; the message names the offset in bytes.</exception>
    public object? Read()
    {
        var at = _at;
        var tag = Byte();
        switch (tag)
        {
            case BrineTag.None: return null;
            case BrineTag.True: return true;
            case BrineTag.False: return false;
            case BrineTag.EmptyTuple: return PythonTuple.Empty;
            case BrineTag.NotImplemented: return PythonSingleton.NotImplemented;
            case BrineTag.Ellipsis: return PythonSingleton.Ellipsis;
            case BrineTag.Text: return Text();
            case BrineTag.IntShort: return Integer(Take(Byte()));
            case BrineTag.IntLong: return Integer(Take(Length()));
            case BrineTag.Float: return Double();
            case BrineTag.Complex: return new Complex(Double(), Double());
            case BrineTag.Slice: return Inside(at, "a slice") is { Count: 3 } parts ? new PythonSlice(parts[0], parts[1], parts[2]) : throw Bad(at, "a slice needs three parts");
            case BrineTag.FrozenSet: return new PythonFrozenSet(Inside(at, "a frozenset"));
            case BrineTag.EmptyBytes or (>= BrineTag.Bytes1 and <= BrineTag.BytesLong): return Bytes(tag).ToArray();
            case >= BrineTag.Tuple1 and <= BrineTag.Tuple4: return Tuple(tag - BrineTag.Tuple1 + 1);
            case BrineTag.TupleShort: return Tuple(Byte());
            case BrineTag.TupleLong: return Tuple(Length());
            case >= BrineTag.FirstInteger and <= BrineTag.LastInteger: return (long)(tag - BrineTag.IntegerZero);
            default: throw Bad(at, $"the tag 0x{tag:X2} is not known");
        }
    }

    /// <summary>Says that nothing may follow.</summary>
    /// <exception cref="BrineException">Something does.</exception>
    public readonly void End()
    {
        if (_at < _bytes.Length)
        {
            throw Bad(_at, $"{_bytes.Length - _at} bytes follow the value");
        }
    }

    private PythonTuple Tuple(int count)
    {
        // Each item has at least one byte.
        if (count > _bytes.Length - _at)
        {
            throw Bad(_at, $"a tuple claims {count} items and {_bytes.Length - _at} bytes are left");
        }

        if (++_depth > MaxDepth)
        {
            throw Bad(_at, $"values are nested deeper than {MaxDepth}");
        }

        var items = new object?[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = Read();
        }

        _depth--;
        return new PythonTuple(items);
    }

    /// <summary>The tuple that makes up another value. A chain of such values nests as tuples do.</summary>
    private PythonTuple Inside(int at, string what)
    {
        if (++_depth > MaxDepth)
        {
            throw Bad(at, $"values are nested deeper than {MaxDepth}");
        }

        var items = Read() as PythonTuple ?? throw Bad(at, what + " holds no tuple");
        _depth--;
        return items;
    }

    private string Text()
    {
        var at = _at;
        try
        {
            return StrictUtf8.GetString(Bytes(Byte()));
        }
        catch (DecoderFallbackException)
        {
            throw Bad(at, "a text is not UTF-8");
        }
    }

    private ReadOnlySpan<byte> Bytes(byte tag) => tag switch
    {
        BrineTag.EmptyBytes => [],
        >= BrineTag.Bytes1 and <= BrineTag.Bytes4 => Take(tag - BrineTag.Bytes1 + 1),
        BrineTag.BytesShort => Take(Byte()),
        BrineTag.BytesLong => Take(Length()),
        _ => throw Bad(_at - 1, $"bytes cannot begin with the tag 0x{tag:X2}"),
    };

    private object Integer(ReadOnlySpan<byte> digits)
    {
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        return digits.Length <= MaxDigits && BigInteger.TryParse(Encoding.ASCII.GetString(digits), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var big)
            ? big
            : throw Bad(_at - digits.Length, $"an integer is no decimal number of at most {MaxDigits} digits");
    }

    private double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)));

    private int Length()
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)));
        return length <= int.MaxValue ? (int)length : throw Bad(_at - sizeof(uint), $"a length of {length} is too long");
    }

    private byte Byte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _at)
        {
            throw Bad(_at, $"{count} bytes are needed and {_bytes.Length - _at} are left");
        }

        var taken = _bytes.Slice(_at, count);
        _at += count;
        return taken;
    }

    private static BrineException Bad(int at, string what) => new($"Byte {at}: {what}.");
}
