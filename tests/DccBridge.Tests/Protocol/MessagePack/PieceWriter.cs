using System.Buffers;

namespace DccBridge.Tests.Protocol;

/// <summary>The stingiest buffer writer allowed: it gives exactly what is asked for, and never the same memory twice.</summary>
internal sealed class PieceWriter(int least = 1) : IBufferWriter<byte>
{
    private readonly List<byte> _written = [];
    private byte[]? _lent;

    public byte[] Written => [.. _written];

    public int Loans { get; private set; }

    public void Advance(int count)
    {
        var lent = _lent ?? throw new InvalidOperationException("Advance without memory lent.");
        Assert.That(count, Is.LessThanOrEqualTo(lent.Length));
        _written.AddRange(lent.AsSpan(0, count));
        _lent = null;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Loans++;
        return _lent = new byte[Math.Max(least, sizeHint)];
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
