using System.Buffers;
using MessagePack;

namespace DccBridge.Protocol.Serialization;

/// <summary>A GUID as 16 bytes (bin 8, RFC 9562 order) for hot paths: a third of the time and half the bytes of the 36 characters that a plain <see cref="Guid"/> takes.</summary>
/// <param name="Value">The GUID.</param>
public readonly record struct BinaryGuid(Guid Value) : IMessage<BinaryGuid>
{
    private const int Length = 16;

    /// <summary>Wraps.</summary>
    public static implicit operator BinaryGuid(Guid value) => new(value);

    /// <summary>Unwraps.</summary>
    public static implicit operator Guid(BinaryGuid value) => value.Value;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in BinaryGuid value)
    {
        Span<byte> span = writer.GetSpan(2 + Length);
        span[0] = MessagePackCode.Bin8;
        span[1] = Length;
        value.Value.TryWriteBytes(span[2..], bigEndian: true, out _);
        writer.Advance(2 + Length);
    }

    /// <inheritdoc/>
    public static BinaryGuid Read(ref MessagePackReader reader)
    {
        ReadOnlySequence<byte> bytes = BoundedReader.ReadBytesInPlace(ref reader);
        if (bytes.Length != Length)
        {
            throw MalformedMessage.Because($" has {bytes.Length} bytes; a GUID of {Length} bytes is required.");
        }

        if (bytes.IsSingleSegment)
        {
            return new(new Guid(bytes.FirstSpan, bigEndian: true));
        }

        Span<byte> copy = stackalloc byte[Length];
        bytes.CopyTo(copy);
        return new(new Guid(copy, bigEndian: true));
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
