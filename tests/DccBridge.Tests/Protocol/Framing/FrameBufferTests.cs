using System.Buffers;
using DccBridge.Protocol.Framing;

namespace DccBridge.Tests.Protocol.Framing;

[TestFixture]
public sealed class FrameBufferTests
{
    [Test]
    public void A_frame_gets_its_length_in_front()
    {
        using var buffer = new FrameBuffer();
        int mark = buffer.BeginFrame();
        buffer.Write(new byte[] { 7, 8 });
        buffer.EndFrame(mark, 100);

        Assert.That(buffer.Written.ToArray(), Is.EqualTo(new byte[] { 2, 0, 0, 0, 7, 8 }));
    }

    [Test]
    public void A_frame_above_the_cap_is_taken_back_and_what_came_before_stays()
    {
        using var buffer = new FrameBuffer();
        buffer.Append([1, 0, 0, 0, 9]);
        int mark = buffer.BeginFrame();
        buffer.Write(new byte[101]);

        Assert.Throws<FrameTooLargeException>(() => buffer.EndFrame(mark, 100));
        Assert.That(buffer.Written.ToArray(), Is.EqualTo(new byte[] { 1, 0, 0, 0, 9 }));
    }

    [Test]
    public void Growing_keeps_the_content()
    {
        using var buffer = new FrameBuffer();
        byte[] bytes = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];
        foreach (byte[] piece in bytes.Chunk(777))
        {
            buffer.Append(piece);
        }

        Assert.That(buffer.Written.ToArray(), Is.EqualTo(bytes));
    }
}
