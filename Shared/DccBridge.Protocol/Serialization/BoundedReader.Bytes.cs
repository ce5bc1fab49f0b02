using System.Buffers;
using MessagePack;

namespace DccBridge.Protocol.Serialization;

public static partial class BoundedReader
{
    /// <summary>Reads bytes into an array of their own. Their length is bounded by the frame.</summary>
    /// <exception cref="MessagePackSerializationException">Not bytes, or nil.</exception>
    public static byte[] ReadBytes(ref MessagePackReader reader) => ReadNullableBytes(ref reader) ?? throw MalformedMessage.Nil();

    /// <inheritdoc cref="ReadBytes(ref MessagePackReader)"/>
    /// <param name="reader">The reader.</param>
    /// <param name="what">What they are, for the error ("the proof").</param>
    public static byte[] ReadBytes(ref MessagePackReader reader, string what)
    {
        try
        {
            return ReadBytes(ref reader);
        }
        catch (Exception e) when (MalformedMessage.IsCause(e))
        {
            throw MalformedMessage.Named(what, e);
        }
    }

    /// <summary>Reads bytes into an array of their own, or null for nil.</summary>
    /// <exception cref="MessagePackSerializationException">Neither bytes nor nil.</exception>
    public static byte[]? ReadNullableBytes(ref MessagePackReader reader) => reader.ReadBytes()?.ToArray();

    /// <summary>Reads bytes as they lie in the received data: valid only as long as that is.</summary>
    /// <exception cref="MessagePackSerializationException">Not bytes, or nil.</exception>
    public static ReadOnlySequence<byte> ReadBytesInPlace(ref MessagePackReader reader) => reader.ReadBytes() ?? throw MalformedMessage.Nil();
}
