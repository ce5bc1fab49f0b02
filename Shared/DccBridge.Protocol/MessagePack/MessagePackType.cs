namespace MessagePack;

/// <summary>The kind of a MessagePack value, as its first byte tells it.</summary>
public enum MessagePackType : byte
{
    /// <summary>No kind: the byte 0xC1, which the format never uses.</summary>
    Unknown = 0,

    /// <summary>A signed or unsigned integer of 1 to 64 bits.</summary>
    Integer = 1,

    /// <summary>The absence of a value.</summary>
    Nil = 2,

    /// <summary>True or false.</summary>
    Boolean = 3,

    /// <summary>A number of 32 or 64 bits after IEEE 754.</summary>
    Float = 4,

    /// <summary>UTF-8 text.</summary>
    String = 5,

    /// <summary>Bytes.</summary>
    Binary = 6,

    /// <summary>A count, followed by that many values.</summary>
    Array = 7,

    /// <summary>A count, followed by that many pairs of key and value.</summary>
    Map = 8,

    /// <summary>A type code from -128 to 127 with bytes whose meaning the code decides.</summary>
    Extension = 9,
}
