using System.Buffers;

namespace DccBridge.Protocol.Serialization;

/// <summary>A growing buffer of pooled memory to encode into. Not thread-safe; dispose it to give the memory back.</summary>
public sealed class MessageBuffer : IBufferWriter<byte>, IDisposable
{
    private const int SmallestSize = 256;

    private byte[] _bytes;
    private int _written;
    private bool _disposed;

    /// <summary>An empty buffer with room for <paramref name="capacity"/> bytes.</summary>
    public MessageBuffer(int capacity = 1024) => _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, SmallestSize));

    /// <summary>What was written; valid until the next write, <see cref="Clear"/> or <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _written);

    /// <inheritdoc cref="WrittenMemory"/>
    public ReadOnlySpan<byte> WrittenSpan => _bytes.AsSpan(0, _written);

    /// <summary>Bytes written.</summary>
    public int WrittenCount => _written;

    /// <summary>Forgets what was written and keeps the memory.</summary>
    public void Clear() => _written = 0;

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _written);
        _written += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_written);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_written);
    }

    /// <summary>Gives the memory back; the buffer is empty and cannot be written to any more.</summary>
    public void Dispose()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        _written = 0;
        _disposed = true;
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Reserve(int sizeHint)
    {
        int needed = Math.Max(sizeHint, 1);
        if (_bytes.Length - _written < needed)
        {
            Enlarge(needed);
        }
    }

    private void Enlarge(int needed)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(2L * _bytes.Length, (long)_written + needed)));
        if (larger.Length - _written < needed)
        {
            ArrayPool<byte>.Shared.Return(larger);
            throw new InvalidOperationException($"The message is larger than {Array.MaxLength} bytes.");
        }

        WrittenSpan.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
