namespace MessagePack;

/// <summary>The first byte of every MessagePack value (the table "Overview" of the format specification).</summary>
public static class MessagePackCode
{
    /// <summary>0, the smallest integer that is its own code.</summary>
    public const byte MinFixInt = 0x00;

    /// <summary>127, the largest integer that is its own code.</summary>
    public const byte MaxFixInt = 0x7F;

    /// <summary>A map of 0 pairs.</summary>
    public const byte MinFixMap = 0x80;

    /// <summary>A map of 15 pairs.</summary>
    public const byte MaxFixMap = 0x8F;

    /// <summary>An array of 0 items.</summary>
    public const byte MinFixArray = 0x90;

    /// <summary>An array of 15 items.</summary>
    public const byte MaxFixArray = 0x9F;

    /// <summary>A string of 0 bytes.</summary>
    public const byte MinFixStr = 0xA0;

    /// <summary>A string of 31 bytes.</summary>
    public const byte MaxFixStr = 0xBF;

    /// <summary>Nil.</summary>
    public const byte Nil = 0xC0;

    /// <summary>The one code without a meaning.</summary>
    public const byte NeverUsed = 0xC1;

    /// <summary>False.</summary>
    public const byte False = 0xC2;

    /// <summary>True.</summary>
    public const byte True = 0xC3;

    /// <summary>Bytes; their number in 1 byte.</summary>
    public const byte Bin8 = 0xC4;

    /// <summary>Bytes; their number in 2 bytes.</summary>
    public const byte Bin16 = 0xC5;

    /// <summary>Bytes; their number in 4 bytes.</summary>
    public const byte Bin32 = 0xC6;

    /// <summary>An extension; the number of its bytes in 1 byte.</summary>
    public const byte Ext8 = 0xC7;

    /// <summary>An extension; the number of its bytes in 2 bytes.</summary>
    public const byte Ext16 = 0xC8;

    /// <summary>An extension; the number of its bytes in 4 bytes.</summary>
    public const byte Ext32 = 0xC9;

    /// <summary>A 32-bit float.</summary>
    public const byte Float32 = 0xCA;

    /// <summary>A 64-bit float.</summary>
    public const byte Float64 = 0xCB;

    /// <summary>An unsigned integer of 8 bits.</summary>
    public const byte UInt8 = 0xCC;

    /// <summary>An unsigned integer of 16 bits.</summary>
    public const byte UInt16 = 0xCD;

    /// <summary>An unsigned integer of 32 bits.</summary>
    public const byte UInt32 = 0xCE;

    /// <summary>An unsigned integer of 64 bits.</summary>
    public const byte UInt64 = 0xCF;

    /// <summary>A signed integer of 8 bits.</summary>
    public const byte Int8 = 0xD0;

    /// <summary>A signed integer of 16 bits.</summary>
    public const byte Int16 = 0xD1;

    /// <summary>A signed integer of 32 bits.</summary>
    public const byte Int32 = 0xD2;

    /// <summary>A signed integer of 64 bits.</summary>
    public const byte Int64 = 0xD3;

    /// <summary>An extension of 1 byte.</summary>
    public const byte FixExt1 = 0xD4;

    /// <summary>An extension of 2 bytes.</summary>
    public const byte FixExt2 = 0xD5;

    /// <summary>An extension of 4 bytes.</summary>
    public const byte FixExt4 = 0xD6;

    /// <summary>An extension of 8 bytes.</summary>
    public const byte FixExt8 = 0xD7;

    /// <summary>An extension of 16 bytes.</summary>
    public const byte FixExt16 = 0xD8;

    /// <summary>A string; the number of its UTF-8 bytes in 1 byte.</summary>
    public const byte Str8 = 0xD9;

    /// <summary>A string; the number of its UTF-8 bytes in 2 bytes.</summary>
    public const byte Str16 = 0xDA;

    /// <summary>A string; the number of its UTF-8 bytes in 4 bytes.</summary>
    public const byte Str32 = 0xDB;

    /// <summary>An array; the number of its items in 2 bytes.</summary>
    public const byte Array16 = 0xDC;

    /// <summary>An array; the number of its items in 4 bytes.</summary>
    public const byte Array32 = 0xDD;

    /// <summary>A map; the number of its pairs in 2 bytes.</summary>
    public const byte Map16 = 0xDE;

    /// <summary>A map; the number of its pairs in 4 bytes.</summary>
    public const byte Map32 = 0xDF;

    /// <summary>-32, the smallest integer that is its own code.</summary>
    public const byte MinNegativeFixInt = 0xE0;

    /// <summary>-1.</summary>
    public const byte MaxNegativeFixInt = 0xFF;

    // One entry per code from 0xC0 to 0xDF; the other codes are ranges.
    private static ReadOnlySpan<byte> Types =>
    [
        (byte)MessagePackType.Nil, (byte)MessagePackType.Unknown, (byte)MessagePackType.Boolean, (byte)MessagePackType.Boolean,
        (byte)MessagePackType.Binary, (byte)MessagePackType.Binary, (byte)MessagePackType.Binary, (byte)MessagePackType.Extension,
        (byte)MessagePackType.Extension, (byte)MessagePackType.Extension, (byte)MessagePackType.Float, (byte)MessagePackType.Float,
        (byte)MessagePackType.Integer, (byte)MessagePackType.Integer, (byte)MessagePackType.Integer, (byte)MessagePackType.Integer,
        (byte)MessagePackType.Integer, (byte)MessagePackType.Integer, (byte)MessagePackType.Integer, (byte)MessagePackType.Integer,
        (byte)MessagePackType.Extension, (byte)MessagePackType.Extension, (byte)MessagePackType.Extension, (byte)MessagePackType.Extension,
        (byte)MessagePackType.Extension, (byte)MessagePackType.String, (byte)MessagePackType.String, (byte)MessagePackType.String,
        (byte)MessagePackType.Array, (byte)MessagePackType.Array, (byte)MessagePackType.Map, (byte)MessagePackType.Map,
    ];

    /// <summary>The kind of value that begins with <paramref name="code"/>.</summary>
    public static MessagePackType ToMessagePackType(byte code) => code switch
    {
        <= MaxFixInt or >= MinNegativeFixInt => MessagePackType.Integer,
        <= MaxFixMap => MessagePackType.Map,
        <= MaxFixArray => MessagePackType.Array,
        <= MaxFixStr => MessagePackType.String,
        _ => (MessagePackType)Types[code - Nil],
    };

    /// <summary>The name that the format specification gives to <paramref name="code"/>.</summary>
    public static string ToFormatName(byte code) => code switch
    {
        <= MaxFixInt => "positive fixint",
        <= MaxFixMap => "fixmap",
        <= MaxFixArray => "fixarray",
        <= MaxFixStr => "fixstr",
        Nil => "nil",
        NeverUsed => "(never used)",
        False => "false",
        True => "true",
        Bin8 => "bin 8",
        Bin16 => "bin 16",
        Bin32 => "bin 32",
        Ext8 => "ext 8",
        Ext16 => "ext 16",
        Ext32 => "ext 32",
        Float32 => "float 32",
        Float64 => "float 64",
        UInt8 => "uint 8",
        UInt16 => "uint 16",
        UInt32 => "uint 32",
        UInt64 => "uint 64",
        Int8 => "int 8",
        Int16 => "int 16",
        Int32 => "int 32",
        Int64 => "int 64",
        FixExt1 => "fixext 1",
        FixExt2 => "fixext 2",
        FixExt4 => "fixext 4",
        FixExt8 => "fixext 8",
        FixExt16 => "fixext 16",
        Str8 => "str 8",
        Str16 => "str 16",
        Str32 => "str 32",
        Array16 => "array 16",
        Array32 => "array 32",
        Map16 => "map 16",
        Map32 => "map 32",
        _ => "negative fixint",
    };
}
