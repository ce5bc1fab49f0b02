using System.Buffers;
using System.Text;
using System.Text.Unicode;
using MessagePack;

namespace DccBridge.Protocol.Serialization;

public static partial class BoundedReader
{
    /// <summary>Reads a string.</summary>
    /// <exception cref="MessagePackSerializationException">Not a string, nil, longer than <see cref="WireLimits.MaxStringBytes"/>, or not UTF-8.</exception>
    public static string ReadString(ref MessagePackReader reader)
        => reader.TryReadStringSpan(out ReadOnlySpan<byte> utf8)
            ? Decode(utf8)
            : ReadSplitString(ref reader) ?? throw MalformedMessage.Nil();

    /// <summary>Reads a string, or null for nil.</summary>
    /// <exception cref="MessagePackSerializationException">Neither string nor nil, longer than <see cref="WireLimits.MaxStringBytes"/>, or not UTF-8.</exception>
    public static string? ReadNullableString(ref MessagePackReader reader)
        => reader.TryReadStringSpan(out ReadOnlySpan<byte> utf8) ? Decode(utf8) : ReadSplitString(ref reader);

    /// <summary>Reads a string of at most <paramref name="maxBytes"/> bytes of UTF-8.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="what">What it is, for the error ("the idempotency key").</param>
    /// <param name="maxBytes">Cap in bytes of UTF-8.</param>
    /// <exception cref="MessagePackSerializationException">Not a string, nil, longer than the cap, or not UTF-8.</exception>
    public static string ReadString(ref MessagePackReader reader, string what, int maxBytes = WireLimits.MaxStringBytes)
    {
        try
        {
            return reader.TryReadStringSpan(out ReadOnlySpan<byte> utf8)
                ? Decode(utf8, maxBytes)
                : ReadSplitString(ref reader, maxBytes) ?? throw MalformedMessage.Nil();
        }
        catch (Exception e) when (MalformedMessage.IsCause(e))
        {
            throw MalformedMessage.Named(what, e);
        }
    }

    private static string Decode(ReadOnlySpan<byte> utf8, int maxBytes = WireLimits.MaxStringBytes)
    {
        if (utf8.Length > maxBytes)
        {
            throw MalformedMessage.StringTooLong(utf8.Length, maxBytes);
        }

        // Nearly all names and paths are ASCII, and each check is a fraction of a decoder's work.
        if (Ascii.IsValid(utf8))
        {
            return Encoding.Latin1.GetString(utf8);
        }

        return Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : throw MalformedMessage.Because(" is not valid UTF-8.");
    }

    // A string that lies across two pieces of the received data.
    private static string? ReadSplitString(ref MessagePackReader reader, int maxBytes = WireLimits.MaxStringBytes)
    {
        if (reader.ReadStringSequence() is not { } utf8)
        {
            return null;
        }

        return utf8.Length > maxBytes ? throw MalformedMessage.StringTooLong(utf8.Length, maxBytes) : Decode(utf8.ToArray(), maxBytes);
    }
}
