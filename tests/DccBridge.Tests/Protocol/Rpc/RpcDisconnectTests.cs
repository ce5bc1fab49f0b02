using System.Buffers.Binary;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Transport;

namespace DccBridge.Tests.Protocol.Rpc;

/// <summary>Every reason a connection ends, made by raw bytes or by the clock.</summary>
[TestFixture]
[CancelAfter(20_000)]
public sealed class RpcDisconnectTests
{
    [Test]
    public async Task A_close_tells_the_other_side_why()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory(new());

        await pair.Client.CloseAsync("done for today");
        Disconnect seen = await pair.Server.Completion;

        Assert.That(seen.Reason, Is.EqualTo(DisconnectReason.PeerClose));
        Assert.That(seen.Message, Does.Contain("done for today"));
        Assert.That((await pair.Client.Completion).Reason, Is.EqualTo(DisconnectReason.LocalClose));
    }

    [Test]
    public async Task A_peer_that_goes_without_a_word_has_vanished_and_waiting_calls_fail_with_an_unknown_outcome()
    {
        var never = new TaskCompletionSource<Text>(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        HandlerTable table = new HandlerTable().AddRequest<Text, Text>("wait", (_, _) =>
        {
            started.SetResult();
            return new(never.Task);
        });
        await using ConnectedPair pair = await ConnectedPair.OverTcpAsync(table);

        ValueTask<Text> call = pair.Client.CallAsync<Text, Text>("wait", new("x"));
        await started.Task;
        pair.Server.Abort("killed");

        ConnectionLostException e = Assert.ThrowsAsync<ConnectionLostException>(async () => await call)!;
        Assert.That(e.Outcome, Is.EqualTo(Outcome.Unknown));
        Assert.That(e.Disconnect.Reason, Is.AnyOf(DisconnectReason.PeerVanished, DisconnectReason.TransportFailed));
        Assert.ThrowsAsync<ConnectionLostException>(async () => await pair.Client.CallAsync<Text, Text>("wait", new("x")));
    }

    [TestCase("ffffffff", DisconnectReason.FrameTooLarge, TestName = "A 4 GiB claim")]
    [TestCase("01000000c1", DisconnectReason.ProtocolViolation, TestName = "The code that is never used")]
    [TestCase("0200000091" + "2a", DisconnectReason.ProtocolViolation, TestName = "An unknown kind")]
    [TestCase("0400000094010500" , DisconnectReason.ProtocolViolation, TestName = "A truncated answer nobody asked for")]
    [TestCase("050000009401ce00c0", DisconnectReason.ProtocolViolation, TestName = "A truncated id")]
    [TestCase("03000000930601", DisconnectReason.ProtocolViolation, TestName = "A truncated credit")]
    [TestCase("0400000093060100", DisconnectReason.ProtocolViolation, TestName = "A credit of nothing")]
    [TestCase("00000000", DisconnectReason.ProtocolViolation, TestName = "An empty frame")]
    [TestCase("0100000090", DisconnectReason.ProtocolViolation, TestName = "An empty envelope")]
    public async Task Hostile_bytes_end_the_connection_with_a_name(string hex, DisconnectReason expected)
    {
        (ITransport raw, ITransport inner) = MemoryTransport.CreatePair();
        using var deadlines = new DeadlineWheel();
        await using var connection = new RpcConnection(inner, new(), new(), deadlines);
        connection.Start();

        await raw.SendAsync(Convert.FromHexString(hex));

        Assert.That((await connection.Completion).Reason, Is.EqualTo(expected));
        raw.Abort();
    }

    [Test]
    public async Task A_depth_bomb_in_the_params_is_refused_and_the_connection_goes_on()
    {
        HandlerTable table = new HandlerTable()
            .AddRequest<DccBridge.Protocol.Serialization.DynamicValue, Number>("any", (_, _) => new(new Number(1)))
            .AddRequest<Number, Number>("echo", (number, _) => new(number));
        (ITransport raw, ITransport inner) = MemoryTransport.CreatePair(4 * 1024 * 1024);
        using var deadlines = new DeadlineWheel();
        await using var connection = new RpcConnection(inner, table, new(), deadlines);
        connection.Start();
        byte[] bomb = [0x94, 0x00, 0x07, 0xa3, (byte)'a', (byte)'n', (byte)'y', .. Enumerable.Repeat((byte)0x91, 500_000), 0xc0];
        byte[] echo = [0x94, 0x00, 0x08, 0xa4, (byte)'e', (byte)'c', (byte)'h', (byte)'o', 0x2a];

        await raw.SendAsync(Frame(bomb));
        byte[] refused = await ReadFrameAsync(raw);
        await raw.SendAsync(Frame(echo));
        byte[] answer = await ReadFrameAsync(raw);

        Assert.That(refused.AsSpan(0, 3).ToArray(), Is.EqualTo(new byte[] { 0x94, 0x01, 0x07 }));
        Assert.That(answer, Is.EqualTo(new byte[] { 0x94, 0x01, 0x08, 0xc0, 0x2a }));
        raw.Abort();
    }

    [Test]
    public async Task A_request_id_that_is_in_use_is_refused()
    {
        var never = new TaskCompletionSource<Number>(TaskCreationOptions.RunContinuationsAsynchronously);
        HandlerTable table = new HandlerTable().AddRequest<Number, Number>("wait", (_, _) => new(never.Task));
        (ITransport raw, ITransport inner) = MemoryTransport.CreatePair();
        using var deadlines = new DeadlineWheel();
        await using var connection = new RpcConnection(inner, table, new(), deadlines);
        connection.Start();
        byte[] request = [0x94, 0x00, 0x05, 0xa4, (byte)'w', (byte)'a', (byte)'i', (byte)'t', 0x01];

        await raw.SendAsync(Frame(request));
        await raw.SendAsync(Frame(request));
        byte[] refused = await ReadFrameAsync(raw);

        Assert.That(refused.AsSpan(0, 5).ToArray(), Is.EqualTo(new byte[] { 0x94, 0x01, 0x05, 0x95, (byte)ErrorCode.DuplicateRequest }));
        raw.Abort();
    }

    [Test]
    public async Task A_silent_peer_is_pinged_and_then_given_up()
    {
        var clock = new ManualClock();
        (ITransport raw, ITransport inner) = MemoryTransport.CreatePair();
        using var deadlines = new DeadlineWheel(clock);
        await using var connection = new RpcConnection(inner, new(), new(), deadlines);
        connection.Start();

        clock.Advance(TimeSpan.FromSeconds(11));
        byte[] ping = await ReadFrameAsync(raw);
        clock.Advance(TimeSpan.FromSeconds(60));

        Assert.That(ping, Is.EqualTo(new byte[] { 0x91, 0x08 }));
        Assert.That((await connection.Completion).Reason, Is.EqualTo(DisconnectReason.PeerUnresponsive));
        raw.Abort();
    }

    [Test]
    public async Task A_peer_that_does_not_read_is_given_up_and_its_memory_is_bounded()
    {
        var clock = new ManualClock();
        (ITransport raw, ITransport inner) = MemoryTransport.CreatePair(64 * 1024);
        using var deadlines = new DeadlineWheel(clock);
        await using var connection = new RpcConnection(inner, new(), new() { OutboxLimit = 256 * 1024, PeerTimeout = TimeSpan.FromHours(1) }, deadlines);
        connection.Start();
        EncodedNotification note = EncodedNotification.Create("note", new Text(new string('x', 10_000)));

        int accepted = 0;
        while (connection.TryNotify(note))
        {
            accepted++;
        }

        clock.Advance(TimeSpan.FromSeconds(100));

        Assert.That(accepted, Is.InRange(10, 60));
        Assert.That((await connection.Completion).Reason, Is.EqualTo(DisconnectReason.PeerNotReading));
        raw.Abort();
    }

    [Test]
    public async Task Random_frames_never_do_worse_than_end_the_connection([Range(0, 40)] int seed)
    {
        var random = new Random(seed);
        HandlerTable table = new HandlerTable()
            .AddRequest<Text, Text>("echo", (text, _) => new(text))
            .AddUpload<Text, Number>("put", (_, _) => new(new Number(1)));
        (ITransport raw, ITransport inner) = MemoryTransport.CreatePair(16 * 1024 * 1024);
        using var deadlines = new DeadlineWheel();
        await using var connection = new RpcConnection(inner, table, new(), deadlines);
        connection.Start();

        byte[][] seeds =
        [
            [0x94, 0x00, 0x05, 0xa4, (byte)'e', (byte)'c', (byte)'h', (byte)'o', 0x91, 0xa1, 0x61],
            [0x94, 0x00, 0x06, 0xa3, (byte)'p', (byte)'u', (byte)'t', 0x91, 0xa1, 0x61],
            [0x93, 0x05, 0x06, 0xc4, 0x01, 0x00],
            [0x94, 0x01, 0x05, 0xc0, 0xc0],
            [0x95, 0x04, 0x05, 0xca, 0, 0, 0, 0, 0xc0, 0xc0],
            [0x92, 0x03, 0x05],
        ];
        try
        {
            for (int i = 0; i < 200; i++)
            {
                byte[] frame = [.. seeds[random.Next(seeds.Length)]];
                for (int change = random.Next(3); change > 0; change--)
                {
                    frame[random.Next(frame.Length)] = (byte)random.Next(256);
                }

                await raw.SendAsync(Frame(frame));
            }
        }
        catch (IOException)
        {
            // Refused in between: that is allowed.
        }

        raw.Abort();
        Assert.That((await connection.Completion).Reason, Is.Not.EqualTo(DisconnectReason.InternalError), () => connection.Completion.Result.Exception?.ToString() ?? "");
    }

    private static byte[] Frame(byte[] body)
    {
        byte[] frame = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length);
        body.CopyTo(frame, 4);
        return frame;
    }

    private static async Task<byte[]> ReadFrameAsync(ITransport transport)
    {
        byte[] header = await ReadAsync(transport, 4);
        return await ReadAsync(transport, BinaryPrimitives.ReadInt32LittleEndian(header));
    }

    private static async Task<byte[]> ReadAsync(ITransport transport, int count)
    {
        byte[] bytes = new byte[count];
        for (int have = 0; have < count;)
        {
            int read = await transport.ReceiveAsync(bytes.AsMemory(have));
            Assert.That(read, Is.GreaterThan(0), "the connection ended early");
            have += read;
        }

        return bytes;
    }
}
