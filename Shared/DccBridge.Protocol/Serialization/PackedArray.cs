using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MessagePack;

namespace DccBridge.Protocol.Serialization;

/// <summary>
/// Many numbers as one bin: the memory of the items one after the other, each field little-endian in the order of its declaration, without
/// padding. For hot paths; a list of doubles as a MessagePack array takes more than forty times as long.
/// </summary>
/// <typeparam name="T">A number, or a struct of numbers of one size (so that there is no padding).</typeparam>
public readonly struct PackedArray<T> : IMessage<PackedArray<T>>, IEquatable<PackedArray<T>>
    where T : unmanaged
{
    private readonly ReadOnlyMemory<T> _items;

    /// <summary>Wraps the items; they are not copied and must not change while they are sent.</summary>
    public PackedArray(ReadOnlyMemory<T> items) => _items = items;

    /// <summary>The items.</summary>
    public ReadOnlyMemory<T> Items => _items;

    /// <summary>Number of items.</summary>
    public int Count => _items.Length;

    /// <summary>Wraps the items; they are not copied.</summary>
    public static implicit operator PackedArray<T>(T[] items) => new(items);

    /// <summary>The same items, byte by byte.</summary>
    public static bool operator ==(PackedArray<T> left, PackedArray<T> right) => left.Equals(right);

    /// <summary>Other items.</summary>
    public static bool operator !=(PackedArray<T> left, PackedArray<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in PackedArray<T> value)
    {
        RequireLittleEndian();
        writer.Write(MemoryMarshal.AsBytes(value._items.Span));
    }

    /// <inheritdoc/>
    public static PackedArray<T> Read(ref MessagePackReader reader)
    {
        RequireLittleEndian();
        ReadOnlySequence<byte> bytes = BoundedReader.ReadBytesInPlace(ref reader);
        if (bytes.Length % Unsafe.SizeOf<T>() != 0)
        {
            throw MalformedMessage.Because($" has {bytes.Length} bytes, which is not a multiple of {Unsafe.SizeOf<T>()}.");
        }

        T[] items = GC.AllocateUninitializedArray<T>((int)(bytes.Length / Unsafe.SizeOf<T>()));
        bytes.CopyTo(MemoryMarshal.AsBytes(items.AsSpan()));
        return new(items);
    }

    /// <summary>Whether both have the same items, byte by byte.</summary>
    public bool Equals(PackedArray<T> other) =>
        MemoryMarshal.AsBytes(_items.Span).SequenceEqual(MemoryMarshal.AsBytes(other._items.Span));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PackedArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(_items.Span));
        return hash.ToHashCode();
    }

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Packed arrays need a little-endian machine.");
        }
    }
}
