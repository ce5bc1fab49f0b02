using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MessagePack;

// Where one segment of the data ends and the next begins. Everything here is off the fast path: a span that holds the whole value is read directly.
public ref partial struct MessagePackReader
{
    // The longest code with its fixed part: timestamp 96.
    private const int LongestToken = 15;

    private bool MoveToNextSegment()
    {
        while (_next.GetObject() is not null)
        {
            var start = _next;
            if (!_sequence.TryGet(ref _next, out var memory))
            {
                return false;
            }

            if (!memory.IsEmpty)
            {
                _before += _span.Length;
                _span = memory.Span;
                _index = 0;
                _segment = start;
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte NextCodeOfNextSegment()
    {
        if (!MoveToNextSegment())
        {
            ThrowEnd();
        }

        return _span[0];
    }

    /// <summary>Makes sure that the current span holds the next byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RequireByte()
    {
        if (_index == _span.Length && !MoveToNextSegment())
        {
            ThrowEnd();
        }
    }

    /// <summary>
    /// After <see cref="RequireByte"/>: the next bytes in one piece, at least <see cref="LongestToken"/> of them unless the data ends before.
    /// Copies into <paramref name="scratch"/> only where a segment ends between.
    /// </summary>
    private readonly ReadOnlySpan<byte> Peek(Span<byte> scratch)
    {
        var rest = _span[_index..];
        if (rest.Length >= LongestToken || rest.Length == Remaining)
        {
            return rest;
        }

        var count = (int)Math.Min(LongestToken, Remaining);
        CopyTo(scratch[..count]);
        return scratch[..count];
    }

    /// <summary>Copies the next bytes without moving; the caller knows that there are enough.</summary>
    private readonly void CopyTo(scoped Span<byte> target)
    {
        var ahead = this;
        while (true)
        {
            var count = Math.Min(target.Length, ahead._span.Length - ahead._index);
            ahead._span.Slice(ahead._index, count).CopyTo(target);
            target = target[count..];
            if (target.IsEmpty || !ahead.MoveToNextSegment())
            {
                return;
            }
        }
    }

    /// <summary>Moves by <paramref name="count"/> bytes; the caller knows that there are enough.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance(long count)
    {
        if (count <= _span.Length - _index)
        {
            _index += (int)count;
        }
        else
        {
            AdvanceOverSegments(count);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AdvanceOverSegments(long count)
    {
        while (count > _span.Length - _index)
        {
            count -= _span.Length - _index;
            _index = _span.Length;
            if (!MoveToNextSegment())
            {
                ThrowEnd();
            }
        }

        _index += (int)count;
    }

    /// <summary>The next <paramref name="length"/> bytes as part of the data, and moves behind them.</summary>
    private ReadOnlySequence<byte> TakeSlice(long length)
    {
        RequireRemaining(length);
        var slice = _sequence.Slice(Position, length);
        Advance(length);
        return slice;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void RequireRemaining(long count)
    {
        if (count > Remaining)
        {
            ThrowEnd();
        }
    }

    [DoesNotReturn]
    private readonly void ThrowEnd() =>
        throw new EndOfStreamException($"The MessagePack data ends after {_length} bytes, within or before the value at byte {Consumed}: it was cut off, or a length in it is wrong.");

    [DoesNotReturn]
    private readonly void ThrowTooLong(long claim) =>
        throw new OverflowException($"The value at byte {Consumed} claims a length of {claim}; no more than {int.MaxValue} can be read.");

    [DoesNotReturn]
    private readonly void ThrowUnexpected(byte code, string expected) =>
        throw new MessagePackSerializationException($"Expected {expected} at byte {Consumed}, but {MessagePackCode.ToFormatName(code)} (0x{code:X2}) stands there: write the value with the type that is read.");
}
