using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using MessagePack;

namespace DccBridge.Protocol.Serialization;

/// <summary>The layouts of .NET scalars that MessagePack itself does not know, as the package MessagePack for C# 3 writes them. Writing allocates nothing.</summary>
public static class ScalarFormat
{
    private const int GuidLength = 36;

    // Sign, 29 digits, point: just what a string with a header of one byte holds.
    private const int LongestDecimal = 31;

    /// <summary>A string of 36 lower-case characters.</summary>
    public static void WriteGuid(ref MessagePackWriter writer, Guid value)
    {
        Span<byte> span = writer.GetSpan(2 + GuidLength);
        span[0] = MessagePackCode.Str8;
        span[1] = GuidLength;
        value.TryFormat(span[2..], out _);
        writer.Advance(2 + GuidLength);
    }

    /// <inheritdoc cref="WriteGuid"/>
    /// <remarks>Reads either case.</remarks>
    /// <exception cref="MessagePackSerializationException">Not such a string.</exception>
    public static Guid ReadGuid(ref MessagePackReader reader)
    {
        if (reader.TryReadStringSpan(out ReadOnlySpan<byte> utf8))
        {
            return ParseGuid(utf8);
        }

        ReadOnlySequence<byte> pieces = reader.ReadStringSequence() ?? throw MalformedMessage.Nil();
        Span<byte> copy = stackalloc byte[GuidLength];
        if (pieces.Length != GuidLength)
        {
            throw NotAGuid();
        }

        pieces.CopyTo(copy);
        return ParseGuid(copy);
    }

    /// <summary>A timestamp (extension -1) as a UTC time; what is below 100 ns is cut off.</summary>
    /// <exception cref="MessagePackSerializationException">Anything else, or a time before year 1 or after year 9999.</exception>
    public static DateTime ReadDateTime(ref MessagePackReader reader)
    {
        try
        {
            return reader.ReadDateTime();
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw MalformedMessage.Because(" is a time outside the years 1 to 9999.", e);
        }
    }

    /// <summary>An array of the local clock as if it were UTC, and the offset in minutes.</summary>
    public static void WriteDateTimeOffset(ref MessagePackWriter writer, DateTimeOffset value)
    {
        writer.WriteArrayHeader(2);
        writer.Write(new DateTime(value.Ticks, DateTimeKind.Utc));
        writer.Write((short)value.Offset.TotalMinutes);
    }

    /// <inheritdoc cref="WriteDateTimeOffset"/>
    /// <exception cref="MessagePackSerializationException">Not such an array, or an offset of more than 14 hours.</exception>
    public static DateTimeOffset ReadDateTimeOffset(ref MessagePackReader reader)
    {
        BoundedReader.ReadArrayHeader(ref reader, 2);
        DateTime clock = ReadDateTime(ref reader);
        short minutes = reader.ReadInt16();
        try
        {
            return new DateTimeOffset(clock.Ticks, TimeSpan.FromMinutes(minutes));
        }
        catch (ArgumentException e)
        {
            throw MalformedMessage.Because(" is a time with an offset that no clock has.", e);
        }
    }

    /// <summary>Invariant text ("-12.50"); trailing zeros stay, negative zero loses its sign.</summary>
    public static void WriteDecimal(ref MessagePackWriter writer, decimal value)
    {
        Span<byte> span = writer.GetSpan(1 + LongestDecimal);
        (value == 0 ? Math.Abs(value) : value).TryFormat(span[1..], out int length, default, CultureInfo.InvariantCulture);
        span[0] = (byte)(MessagePackCode.MinFixStr | length);
        writer.Advance(1 + length);
    }

    /// <inheritdoc cref="WriteDecimal"/>
    /// <exception cref="MessagePackSerializationException">Not such a string.</exception>
    public static decimal ReadDecimal(ref MessagePackReader reader)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        string text = BoundedReader.ReadString(ref reader);
        return decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal value)
            ? value
            : throw MalformedMessage.Because(" is not a decimal number as text.");
    }

    private static Guid ParseGuid(ReadOnlySpan<byte> utf8) =>
        utf8.Length == GuidLength && Utf8Parser.TryParse(utf8, out Guid value, out int used, 'D') && used == GuidLength
            ? value
            : throw NotAGuid();

    private static MessagePackSerializationException NotAGuid() => MalformedMessage.Because(" is not a GUID of 36 characters (8-4-4-4-12).");
}
