using MessagePack;

namespace DccBridge.Protocol.Serialization;

/// <summary>The params or result of a method that has nothing to say: an empty array on the wire. Reading skips whatever a newer peer put there.</summary>
public readonly record struct EmptyMessage : IMessage<EmptyMessage>
{
    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in EmptyMessage value) => writer.WriteArrayHeader(0);

    /// <inheritdoc/>
    public static EmptyMessage Read(ref MessagePackReader reader)
    {
        BoundedReader.Skip(ref reader);
        return default;
    }
}
