using System.Buffers;

namespace DccBridge.Protocol.Framing;

/// <summary>
/// Turns received bytes into frames. Grows to the largest frame that is announced, at most to the cap, and shrinks again when frames
/// stay small. Not thread-safe: it belongs to one receive loop.
/// </summary>
internal sealed class FrameReceiver : IDisposable
{
    /// <summary>Enough for many small frames in one receive.</summary>
    private const int SmallCapacity = 16 * 1024;

    /// <summary>A large buffer is given back after this many frames that would have fitted into the small one.</summary>
    private const int FramesBeforeShrink = 256;

    private readonly int _maxFrameLength;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(SmallCapacity);
    private int _start;
    private int _end;
    private int _smallFrames;

    public FrameReceiver(int maxFrameLength) => _maxFrameLength = maxFrameLength;

    /// <summary>Where the next received bytes go; never empty.</summary>
    public Memory<byte> GetFreeMemory()
    {
        if (_start == _end)
        {
            _start = _end = 0;
            if (_buffer.Length > 2 * SmallCapacity && _smallFrames >= FramesBeforeShrink)
            {
                Resize(SmallCapacity);
            }
        }

        int wanted = SmallCapacity / 4;
        if (_end - _start >= FrameHeader.Length)
        {
            // The length was checked against the cap when the frame was found incomplete.
            int frame = FrameHeader.Length + (int)FrameHeader.Read(_buffer.AsSpan(_start));
            wanted = Math.Max(wanted, frame - (_end - _start));
            if (frame > _buffer.Length)
            {
                // Room for a few such frames, so that a stream of them does not cost one system call and one move each.
                Resize((int)Math.Min(4L * frame, Math.Max(frame, 512 * 1024)));
            }
        }

        if (_buffer.Length - _end < wanted)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        return _buffer.AsMemory(_end);
    }

    /// <summary>Counts bytes that were written to the free memory.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>The next complete frame's body. It is valid until the next <see cref="GetFreeMemory"/>.</summary>
    /// <exception cref="FrameTooLargeException">The announced length is above the cap.</exception>
    public bool TryReadFrame(out ReadOnlyMemory<byte> body)
    {
        body = default;
        int available = _end - _start;
        if (available < FrameHeader.Length)
        {
            return false;
        }

        uint length = FrameHeader.Read(_buffer.AsSpan(_start));
        if (length > (uint)_maxFrameLength)
        {
            throw new FrameTooLargeException(length, _maxFrameLength);
        }

        if ((uint)(available - FrameHeader.Length) < length)
        {
            return false;
        }

        body = _buffer.AsMemory(_start + FrameHeader.Length, (int)length);
        _start += FrameHeader.Length + (int)length;
        _smallFrames = length > SmallCapacity / 2 ? 0 : _smallFrames + 1;
        return true;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    private void Resize(int capacity)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(capacity);
        _buffer.AsSpan(_start, _end - _start).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        _end -= _start;
        _start = 0;
        _smallFrames = 0;
    }
}
