namespace MessagePack;

/// <summary>What stands before the bytes of an extension.</summary>
public struct ExtensionHeader : IEquatable<ExtensionHeader>
{
    /// <summary>Describes an extension.</summary>
    /// <param name="typeCode">The meaning of the bytes: 0 to 127 are the application's, -128 to -1 the format's.</param>
    /// <param name="length">The number of bytes that follow the header.</param>
    public ExtensionHeader(sbyte typeCode, uint length)
    {
        TypeCode = typeCode;
        Length = length;
    }

    /// <inheritdoc cref="ExtensionHeader(sbyte, uint)"/>
    /// <exception cref="OverflowException"><paramref name="length"/> is negative.</exception>
    public ExtensionHeader(sbyte typeCode, int length)
        : this(typeCode, checked((uint)length))
    {
    }

    /// <summary>The meaning of the bytes: 0 to 127 are the application's, -128 to -1 the format's.</summary>
    public sbyte TypeCode { get; private set; }

    /// <summary>The number of bytes that follow the header.</summary>
    public uint Length { get; private set; }

    /// <summary>Whether code and length are the same.</summary>
    public bool Equals(ExtensionHeader other) => TypeCode == other.TypeCode && Length == other.Length;
}
