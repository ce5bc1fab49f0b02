using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Transport;

namespace DccBridge.Tests.Protocol.Rpc;

[TestFixture]
public sealed class OutboxTests
{
    [Test]
    public void Calls_that_wait_go_ahead_of_chunks_that_wait()
    {
        var transport = new RecordingTransport();
        using var outbox = new Outbox(transport, new(), TimeProvider.System, _ => { });
        outbox.Cork();
        outbox.Append(new FixedChunk([0xaa]));
        outbox.TryAppendEncoded([0x01]);

        outbox.Uncork();

        Assert.That(transport.Sent, Is.EqualTo(new[] { "01", "AA" }));
    }

    [Test]
    public void Chunks_that_wait_when_the_outbox_closes_are_given_back()
    {
        using var outbox = new Outbox(new RecordingTransport(), new(), TimeProvider.System, _ => { });
        var chunk = new FixedChunk([0xaa]);
        outbox.Cork();
        outbox.Append(chunk);

        outbox.Close(new IOException("over"));

        Assert.That(chunk.Dropped, Is.EqualTo(1));
        Assert.Throws<IOException>(() => outbox.Append(chunk));
    }

    [Test]
    public void A_send_that_fails_unexpectedly_gives_its_chunk_back_and_is_reported()
    {
        Exception? reported = null;
        using var outbox = new Outbox(new RecordingTransport { Failure = new InvalidOperationException("completed") }, new(), TimeProvider.System, e => reported = e);
        var chunk = new FixedChunk([0xaa]);

        outbox.Append(chunk);

        Assert.That(reported, Is.InstanceOf<InvalidOperationException>());
        Assert.That(chunk.Dropped, Is.EqualTo(1));
        Assert.That(chunk.SentTimes, Is.Zero);
    }

    private sealed class FixedChunk : OutgoingChunk
    {
        public FixedChunk(byte[] frame) => Frame = frame;

        public int Dropped { get; private set; }

        public int SentTimes { get; private set; }

        public override void OnSent() => SentTimes++;

        public override void OnDropped() => Dropped++;
    }

    private sealed class RecordingTransport : ITransport
    {
        public List<string> Sent { get; } = [];

        public Exception? Failure { get; init; }

        public string Description => "recording";

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(0);

        public ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
        {
            if (Failure is not null)
            {
                throw Failure;
            }

            Sent.Add(Convert.ToHexString(data.Span));
            return default;
        }

        public void Abort()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
