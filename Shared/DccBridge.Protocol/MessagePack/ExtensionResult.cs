using System.Buffers;

namespace MessagePack;

/// <summary>An extension: its type code and its bytes.</summary>
public struct ExtensionResult
{
    /// <summary>Makes an extension of bytes in one piece.</summary>
    public ExtensionResult(sbyte typeCode, Memory<byte> data)
        : this(typeCode, new ReadOnlySequence<byte>(data))
    {
    }

    /// <summary>Makes an extension of bytes in any number of pieces.</summary>
    public ExtensionResult(sbyte typeCode, ReadOnlySequence<byte> data)
    {
        TypeCode = typeCode;
        Data = data;
    }

    /// <summary>The meaning of the bytes: 0 to 127 are the application's, -128 to -1 the format's.</summary>
    public sbyte TypeCode { get; private set; }

    /// <summary>The bytes. Those a <see cref="MessagePackReader"/> gives are part of the data it reads, not a copy.</summary>
    public ReadOnlySequence<byte> Data { get; private set; }

    /// <summary>The header that stands before these bytes.</summary>
    public ExtensionHeader Header => new(TypeCode, checked((uint)Data.Length));
}
