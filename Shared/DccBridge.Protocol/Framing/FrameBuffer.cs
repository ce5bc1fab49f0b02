using System.Buffers;

namespace DccBridge.Protocol.Framing;

/// <summary>Frames on their way out, one after the other in one piece of memory. Not thread-safe: its owner locks.</summary>
internal sealed class FrameBuffer : IBufferWriter<byte>, IDisposable
{
    private const int SmallCapacity = 4 * 1024;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(SmallCapacity);
    private int _length;

    /// <summary>Bytes written.</summary>
    public int Length => _length;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Leaves room for a frame's header.</summary>
    /// <returns>The mark to give to <see cref="EndFrame"/> or <see cref="Rollback"/>.</returns>
    public int BeginFrame()
    {
        int mark = _length;
        EnsureFree(FrameHeader.Length);
        _length += FrameHeader.Length;
        return mark;
    }

    /// <summary>Fills in the header of the frame that began at <paramref name="mark"/>.</summary>
    /// <exception cref="FrameTooLargeException">The frame is above <paramref name="cap"/>; it was taken back.</exception>
    public void EndFrame(int mark, int cap)
    {
        int body = _length - mark - FrameHeader.Length;
        if (body > cap)
        {
            Rollback(mark);
            throw new FrameTooLargeException(body, cap);
        }

        FrameHeader.Write(_buffer.AsSpan(mark), body);
    }

    /// <summary>Takes back everything from <paramref name="mark"/> on.</summary>
    public void Rollback(int mark) => _length = mark;

    /// <summary>Forgets the content; gives memory back that was only needed once.</summary>
    public void Reset()
    {
        if (_buffer.Length > 64 * SmallCapacity && _length < _buffer.Length / 4)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(SmallCapacity);
        }

        _length = 0;
    }

    /// <summary>Appends whole frames that were encoded before.</summary>
    public void Append(ReadOnlySpan<byte> frames)
    {
        EnsureFree(frames.Length);
        frames.CopyTo(_buffer.AsSpan(_length));
        _length += frames.Length;
    }

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureFree(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureFree(Math.Max(sizeHint, 1));
        return _buffer.AsSpan(_length);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void EnsureFree(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Grow(count);
        }
    }

    private void Grow(int count)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + count), (int)Math.Min(2L * _buffer.Length, Array.MaxLength)));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
