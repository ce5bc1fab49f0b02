using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Reads the header of an extension; its bytes follow.</summary>
    /// <exception cref="EndOfStreamException">The data ends within the header, or before the end of the bytes it announces.</exception>
    /// <exception cref="MessagePackSerializationException">The next value is not an extension.</exception>
    public ExtensionHeader ReadExtensionFormatHeader()
    {
        if (!TryReadExtensionFormatHeader(out var header))
        {
            ThrowEnd();
        }

        RequireRemaining(header.Length);
        return header;
    }

    /// <summary>Reads the header of an extension if the data holds all of it; else answers false and stays. Its length is not checked against the data left.</summary>
    /// <exception cref="MessagePackSerializationException">The next value is not an extension.</exception>
    public bool TryReadExtensionFormatHeader(out ExtensionHeader extensionHeader)
    {
        extensionHeader = default;
        // No header is shorter than two bytes, so a lone byte of any code is answered as the end of the data: the package does so too.
        if (Remaining < 2)
        {
            return false;
        }

        RequireByte();
        Span<byte> scratch = stackalloc byte[LongestToken];
        var token = Peek(scratch);
        uint length;
        int size;
        switch (token[0])
        {
            case MessagePackCode.FixExt1:
                (length, size) = (1, 2);
                break;
            case MessagePackCode.FixExt2:
                (length, size) = (2, 2);
                break;
            case MessagePackCode.FixExt4:
                (length, size) = (4, 2);
                break;
            case MessagePackCode.FixExt8:
                (length, size) = (8, 2);
                break;
            case MessagePackCode.FixExt16:
                (length, size) = (16, 2);
                break;
            case MessagePackCode.Ext8:
                (length, size) = (token[1], 3);
                break;
            case MessagePackCode.Ext16:
                (length, size) = (token.Length < 4 ? 0u : BinaryPrimitives.ReadUInt16BigEndian(token[1..]), 4);
                break;
            case MessagePackCode.Ext32:
                (length, size) = (token.Length < 6 ? 0u : BinaryPrimitives.ReadUInt32BigEndian(token[1..]), 6);
                break;
            default:
                ThrowUnexpected(token[0], "an extension");
                return false;
        }

        if (token.Length < size)
        {
            return false;
        }

        extensionHeader = new ExtensionHeader(unchecked((sbyte)token[size - 1]), length);
        Advance(size);
        return true;
    }

    /// <summary>Reads an extension; its bytes are not copied.</summary>
    /// <exception cref="EndOfStreamException">The data ends before the end of the extension.</exception>
    /// <exception cref="MessagePackSerializationException">The next value is not an extension.</exception>
    public ExtensionResult ReadExtensionFormat()
    {
        var header = ReadExtensionFormatHeader();
        return new ExtensionResult(header.TypeCode, TakeSlice(header.Length));
    }

    /// <summary>Reads a timestamp of 4, 8 or 12 bytes as UTC; what is below 100 ns is dropped.</summary>
    /// <inheritdoc cref="ReadDateTime(ExtensionHeader)"/>
    /// <exception cref="OverflowException">The extension claims more than 2 147 483 647 bytes.</exception>
    public DateTime ReadDateTime()
    {
        // The length is judged before the data left: a wrong one is an error of the format, however much follows.
        if (!TryReadExtensionFormatHeader(out var header))
        {
            ThrowEnd();
        }

        if (header.Length > int.MaxValue)
        {
            ThrowTooLong(header.Length);
        }

        return ReadDateTime(header);
    }

    /// <summary>Reads the bytes of a timestamp whose header has been read, as UTC; what is below 100 ns is dropped.</summary>
    /// <exception cref="MessagePackSerializationException">It is another extension, or its length is not 4, 8 or 12.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The instant is outside the years 1 to 9999.</exception>
    /// <exception cref="EndOfStreamException">The data ends before the end of the timestamp.</exception>
    public DateTime ReadDateTime(ExtensionHeader header)
    {
        if (header.TypeCode != ReservedMessagePackExtensionTypeCode.DateTime)
        {
            ThrowNotATimestamp($"type code {header.TypeCode}");
        }

        if (header.Length is not (4 or 8 or 12))
        {
            ThrowNotATimestamp($"{header.Length} bytes");
        }

        RequireRemaining(header.Length);
        RequireByte();
        Span<byte> scratch = stackalloc byte[LongestToken];
        var bytes = Peek(scratch)[..(int)header.Length];
        Advance(header.Length);
        switch (bytes.Length)
        {
            case 4:
                return DateTime.UnixEpoch.AddTicks(BinaryPrimitives.ReadUInt32BigEndian(bytes) * TimeSpan.TicksPerSecond);
            case 8:
                var packed = BinaryPrimitives.ReadUInt64BigEndian(bytes);
                return FromUnix((long)(packed & 0x3_FFFF_FFFF), (uint)(packed >> 34));
            default:
                return FromUnix(BinaryPrimitives.ReadInt64BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt32BigEndian(bytes));
        }
    }

    private static DateTime FromUnix(long seconds, uint nanoseconds)
    {
        const long FirstSecond = -62135596800;
        const long LastSecond = 253402300799;
        if (seconds is < FirstSecond or > LastSecond)
        {
            throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "The timestamp is outside the years 1 to 9999: write one that is inside.");
        }

        return DateTime.UnixEpoch.AddTicks((seconds * TimeSpan.TicksPerSecond) + (nanoseconds / TimeSpan.NanosecondsPerTick));
    }

    [DoesNotReturn]
    private readonly void ThrowNotATimestamp(string found) =>
        throw new MessagePackSerializationException($"Expected a timestamp (extension type -1 of 4, 8 or 12 bytes) before byte {Consumed}, found an extension with {found}.");
}
