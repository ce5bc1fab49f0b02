using System.Buffers;

namespace DccBridge.Tests.Protocol;

/// <summary>Data in segments, cut where the test wants.</summary>
internal static class Pieces
{
    /// <summary>Cuts before each of the given offsets, which ascend and may repeat: then there is an empty segment.</summary>
    public static ReadOnlySequence<byte> Cut(ReadOnlyMemory<byte> data, params IEnumerable<int> offsets)
    {
        Segment? first = null;
        Segment? last = null;
        var start = 0;
        foreach (var end in offsets.Append(data.Length))
        {
            last = new Segment(data[start..end], last);
            first ??= last;
            start = end;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    /// <summary>Every byte in a segment of its own.</summary>
    public static ReadOnlySequence<byte> Single(ReadOnlyMemory<byte> data) => Cut(data, Enumerable.Range(0, data.Length));

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
