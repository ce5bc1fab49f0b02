using System.Buffers;
using System.Runtime.CompilerServices;

namespace MessagePack;

/// <summary>
/// Reads MessagePack from memory or from a sequence of any number of segments. Values are taken in any width that holds them,
/// as other writers may choose other widths.
/// </summary>
/// <remarks>
/// Source of the layout: the public MessagePack specification. Every read throws <see cref="EndOfStreamException"/> where the data ends too early,
/// <see cref="MessagePackSerializationException"/> where something else stands there, <see cref="OverflowException"/> where the integer does not fit.
/// After such an error the position is undefined. Lengths and counts are checked against the data that is left before anything is allocated.
/// </remarks>
public ref partial struct MessagePackReader
{
    private readonly ReadOnlySequence<byte> _sequence;
    private readonly long _length;
    private ReadOnlySpan<byte> _span;
    private int _index;
    private long _before;
    private SequencePosition _segment;
    private SequencePosition _next;

    /// <summary>Makes a reader at the start of <paramref name="memory"/>.</summary>
    public MessagePackReader(ReadOnlyMemory<byte> memory)
    {
        _sequence = new ReadOnlySequence<byte>(memory);
        _span = memory.Span;
        _length = _span.Length;
    }

    /// <summary>Makes a reader at the start of <paramref name="readOnlySequence"/>.</summary>
    public MessagePackReader(scoped in ReadOnlySequence<byte> readOnlySequence)
    {
        _sequence = readOnlySequence;
        if (readOnlySequence.IsSingleSegment)
        {
            _span = readOnlySequence.FirstSpan;
            _length = _span.Length;
        }
        else
        {
            _length = readOnlySequence.Length;
            _segment = _next = readOnlySequence.Start;
            MoveToNextSegment();
        }
    }

    /// <summary>A token that formatters may look at; the reader itself does not.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>How deep formatters are nested at present; they count, the reader does not.</summary>
    public int Depth { get; set; }

    /// <summary>The data this reader was made for.</summary>
    public readonly ReadOnlySequence<byte> Sequence => _sequence;

    /// <summary>The number of bytes read so far.</summary>
    public readonly long Consumed => _before + _index;

    /// <summary>The place in <see cref="Sequence"/> of the byte that is read next.</summary>
    public readonly SequencePosition Position => _sequence.IsSingleSegment
        ? _sequence.GetPosition(_index)
        : _sequence.GetPosition(_index, _segment);

    /// <summary>Whether all data is read.</summary>
    public readonly bool End => Consumed == _length;

    /// <summary>Whether the next value is nil.</summary>
    /// <exception cref="EndOfStreamException">All data is read.</exception>
    public bool IsNil => NextCode == MessagePackCode.Nil;

    /// <summary>The kind of the next value.</summary>
    /// <exception cref="EndOfStreamException">All data is read.</exception>
    public MessagePackType NextMessagePackType => MessagePackCode.ToMessagePackType(NextCode);

    /// <summary>The first byte of the next value; see <see cref="MessagePackCode"/>.</summary>
    /// <exception cref="EndOfStreamException">All data is read.</exception>
    public byte NextCode
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var span = _span;
            var index = _index;
            return (uint)index < (uint)span.Length ? span[index] : NextCodeOfNextSegment();
        }
    }

    private readonly long Remaining => _length - _before - _index;

    /// <summary>Makes a reader with the same settings for other data.</summary>
    public readonly MessagePackReader Clone(scoped in ReadOnlySequence<byte> readOnlySequence) => new(readOnlySequence)
    {
        CancellationToken = CancellationToken,
        Depth = Depth,
    };

    /// <summary>A copy of this reader, which can read ahead without moving this one.</summary>
    public readonly MessagePackReader CreatePeekReader() => this;

    /// <summary>Reads nil.</summary>
    /// <exception cref="MessagePackSerializationException">The next value is not nil.</exception>
    /// <exception cref="EndOfStreamException">All data is read.</exception>
    public Nil ReadNil()
    {
        if (!TryReadNil())
        {
            ThrowUnexpected(NextCode, "nil");
        }

        return Nil.Default;
    }

    /// <summary>Reads nil where it stands; where something else does, answers false and stays.</summary>
    /// <exception cref="EndOfStreamException">All data is read.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadNil()
    {
        if (NextCode != MessagePackCode.Nil)
        {
            return false;
        }

        _index++;
        return true;
    }

    /// <summary>Reads true or false.</summary>
    /// <exception cref="MessagePackSerializationException">The next value is neither.</exception>
    /// <exception cref="EndOfStreamException">All data is read.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool ReadBoolean()
    {
        var code = NextCode;
        if (code is not (MessagePackCode.True or MessagePackCode.False))
        {
            ThrowUnexpected(code, "a boolean");
        }

        _index++;
        return code == MessagePackCode.True;
    }
}
