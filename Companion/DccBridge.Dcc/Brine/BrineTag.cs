namespace DccBridge.Dcc.Brine;

/// <summary>The first byte of each value of brine, rpyc's encoding of plain Python values (rpyc 4.1 to 6, core/brine.py; the same bytes in all of them).</summary>
internal static class BrineTag
{
    public const byte None = 0x00;
    public const byte EmptyBytes = 0x01;
    public const byte EmptyTuple = 0x02;
    public const byte True = 0x03;
    public const byte False = 0x04;
    public const byte NotImplemented = 0x05;
    public const byte Ellipsis = 0x06;

    /// <summary>A bytes value follows, UTF-8.</summary>
    public const byte Text = 0x08;

    /// <summary>0A to 0D: bytes of length 1 to 4.</summary>
    public const byte Bytes1 = 0x0A;
    public const byte Bytes4 = 0x0D;

    /// <summary>Length as one byte.</summary>
    public const byte BytesShort = 0x0E;

    /// <summary>Length as four bytes, big endian.</summary>
    public const byte BytesLong = 0x0F;

    /// <summary>10 to 13: tuples of 1 to 4 items.</summary>
    public const byte Tuple1 = 0x10;
    public const byte Tuple4 = 0x13;
    public const byte TupleShort = 0x14;
    public const byte TupleLong = 0x15;

    /// <summary>Length as one byte, then decimal digits in ASCII.</summary>
    public const byte IntShort = 0x16;
    public const byte IntLong = 0x17;

    /// <summary>Eight bytes, big endian.</summary>
    public const byte Float = 0x18;
    public const byte Slice = 0x19;
    public const byte FrozenSet = 0x1A;
    public const byte Complex = 0x1B;

    /// <summary>20 to EF: integers from -48 to 159 are their tag less 0x50.</summary>
    public const byte FirstInteger = 0x20;
    public const byte LastInteger = 0xEF;
    public const int IntegerZero = 0x50;
}
