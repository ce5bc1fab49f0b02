using System.Runtime.InteropServices;

namespace DccBridge.Protocol.Serialization;

/// <summary>Compares keys that an untrusted peer chose. Hashes are seeded at random per process, so that nobody can send keys that all fall into one bucket.</summary>
/// <typeparam name="T">An integer, enum or Guid.</typeparam>
public sealed class KeyComparer<T> : IEqualityComparer<T>
    where T : unmanaged
{
    /// <summary>The comparer; it has no state.</summary>
    public static KeyComparer<T> Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(T x, T y) => EqualityComparer<T>.Default.Equals(x, y);

    /// <inheritdoc/>
    public int GetHashCode(T obj)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in obj));

        // The hash of text is the seeded one that the runtime offers. A single byte is less than one character, and too few values to do harm.
        return bytes.Length == 1 ? bytes[0] : string.GetHashCode(MemoryMarshal.Cast<byte, char>(bytes));
    }
}
