using System.Buffers;
using MessagePack;

namespace DccBridge.Protocol.Serialization;

/// <summary>One message to bytes and back.</summary>
public static class MessageCodec
{
    /// <summary>Appends the encoded message.</summary>
    public static void Encode<T>(IBufferWriter<byte> destination, in T message)
        where T : IMessage<T>
    {
        var writer = new MessagePackWriter(destination);
        T.Write(ref writer, message);
        writer.Flush();
    }

    /// <summary>The encoded message in memory of its own.</summary>
    public static byte[] Encode<T>(in T message)
        where T : IMessage<T>
    {
        using var buffer = new MessageBuffer();
        Encode(buffer, in message);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Decodes exactly one message. The result shares no memory with <paramref name="bytes"/>.</summary>
    /// <exception cref="MessagePackSerializationException">The bytes are not such a message, end too early, or bytes follow it; the text names the place.</exception>
    public static T Decode<T>(ReadOnlyMemory<byte> bytes)
        where T : IMessage<T>
    {
        var reader = new MessagePackReader(bytes);
        return ReadAll<T>(ref reader, bytes.Length);
    }

    /// <inheritdoc cref="Decode{T}(ReadOnlyMemory{byte})"/>
    public static T Decode<T>(in ReadOnlySequence<byte> bytes)
        where T : IMessage<T>
    {
        var reader = new MessagePackReader(in bytes);
        return ReadAll<T>(ref reader, bytes.Length);
    }

    /// <summary>Reads one message where <paramref name="reader"/> stands, and leaves it behind that message.</summary>
    /// <exception cref="MessagePackSerializationException">The bytes are not such a message, or end too early; the text names the place.</exception>
    public static T Read<T>(ref MessagePackReader reader)
        where T : IMessage<T>
    {
        try
        {
            return T.Read(ref reader);
        }
        catch (Exception e) when (MalformedMessage.IsCause(e))
        {
            throw Plain<T>(e);
        }
    }

    private static T ReadAll<T>(ref MessagePackReader reader, long length)
        where T : IMessage<T>
    {
        T message = Read<T>(ref reader);
        return reader.End
            ? message
            : throw Plain<T>(MalformedMessage.Because($": {length - reader.Consumed} bytes follow the message."));
    }

    // Formatters written by hand need not name their type.
    private static MessagePackSerializationException Plain<T>(Exception cause)
    {
        MessagePackSerializationException said = cause is MessageReadException { TypeName.Length: > 0 } named ? named : MalformedMessage.At(typeof(T).Name, null, 0, cause);
        return new MessagePackSerializationException(said.Message, said.InnerException);
    }
}
