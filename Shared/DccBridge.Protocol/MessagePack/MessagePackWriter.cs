using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MessagePack;

/// <summary>
/// Writes MessagePack into an <see cref="IBufferWriter{T}"/>, each value in its shortest form unless the method names a width.
/// Nothing is allocated, and the buffer writer hears of the bytes only at <see cref="Flush"/> or when its span is full.
/// </summary>
/// <remarks>Source of the layout: the public MessagePack specification. A copy of this struct must not be used beside the original.</remarks>
public ref partial struct MessagePackWriter
{
    // Long copies are cut into pieces of this size, so that a buffer writer with fixed blocks is not forced into one huge block.
    private const int CopyBlock = 64 * 1024;

    private readonly IBufferWriter<byte> _output;
    private Span<byte> _span;
    private int _used;

    /// <summary>Makes a writer that appends to <paramref name="writer"/>.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public MessagePackWriter(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _output = writer;
    }

    /// <summary>A token that formatters may look at; the writer itself does not.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>Whether to write the format as it was before 2013: no bin, no str 8; bytes are written as strings and timestamps are refused.</summary>
    public bool OldSpec { get; set; }

    /// <summary>Makes a writer with the same settings for another buffer writer.</summary>
    public MessagePackWriter Clone(IBufferWriter<byte> writer) => new(writer)
    {
        CancellationToken = CancellationToken,
        OldSpec = OldSpec,
    };

    /// <summary>Hands everything written so far to the buffer writer. Call it once at the end; without it the last bytes are lost.</summary>
    public void Flush()
    {
        var used = _used;
        if (used > 0)
        {
            _used = 0;
            _span = default;
            _output.Advance(used);
        }
    }

    /// <summary>Room for at least <paramref name="length"/> bytes of ready-made MessagePack; follow with <see cref="Advance"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public Span<byte> GetSpan(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (_span.Length - _used < length || _used == _span.Length)
        {
            Grow(length);
        }

        return _span[_used..];
    }

    /// <summary>Counts <paramref name="length"/> bytes of the span that <see cref="GetSpan"/> gave as written.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative or more than the span holds.</exception>
    public void Advance(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(_span.Length - _used), nameof(length));
        _used += length;
    }

    /// <summary>Copies ready-made MessagePack.</summary>
    public void WriteRaw(ReadOnlySpan<byte> rawMessagePackBlock) => Copy(rawMessagePackBlock);

    /// <summary>Copies ready-made MessagePack.</summary>
    public void WriteRaw(in ReadOnlySequence<byte> rawMessagePackBlock)
    {
        foreach (var segment in rawMessagePackBlock)
        {
            WriteRaw(segment.Span);
        }
    }

    // The caller writes at most `size` bytes behind the reference and adds what it wrote to _used.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Reserve(int size)
    {
        if (_span.Length - _used < size)
        {
            Grow(size);
        }

        return ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), (nint)(uint)_used);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        Flush();
        _span = _output.GetSpan(size);
        if (_span.Length < size || _span.IsEmpty)
        {
            ThrowShortSpan(_output, size, _span.Length);
        }
    }

    private void Copy(scoped ReadOnlySpan<byte> source)
    {
        if (source.Length <= _span.Length - _used)
        {
            source.CopyTo(_span[_used..]);
            _used += source.Length;
        }
        else
        {
            CopyInBlocks(source);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CopyInBlocks(scoped ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            if (_used == _span.Length)
            {
                Grow(Math.Min(source.Length, CopyBlock));
            }

            var count = Math.Min(source.Length, _span.Length - _used);
            source[..count].CopyTo(_span[_used..]);
            _used += count;
            source = source[count..];
        }
    }

    // The writes are unchecked, so a buffer writer that breaks its contract must not get past this point.
    [DoesNotReturn]
    private static void ThrowShortSpan(IBufferWriter<byte> output, int asked, int given) =>
        throw new InvalidOperationException($"{output.GetType()}.GetSpan({asked}) gave {given} bytes; an IBufferWriter<byte> must give at least as many as asked for.");
}
