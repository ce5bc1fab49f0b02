using DccBridge.Protocol.Framing;

namespace DccBridge.Tests.Protocol.Framing;

[TestFixture]
public sealed class FrameReceiverTests
{
    [Test]
    public void Frames_split_at_every_byte_come_out_whole()
    {
        byte[] stream = [3, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 1, 0, 0, 0, 9];
        for (int split = 0; split <= stream.Length; split++)
        {
            using var receiver = new FrameReceiver(100);
            List<string> frames = [];
            Receive(receiver, stream.AsSpan(0, split), frames);
            Receive(receiver, stream.AsSpan(split), frames);

            Assert.That(frames, Is.EqualTo(new[] { "010203", "", "09" }), $"split at {split}");
        }
    }

    [Test]
    public void A_large_frame_grows_the_buffer_and_small_ones_shrink_it_again()
    {
        using var receiver = new FrameReceiver(2_000_000);
        byte[] large = new byte[4 + 1_000_000];
        BitConverter.TryWriteBytes(large, 1_000_000);
        large[^1] = 0x7f;
        List<string> frames = [];

        Receive(receiver, large, frames);
        int grown = receiver.GetFreeMemory().Length;
        for (int i = 0; i < 300; i++)
        {
            Receive(receiver, [1, 0, 0, 0, 5], frames);
        }

        Assert.That(frames[0], Has.Length.EqualTo(2_000_000).And.EndsWith("7F"));
        Assert.That(grown, Is.GreaterThan(1_000_000));
        Assert.That(receiver.GetFreeMemory().Length, Is.LessThan(100_000));
    }

    [Test]
    public void A_length_above_the_cap_is_refused_and_one_at_the_cap_is_not()
    {
        using var receiver = new FrameReceiver(4);
        List<string> frames = [];
        Receive(receiver, [4, 0, 0, 0, 1, 2, 3, 4], frames);

        Assert.That(frames, Is.EqualTo(new[] { "01020304" }));
        Assert.Throws<FrameTooLargeException>(() => Receive(receiver, [5, 0, 0, 0], frames));
    }

    private static void Receive(FrameReceiver receiver, ReadOnlySpan<byte> bytes, List<string> frames)
    {
        while (!bytes.IsEmpty)
        {
            Memory<byte> free = receiver.GetFreeMemory();
            int count = Math.Min(free.Length, bytes.Length);
            bytes[..count].CopyTo(free.Span);
            receiver.Advance(count);
            bytes = bytes[count..];
            while (receiver.TryReadFrame(out ReadOnlyMemory<byte> body))
            {
                frames.Add(Convert.ToHexString(body.Span));
            }
        }
    }
}
