using System.Net.Sockets;
using System.Text;
using DccBridge.Protocol.Security;

namespace DccBridge.Tests.Protocol.Security;

/// <summary>Whatever else can arrive on the port, or answer on it.</summary>
[TestFixture, RunsInline]
public class HostilePeerTests
{
    private static readonly byte[] Preface = [.. "DCCB"u8, 1, 0, 0, 0];
    private static readonly byte[] TlsClientHello = [0x16, 0x03, 0x01, 0x00, 0xc8, 0x01, 0x00, 0x00, 0xc4, 0x03, 0x03, 0xaa];

    [Test]
    public void An_http_request_is_recognised_and_gets_no_answer()
    {
        var (failure, answer) = Server("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());

        Assert.That(failure.Reason, Is.EqualTo(HandshakeFailure.NotDccBridge));
        Assert.That(failure.Message, Does.Contain("speaks HTTP"));
        Assert.That(answer, Is.Empty);
    }

    [Test]
    public void A_tls_client_hello_is_recognised_and_gets_no_answer()
    {
        var (failure, answer) = Server(TlsClientHello);

        Assert.That(failure.Reason, Is.EqualTo(HandshakeFailure.NotDccBridge));
        Assert.That(failure.Message, Does.Contain("speaks TLS"));
        Assert.That(answer, Is.Empty);
    }

    [TestCase("HTTP/1.1 400 Bad Request\r\n\r\n", "HTTP")]
    [TestCase("SSH-2.0-OpenSSH_9.6\r\n", "SSH")]
    [TestCase("\u0015\u0003\u0003\0\u0002\u0002\u0032", "TLS")]
    [TestCase("220 mail.example ESMTP\r\n", "something that is not DccBridge")]
    public void A_foreign_server_is_named(string answer, string name)
    {
        var failure = Client(Encoding.Latin1.GetBytes(answer));

        Assert.That(failure.Reason, Is.EqualTo(HandshakeFailure.NotDccBridge));
        Assert.That(failure.Message, Does.Contain($"speaks {name}"));
    }

    [Test]
    public void One_wrong_byte_of_the_preface_is_enough_to_close_at_once()
    {
        var (failure, _) = Server([.. "DCX"u8]);

        Assert.That(failure.Reason, Is.EqualTo(HandshakeFailure.NotDccBridge));
    }

    [Test]
    public void Another_major_version_in_the_preface_is_answered_with_the_versions_we_speak()
    {
        var (failure, answer) = Server([.. "DCCB"u8, 9, 0, 0, 0]);

        Assert.That(failure.Reason, Is.EqualTo(HandshakeFailure.VersionMismatch));
        Assert.That(failure.PeerVersions, Is.EqualTo(new[] { 9 }));
        var seen = Client(answer);
        Assert.That(seen.Reason, Is.EqualTo(HandshakeFailure.VersionMismatch));
        Assert.That(seen.PeerVersions, Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public void A_server_of_another_major_version_is_named()
    {
        var failure = Client([.. "DCCB"u8, 2, 0, 0, 0]);

        Assert.That(failure.Reason, Is.EqualTo(HandshakeFailure.VersionMismatch));
        Assert.That(failure.PeerVersions, Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public void Reserved_bytes_of_the_preface_must_be_zero()
    {
        var (failure, _) = Server([.. "DCCB"u8, 1, 0, 1, 0]);

        Assert.That(failure.Reason, Is.EqualTo(HandshakeFailure.Malformed));
    }

    [TestCase(0xffffffffu)]
    [TestCase(0x80000000u)]
    [TestCase(4097u)]
    public void A_frame_that_claims_too_much_is_refused_before_it_is_read(uint length)
    {
        var claim = BitConverter.GetBytes(length);
        var (failure, answer) = Server([.. Preface, .. claim]);

        Assert.That(failure.Reason, Is.EqualTo(HandshakeFailure.TooLarge));
        Assert.That(Client(answer).Reason, Is.EqualTo(HandshakeFailure.TooLarge));
        Assert.That(Client([.. Preface, .. claim]).Reason, Is.EqualTo(HandshakeFailure.TooLarge));
    }

    [Test]
    public void An_empty_frame_is_refused()
        => Assert.That(Server([.. Preface, 0, 0, 0, 0]).Failure.Reason, Is.EqualTo(HandshakeFailure.Malformed));

    [TestCase("c1", TestName = "A_byte_that_MessagePack_never_uses_is_refused")]
    [TestCase("90", TestName = "An_empty_message_is_refused")]
    [TestCase("9101", TestName = "A_message_with_too_few_fields_is_refused")]
    [TestCase("80", TestName = "A_map_is_refused")]
    [TestCase("ddffffffff01", TestName = "An_array_that_claims_4_billion_elements_is_refused")]
    [TestCase("9601ddffffffff", TestName = "Versions_that_claim_4_billion_elements_are_refused")]
    [TestCase("96019101ddffffffff", TestName = "Capabilities_that_claim_4_billion_elements_are_refused")]
    [TestCase("9601910190cfffffffffffffffff", TestName = "Scopes_beyond_32_bits_are_refused")]
    [TestCase("96019101900fdbffffffff", TestName = "A_string_that_claims_4_billion_bytes_is_refused")]
    [TestCase("96019101900fa3616263", TestName = "A_client_id_that_is_no_guid_is_refused")]
    [TestCase("960191cfffffffffffffffff", TestName = "A_version_beyond_31_bits_is_refused")]
    [TestCase("96019100", TestName = "Version_0_is_refused")]
    public void A_malformed_hello(string hex)
    {
        var (failure, answer) = Server(Framed(Convert.FromHexString(hex)));

        Assert.That(failure.Reason, Is.EqualTo(HandshakeFailure.Malformed));
        Assert.That(Client(answer).Reason, Is.EqualTo(HandshakeFailure.Malformed));
        Assert.That(Client(answer).ReportedByPeer);
    }

    [Test]
    public void A_nonce_of_31_bytes_is_refused()
    {
        var hello = GoldenHandshake.Hello[24..].Replace("c42020", "c41f20", StringComparison.Ordinal)[..^2];
        var (failure, _) = Server(Framed(Convert.FromHexString(hello)));

        Assert.That(failure.Reason, Is.EqualTo(HandshakeFailure.Malformed));
        Assert.That(failure.Message, Does.Contain("hello.nonceC"));
    }

    [Test]
    public void More_capabilities_than_allowed_are_refused()
    {
        var run = HandshakeRun.Of(HandshakeRun.ClientOptions with { Capabilities = [.. Enumerable.Range(0, 33).Select(i => $"c{i}")] }, HandshakeRun.ServerOptions);

        Assert.That(run.ServerFailure, Is.EqualTo(HandshakeFailure.Malformed));
    }

    [Test]
    public void Fields_that_a_newer_client_adds_are_skipped_however_deep()
    {
        // Element 7: 3000 arrays within each other; element 8: a map.
        byte[] added = [.. Enumerable.Repeat((byte)0x91, 3000), 0xc0, 0x81, 0xa1, (byte)'k', 0xc3];
        var body = Convert.FromHexString(GoldenHandshake.Hello[24..]);
        body[0] = 0x98;
        var (client, server) = PairedTransport.Create();
        var run = ServerHandshake.RunAsync(server, HandshakeRun.ServerOptions);
        client.SendAsync(Framed([.. body, .. added])).AsTask().Wait();

        Assert.That(run.IsCompleted, Is.False, "it waits for the proof");
        Assert.That(Convert.ToHexStringLower(client.TakeAll()), Is.EqualTo(GoldenHandshake.Challenge));
    }

    [Test]
    public void Bytes_after_the_hello_are_refused()
        => Assert.That(Server([.. Convert.FromHexString(GoldenHandshake.Hello), 0]).Failure.Reason, Is.EqualTo(HandshakeFailure.Malformed));

    [Test]
    public void Bytes_within_the_frame_after_the_hello_are_refused()
        => Assert.That(Server(Framed([.. Convert.FromHexString(GoldenHandshake.Hello[24..]), 0xc0])).Failure.Reason, Is.EqualTo(HandshakeFailure.Malformed));

    [Test]
    public void A_client_that_sends_one_byte_a_second_is_dropped_after_five()
    {
        var time = new ManualTime();
        var (client, server) = PairedTransport.Create();
        var run = ServerHandshake.RunAsync(server, HandshakeRun.ServerOptions with { Time = time });
        for (var second = 0; second < 5; second++)
        {
            Assert.That(run.IsCompleted, Is.False, $"after {second} s");
            client.SendAsync(Preface.AsMemory(second, 1)).AsTask().Wait();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(run.IsFaulted);
        Assert.That(HandshakeRun.Thrown(run).Reason, Is.EqualTo(HandshakeFailure.Timeout));
        Assert.That(server.Closed);
        Assert.That(Client(client.TakeAll()).Reason, Is.EqualTo(HandshakeFailure.Timeout));
        Assert.That(time.RunningTimers, Is.Zero);
    }

    [Test]
    public void A_client_that_does_not_read_its_refusal_is_dropped_after_one_more_second()
    {
        var time = new ManualTime();
        var (client, server) = PairedTransport.Create();
        server.SendBlocks = true;
        var run = ServerHandshake.RunAsync(server, HandshakeRun.ServerOptions with { Time = time });
        client.SendAsync((byte[])[.. Preface, 0xff, 0xff, 0xff, 0xff]).AsTask().Wait();
        Assert.That(run.IsCompleted, Is.False);

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(run.IsFaulted);
        Assert.That(HandshakeRun.Thrown(run).Reason, Is.EqualTo(HandshakeFailure.TooLarge));
        Assert.That(server.Closed);
    }

    [Test]
    public void A_server_that_says_nothing_is_given_up_after_five_seconds()
    {
        var time = new ManualTime();
        var (client, _) = PairedTransport.Create();
        var run = ClientHandshake.RunAsync(client, HandshakeRun.ClientOptions with { Time = time });

        time.Advance(TimeSpan.FromSeconds(5));

        Assert.That(run.IsFaulted);
        Assert.That(HandshakeRun.Thrown(run).Reason, Is.EqualTo(HandshakeFailure.Timeout));
        Assert.That(client.Closed);
    }

    [Test]
    public void A_connection_that_a_listener_drops_while_it_waits_is_disconnected_whatever_the_transport_throws()
    {
        foreach (var exception in new Exception[] { new IOException(), new SocketException(), new ObjectDisposedException("socket") })
        {
            var (client, server) = PairedTransport.Create();
            client.Broken = server.Broken = () => exception;
            var serverRun = ServerHandshake.RunAsync(server, HandshakeRun.ServerOptions);
            server.Abort();
            var clientRun = ClientHandshake.RunAsync(client, HandshakeRun.ClientOptions);

            Assert.That(HandshakeRun.Thrown(serverRun).Reason, Is.EqualTo(HandshakeFailure.Disconnected));
            Assert.That(HandshakeRun.Thrown(clientRun).Reason, Is.EqualTo(HandshakeFailure.Disconnected));

            client.Abort();
            var late = ClientHandshake.RunAsync(client, HandshakeRun.ClientOptions);
            Assert.That(HandshakeRun.Thrown(late).InnerException, Is.SameAs(exception));
        }
    }

    [Test]
    public void A_refusal_of_a_newer_editor_is_shown_short_and_plain()
    {
        var text = "come\u001b[31m \"later\"\n" + new string('x', 1000);
        byte[] raw = Encoding.UTF8.GetBytes(text);
        byte[] body = [0x95, 5, 0x63, 0xda, (byte)(raw.Length >> 8), (byte)raw.Length, .. raw, 0x90, 0xc0];

        var failure = Client(Framed(body));

        Assert.That(failure.Reason, Is.EqualTo(HandshakeFailure.Refused));
        Assert.That(failure.Message, Does.Contain("code 99").And.Contain("come [31m  later  xxx"));
        Assert.That(failure.Message, Has.Length.LessThan(300));
    }

    [Test]
    public void No_refusal_holds_anything_of_the_secret_the_instance_or_the_project()
    {
        foreach (var bytes in new byte[][] { [.. Preface, 0xff, 0xff, 0xff, 0xff], Framed([0xc1]), [.. "DCCB"u8, 3, 0, 0, 0] })
        {
            var (_, answer) = Server(bytes);
            Assert.That(answer, Is.Not.Empty);
            Assert.That(Encoding.Latin1.GetString(answer), Does.Not.Contain(HandshakeRun.InstanceId.ToString()).And.Not.Contain(Encoding.Latin1.GetString(HandshakeRun.Range(0))));
        }
    }

    [Test]
    public void Random_bytes_after_the_preface_never_get_in([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var body = new byte[random.Next(1, 200)];
            random.NextBytes(body);
            Assert.That(Server(Framed(body)).Failure.Reason, Is.EqualTo(HandshakeFailure.Malformed));
            Assert.That(Client(Framed(body)).Reason, Is.AnyOf(HandshakeFailure.Malformed, HandshakeFailure.Refused));
        }
    }

    private static byte[] Framed(byte[] body) => [.. Preface, .. BitConverter.GetBytes(body.Length), .. body];

    /// <summary>What our server makes of these bytes, and what it answers.</summary>
    private static (HandshakeException Failure, byte[] Answer) Server(byte[] bytes)
    {
        var (client, server) = PairedTransport.Create();
        var run = ServerHandshake.RunAsync(server, HandshakeRun.ServerOptions);
        client.SendAsync(bytes).AsTask().Wait();
        Assert.That(run.IsFaulted, "the server did not fail");
        Assert.That(server.Closed);
        return (HandshakeRun.Thrown(run), client.TakeAll());
    }

    /// <summary>What our client makes of a server that answers so.</summary>
    private static HandshakeException Client(byte[] answer)
    {
        var (client, server) = PairedTransport.Create();
        var run = ClientHandshake.RunAsync(client, HandshakeRun.ClientOptions);
        server.SendAsync(answer).AsTask().Wait();
        Assert.That(run.IsFaulted, "the client did not fail");
        Assert.That(client.Closed);
        return HandshakeRun.Thrown(run);
    }
}
