using System.Buffers;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Server;

/// <summary>A message that was encoded before: the bytes of exactly one MessagePack value.</summary>
internal readonly record struct EncodedMessage(ReadOnlyMemory<byte> Bytes) : IMessage<EncodedMessage>
{
    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in EncodedMessage value) => writer.WriteRaw(value.Bytes.Span);

    /// <inheritdoc/>
    public static EncodedMessage Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        BoundedReader.Skip(ref reader);
        return new EncodedMessage(reader.Sequence.Slice(start, reader.Position).ToArray());
    }

    /// <summary>Decodes params that a client sent inside another message.</summary>
    /// <exception cref="RpcException"><see cref="ErrorCode.InvalidParams"/>.</exception>
    public static T DecodeParams<T>(string method, ReadOnlyMemory<byte> bytes)
        where T : IMessage<T>
    {
        try
        {
            return MessageCodec.Decode<T>(bytes);
        }
        catch (MessagePackSerializationException exception)
        {
            throw new RpcException(ErrorCode.InvalidParams, $"The params of '{method}' do not decode: {exception.Message}", Outcome.NotStarted);
        }
    }
}
