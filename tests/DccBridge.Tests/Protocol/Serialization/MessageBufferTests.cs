using DccBridge.Protocol.Serialization;

namespace DccBridge.Tests.Protocol.Serialization;

[TestFixture]
public sealed class MessageBufferTests
{
    [Test]
    public void What_was_written_survives_growing()
    {
        using var buffer = new MessageBuffer(16);
        byte[] expected = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];
        foreach (byte[] piece in expected.Chunk(777))
        {
            piece.CopyTo(buffer.GetSpan(piece.Length));
            buffer.Advance(piece.Length);
        }

        Assert.That(buffer.WrittenSpan.ToArray(), Is.EqualTo(expected));
        Assert.That(buffer.WrittenCount, Is.EqualTo(expected.Length));
    }

    [Test]
    public void Clearing_keeps_the_memory()
    {
        using var buffer = new MessageBuffer();
        buffer.Advance(10);
        buffer.Clear();

        Assert.That(buffer.WrittenMemory.Length, Is.Zero);
        Assert.That(buffer.GetMemory().Length, Is.GreaterThanOrEqualTo(1024));
    }

    [Test]
    public void Advancing_beyond_the_room_is_refused()
    {
        using var buffer = new MessageBuffer();
        int room = buffer.GetSpan().Length;

        Assert.That(() => buffer.Advance(room + 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => buffer.Advance(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_disposed_buffer_takes_nothing_more()
    {
        var buffer = new MessageBuffer();
        buffer.Dispose();
        buffer.Dispose();

        Assert.That(() => buffer.GetSpan(1), Throws.InstanceOf<ObjectDisposedException>());
    }
}
