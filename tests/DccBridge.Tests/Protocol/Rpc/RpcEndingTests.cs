using System.Buffers.Binary;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Transport;

namespace DccBridge.Tests.Protocol.Rpc;

/// <summary>What callers, bodies and peers see when something ends early.</summary>
[TestFixture]
[CancelAfter(20_000)]
public sealed class RpcEndingTests
{
    [Test]
    public async Task A_call_on_a_closed_connection_was_not_started()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory(new());
        pair.Client.Abort("enough");

        ConnectionLostException e = Assert.ThrowsAsync<ConnectionLostException>(async () => await pair.Client.CallAsync<Text, Text>("any", new("x")))!;

        Assert.That(e.Outcome, Is.EqualTo(Outcome.NotStarted));
    }

    [Test]
    public async Task A_call_that_is_cancelled_before_it_begins_never_reaches_the_peer()
    {
        int started = 0;
        HandlerTable table = new HandlerTable()
            .AddRequest<Number, Number>("count", (number, _) =>
            {
                started++;
                return new(number);
            })
            .AddRequest<Number, Number>("echo", (number, _) => new(number));
        await using ConnectedPair pair = ConnectedPair.InMemory(table);

        Assert.CatchAsync<OperationCanceledException>(async () => await pair.Client.CallAsync<Number, Number>("count", new(1), default, new CancellationToken(canceled: true)));
        await pair.Client.CallAsync<Number, Number>("echo", new(2));

        Assert.That(started, Is.Zero);
    }

    [Test]
    public async Task A_body_that_writes_on_a_lost_connection_gets_the_documented_exception()
    {
        HandlerTable table = new HandlerTable().AddUpload<Text, Number>("put", async (_, upload) =>
        {
            await upload.Completed;
            return default;
        });
        await using ConnectedPair pair = ConnectedPair.InMemory(table);
        Exception? seen = null;

        Assert.ThrowsAsync<ConnectionLostException>(async () => await pair.Client.UploadAsync<Text, Number>("put", new("x"), async (writer, _) =>
        {
            pair.Client.Abort("enough");
            try
            {
                await writer.AdvanceAsync(1);
            }
            catch (Exception e)
            {
                seen = e;
                throw;
            }
        }));
        Assert.That(seen, Is.InstanceOf<ConnectionLostException>());
    }

    [Test]
    public async Task What_the_body_ran_into_is_what_the_caller_sees_even_when_the_call_ended_before()
    {
        HandlerTable table = new HandlerTable().AddUpload<Text, Number>("put", (_, _) => throw new RpcException(ErrorCode.DiskFull, "Make room."));
        await using ConnectedPair pair = ConnectedPair.InMemory(table, new());

        Assert.ThrowsAsync<InvalidDataException>(async () => await pair.Client.UploadAsync<Text, Number>("put", new("x"), async (writer, _) =>
        {
            try
            {
                await writer.WriteAsync(new byte[1_000_000]);
            }
            catch (RpcException)
            {
                // The call has ended now.
            }

            throw new InvalidDataException("the file changed");
        }));
    }

    [Test]
    public async Task A_sink_that_fails_ends_its_upload_and_not_the_connection()
    {
        HandlerTable table = new HandlerTable()
            .AddRequest<Number, Number>("echo", (number, _) => new(number))
            .AddUpload<Text, Number>("put", async (_, upload) =>
            {
                upload.SetSink(new FailingSink());
                await upload.Completed;
                return default;
            });
        await using ConnectedPair pair = ConnectedPair.InMemory(table);

        RpcException e = Assert.ThrowsAsync<RpcException>(async () => await pair.Client.UploadAsync<Text, Number>("put", new("x"), (writer, _) => writer.WriteAsync(new byte[10])))!;

        Assert.That(e.Code, Is.EqualTo(ErrorCode.Internal));
        Assert.That((await pair.Client.CallAsync<Number, Number>("echo", new(5))).Value, Is.EqualTo(5));
    }

    [Test]
    public async Task A_log_that_fails_does_not_cost_the_caller_its_answer()
    {
        HandlerTable table = new HandlerTable().AddRequest<Number, Number>("fail", (_, _) => throw new InvalidDataException("x"));
        await using ConnectedPair pair = ConnectedPair.InMemory(table, options: new() { OnHandlerError = (_, _) => throw new InvalidOperationException("the log is full") });

        RpcException e = Assert.ThrowsAsync<RpcException>(async () => await pair.Client.CallAsync<Number, Number>("fail", new(1)))!;

        Assert.That(e.Code, Is.EqualTo(ErrorCode.Internal));
    }

    [Test]
    public async Task Of_many_unknown_notifications_only_the_first_is_reported()
    {
        int reports = 0;
        HandlerTable table = new HandlerTable().AddRequest<Number, Number>("echo", (number, _) => new(number));
        await using ConnectedPair pair = ConnectedPair.InMemory(table, options: new() { OnHandlerError = (_, _) => reports++ });

        for (int i = 0; i < 100; i++)
        {
            await pair.Client.NotifyAsync("nobody.knows", new Number(i));
        }

        await pair.Client.CallAsync<Number, Number>("echo", new(1));
        Assert.That(reports, Is.EqualTo(1));
        Assert.That(pair.Server.IgnoredNotifications, Is.EqualTo(100));
    }

    [TestCase("9108" + "c0", TestName = "After a ping")]
    [TestCase("920305" + "00", TestName = "After a cancel")]
    [TestCase("940005a46563686f01" + "00", TestName = "After a request")]
    public async Task Bytes_after_the_envelope_are_refused_with_words(string body)
    {
        HandlerTable table = new HandlerTable().AddRequest<Number, Number>("echo", (number, _) => new(number));
        await using TcpTransportListener listener = TcpTransportListener.Bind(System.Net.IPAddress.Loopback, 0);
        ValueTask<ITransport> accepting = listener.AcceptAsync(CancellationToken.None);
        await using ITransport raw = await TcpTransport.ConnectAsync(new(System.Net.IPAddress.Loopback, listener.Port), CancellationToken.None);
        using var deadlines = new DeadlineWheel();
        await using var connection = new RpcConnection(await accepting, table, new(), deadlines);
        connection.Start();
        byte[] bytes = Convert.FromHexString(body);
        byte[] frame = new byte[4 + bytes.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, bytes.Length);
        bytes.CopyTo(frame, 4);

        await raw.SendAsync(frame);
        byte[] answer = new byte[1024];
        int count = await raw.ReceiveAsync(answer);

        Assert.That(System.Text.Encoding.UTF8.GetString(answer, 0, count), Does.Contain("exactly one array"));
        raw.Abort();
        Assert.That((await connection.Completion).Reason, Is.EqualTo(DisconnectReason.ProtocolViolation));
    }

    private sealed class FailingSink : IChunkSink
    {
        public void OnChunk(ReadOnlySpan<byte> chunk) => throw new InvalidDataException("the disk is gone");
    }
}
