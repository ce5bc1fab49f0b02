using System.IO.Compression;
using DccBridge.Dcc.Brine;
using DccBridge.Dcc.Rpyc;
using DccBridge.Tests.Protocol.Rpc;

namespace DccBridge.Tests.Dcc.Rpyc;

/// <summary>A connection against a server that is played: dialects, limits, ends, and what no honest server sends.</summary>
[TestFixture]
public sealed class RpycConnectionTests
{
    private static readonly RpycOptions Options = new() { MaxFrameBytes = 1 << 20 };

    [Test]
    public async Task The_first_request_asks_for_the_root()
    {
        var server = new ScriptedServer();
        var opening = RpycConnection.OpenAsync(server.ClientSide, Options);
        Assert.That(await server.ReadAsync(), Is.EqualTo(PythonTuple.Of(1L, 0L, PythonTuple.Of(3L, PythonTuple.Of(1L, PythonTuple.Empty)))));
        await server.SendAsync(2L, 0L, PythonTuple.Of(4L, ScriptedServer.Root));
        await using var connection = await opening;
        Assert.That(connection.Root.ClassName, Is.EqualTo("rpyc.core.service.SlaveService"));
    }

    [TestCase("1252501154 1216 0F 313339383334383435323731393834 080E0C536C61766553657276696365 080E11727079632E636F72652E73657276696365", "before 4.1")]
    [TestCase("0111501152115102", "rpyc 6 or newer")]
    [TestCase("0211501154 12 0851 51 51", "rpyc 6 or newer")]
    public async Task Another_dialect_is_told_apart(string hex, string says)
    {
        var error = await FailToOpenAsync(Convert.FromHexString(hex.Replace(" ", "")));
        Assert.That(error.Reason, Is.EqualTo(RpycEndReason.OtherDialect));
        Assert.That(error.Message, Does.Contain(says));
    }

    [TestCase("00")]
    [TestCase("1251500B")]
    [TestCase("485454502F312E31")]
    [TestCase("125250115151")]
    public async Task What_is_no_rpyc_is_told_apart(string hex) =>
        Assert.That((await FailToOpenAsync(Convert.FromHexString(hex))).Reason, Is.EqualTo(RpycEndReason.ProtocolViolation));

    [Test]
    public async Task A_peer_that_says_nothing_is_given_up()
    {
        var time = new ManualClock();
        var opening = RpycConnection.OpenAsync(new ScriptedServer().ClientSide, Options with { Time = time });
        time.Advance(Options.ConnectTimeout);
        Assert.That((Assert.ThrowsAsync<RpycConnectionException>(() => opening))!.Message, Does.Contain("said nothing for 5 s"));
    }

    [Test]
    public async Task A_server_that_closes_at_once_is_told_apart()
    {
        var server = new ScriptedServer();
        await server.CloseAsync();
        Assert.That(Assert.ThrowsAsync<RpycConnectionException>(() => RpycConnection.OpenAsync(server.ClientSide, Options))!.Reason, Is.EqualTo(RpycEndReason.ClosedByServer));
    }

    [Test]
    public async Task Answers_are_matched_by_number_and_not_by_order()
    {
        var (server, connection) = await OpenAsync();
        await using var closing = connection;
        var first = connection.CallMethodAsync(connection.Root, "eval", ["1"]);
        var second = connection.CallMethodAsync(connection.Root, "eval", ["2"]);
        await server.ReadAsync();
        await server.ReadAsync();
        await server.SendAsync(2L, 2L, PythonTuple.Of(1L, "two"));
        await server.SendAsync(2L, 1L, PythonTuple.Of(1L, "one"));
        Assert.That(await Task.WhenAll(first, second), Is.EqualTo(new[] { "one", "two" }));
    }

    [Test]
    public async Task A_compressed_answer_is_taken()
    {
        var (server, connection) = await OpenAsync();
        await using var closing = connection;
        var asking = connection.CallMethodAsync(connection.Root, "eval", ["x"]);
        await server.ReadAsync();
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        new BrineWriter(output).Write(PythonTuple.Of(2L, 1L, PythonTuple.Of(1L, new string('x', 100_000))));
        await server.SendFrameAsync(1, Deflated(output.WrittenSpan.ToArray()));
        Assert.That((string?)await asking, Has.Length.EqualTo(100_000));
    }

    [Test]
    public async Task An_answer_that_inflates_beyond_the_limit_ends_the_connection()
    {
        var (server, connection) = await OpenAsync();
        await using var closing = connection;
        await server.SendFrameAsync(1, Deflated(new byte[8 << 20]));
        Assert.That((await connection.Ended).Reason, Is.EqualTo(RpycEndReason.ProtocolViolation));
    }

    [TestCase("7FFFFFFF00")]
    [TestCase("0000000109")]
    [TestCase("0000000100FF0A")]
    [TestCase("00000005001252FF51000A")]
    [TestCase("0000000701789C00000000000A")]
    public async Task Frames_that_are_none_end_the_connection_with_its_reason(string hex)
    {
        var (server, connection) = await OpenAsync();
        await using var closing = connection;
        var waiting = connection.PingAsync();
        await server.SendBytesAsync(Convert.FromHexString(hex));
        Assert.That((await connection.Ended).Reason, Is.EqualTo(RpycEndReason.ProtocolViolation));
        Assert.That(() => waiting, Throws.TypeOf<RpycConnectionException>());
    }

    [Test]
    public async Task A_stream_that_ends_inside_a_frame_is_a_loss()
    {
        var (server, connection) = await OpenAsync();
        await using var closing = connection;
        await server.SendBytesAsync([0, 0, 0, 9, 0, 1, 2]);
        await server.CloseAsync();
        Assert.That((await connection.Ended).Reason, Is.EqualTo(RpycEndReason.Lost));
    }

    [Test]
    public async Task No_answer_in_time_is_a_time_out_and_a_late_answer_is_passed_over()
    {
        var time = new ManualClock();
        var (server, connection) = await OpenAsync(Options with { Time = time });
        await using var closing = connection;
        var asking = connection.PingAsync();
        await server.ReadAsync();
        time.Advance(Options.RequestTimeout);
        Assert.That(() => asking, Throws.TypeOf<RpycTimeoutException>().With.Message.Contains("No answer within 30 s"));
        await server.SendAsync(2L, 1L, PythonTuple.Of(1L, "late"));
        var again = connection.PingAsync();
        await server.ReadAsync();
        await server.SendAsync(2L, 2L, PythonTuple.Of(1L, "dccbridge"));
        await again;
    }

    [Test]
    public async Task A_released_object_is_forgotten_with_the_next_request()
    {
        var (server, connection) = await OpenAsync();
        await using var closing = connection;
        var asking = connection.CallMethodAsync(connection.Root, "eval", ["x"]);
        await server.ReadAsync();
        var id = PythonTuple.Of("hou.OpNode", 1L, 2L);
        await server.SendAsync(2L, 1L, PythonTuple.Of(4L, id));
        ((RpycReference)(await asking)!).Dispose();
        var pinging = connection.PingAsync();
        await server.ReadAsync();
        var released = await server.ReadAsync();
        Assert.That(released[2], Is.EqualTo(PythonTuple.Of(15L, PythonTuple.Of(2L, PythonTuple.Of(PythonTuple.Of(3L, id), PythonTuple.Of(1L, 1L))))));
        await server.SendAsync(2L, released[1], PythonTuple.Of(1L, null));
        await server.SendAsync(2L, 2L, PythonTuple.Of(1L, "dccbridge"));
        await pinging;
    }

    [Test]
    public async Task A_call_of_an_object_that_was_never_lent_ends_the_connection()
    {
        var (server, connection) = await OpenAsync();
        await using var closing = connection;
        await server.SendAsync(1L, 0L, PythonTuple.Of(7L, PythonTuple.Of(2L, PythonTuple.Of(PythonTuple.Of(3L, PythonTuple.Of("x", 1L, 99L)), PythonTuple.Of(1L, PythonTuple.Empty), PythonTuple.Of(1L, PythonTuple.Empty)))));
        Assert.That((await connection.Ended).Reason, Is.EqualTo(RpycEndReason.ProtocolViolation));
    }

    [Test]
    public async Task Python_cannot_ask_for_anything_else_of_ours()
    {
        var (server, connection) = await OpenAsync();
        await using var closing = connection;
        await server.SendAsync(1L, 7L, PythonTuple.Of(3L, PythonTuple.Of(1L, PythonTuple.Empty)));
        var answer = await server.ReadAsync();
        Assert.That((answer[0], answer[1]), Is.EqualTo((3L, 7L)));
        Assert.That(((PythonTuple)answer[2]!)[0], Is.EqualTo(PythonTuple.Of("builtins", "RuntimeError")));
    }

    [Test]
    public async Task Objects_of_another_connection_are_refused_before_anything_is_sent()
    {
        var (_, connection) = await OpenAsync();
        var (_, other) = await OpenAsync();
        await using var closing = connection;
        await using var closingOther = other;
        Assert.That(() => connection.CallAsync(connection.Root, [other.Root]), Throws.TypeOf<BrineException>().With.Message.Contains("another connection"));
    }

    [Test]
    public async Task Callbacks_of_a_request_that_cannot_be_sent_are_not_lent()
    {
        var (_, connection) = await OpenAsync();
        await using var closing = connection;
        var callback = new RpycCallback(_ => default);
        Assert.That(() => connection.CallAsync(connection.Root, [callback, new Uri("http://localhost")]), Throws.TypeOf<BrineException>());
        Assert.That(() => connection.CallAsync(connection.Root, [callback, new byte[2 << 20]]), Throws.TypeOf<BrineException>().With.Message.Contains("in pieces"));
        Assert.That(connection.LentCallbacks, Is.Zero);
    }

    [Test]
    public async Task A_server_that_asks_too_much_at_once_is_let_go()
    {
        var (server, connection) = await OpenAsync(Options with { MaxPendingRequests = 3 });
        await using var closing = connection;
        var held = new TaskCompletionSource<object?>();
        var lending = connection.CallAsync(connection.Root, [new RpycCallback(async _ => await held.Task)]);
        await server.ReadAsync();
        var call = PythonTuple.Of(2L, PythonTuple.Of(PythonTuple.Of(3L, PythonTuple.Of("dccbridge.Callback", 1L, 1L)), PythonTuple.Of(1L, PythonTuple.Empty), PythonTuple.Of(1L, PythonTuple.Empty)));
        for (var number = 0L; number < 4; number++)
        {
            await server.SendAsync(1L, number, PythonTuple.Of(7L, call));
        }

        Assert.That((await connection.Ended).Reason, Is.EqualTo(RpycEndReason.ProtocolViolation));
        held.SetResult(null);
        Assert.That(() => lending, Throws.TypeOf<RpycConnectionException>());
    }

    [Test]
    public async Task A_server_that_says_goodbye_ends_what_waits()
    {
        var (server, connection) = await OpenAsync();
        await using var closing = connection;
        var waiting = connection.PingAsync();
        await server.ReadAsync();
        await server.SendAsync(1L, 0L, PythonTuple.Of(2L, PythonTuple.Of(1L, PythonTuple.Empty)));
        Assert.That(() => waiting, Throws.TypeOf<RpycConnectionException>().With.Property("Reason").EqualTo(RpycEndReason.ClosedByServer));
    }

    private static async Task<(ScriptedServer Server, RpycConnection Connection)> OpenAsync(RpycOptions? options = null)
    {
        var server = new ScriptedServer();
        var opening = RpycConnection.OpenAsync(server.ClientSide, options ?? Options);
        await server.GreetAsync();
        return (server, await opening);
    }

    private static async Task<RpycConnectionException> FailToOpenAsync(byte[] answer)
    {
        var server = new ScriptedServer();
        var opening = RpycConnection.OpenAsync(server.ClientSide, Options);
        await server.ReadAsync();
        await server.SendFrameAsync(0, answer);
        return Assert.ThrowsAsync<RpycConnectionException>(() => opening)!;
    }

    private static byte[] Deflated(byte[] data)
    {
        var output = new MemoryStream();
        using (var deflating = new ZLibStream(output, CompressionLevel.Fastest))
        {
            deflating.Write(data);
        }

        return output.ToArray();
    }
}
