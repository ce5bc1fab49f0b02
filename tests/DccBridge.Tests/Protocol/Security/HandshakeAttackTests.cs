using DccBridge.Protocol.Security;

namespace DccBridge.Tests.Protocol.Security;

/// <summary>Somebody without the secret, or somebody between the two.</summary>
[TestFixture, RunsInline]
public class HandshakeAttackTests
{
    [Test]
    public void A_change_of_any_bit_of_any_byte_never_lets_both_sides_succeed([Values] bool fromClient)
    {
        var length = (fromClient ? GoldenHandshake.Hello + GoldenHandshake.Proof : GoldenHandshake.Challenge + GoldenHandshake.Accept).Length / 2;
        for (var place = 0; place < length; place++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var run = HandshakeRun.Of(HandshakeRun.ClientOptions, HandshakeRun.ServerOptions, (client, server) =>
                    (fromClient ? client : server).OnTheWay = (at, value) => at == place ? (byte)(value ^ (1 << bit)) : value);

                Assert.That(run.Client.IsCompletedSuccessfully, Is.False, $"the client accepted bit {bit} of byte {place}");
                var onlyTheLastFrame = !fromClient && place >= GoldenHandshake.Challenge.Length / 2;
                Assert.That(run.Server.IsCompletedSuccessfully, Is.EqualTo(onlyTheLastFrame), $"server, bit {bit} of byte {place}");
            }
        }
    }

    [Test]
    public void A_client_that_is_cut_off_at_any_byte_makes_both_sides_fail()
    {
        var length = (GoldenHandshake.Hello + GoldenHandshake.Proof).Length / 2;
        for (var place = 0; place < length; place++)
        {
            var run = HandshakeRun.Of(HandshakeRun.ClientOptions, HandshakeRun.ServerOptions, (client, _) => client.CutAfter = place);

            Assert.That(run.ClientFailure, Is.EqualTo(HandshakeFailure.Disconnected), $"client, cut at {place}");
            Assert.That(run.ServerFailure, Is.EqualTo(HandshakeFailure.Disconnected), $"server, cut at {place}");
        }
    }

    [Test]
    public void A_server_that_is_cut_off_at_any_byte_makes_the_client_fail()
    {
        var length = (GoldenHandshake.Challenge + GoldenHandshake.Accept).Length / 2;
        for (var place = 0; place < length; place++)
        {
            var run = HandshakeRun.Of(HandshakeRun.ClientOptions, HandshakeRun.ServerOptions, (_, server) => server.CutAfter = place);

            Assert.That(run.ClientFailure, Is.EqualTo(HandshakeFailure.Disconnected), $"client, cut at {place}");
            Assert.That(run.ServerFailure, Is.EqualTo(HandshakeFailure.Disconnected), $"server, cut at {place}");
        }
    }

    [Test]
    public async Task A_peer_that_only_echoes_is_refused_by_the_client()
    {
        var (client, server) = PairedTransport.Create();
        var run = ClientHandshake.RunAsync(client, HandshakeRun.ClientOptions);

        await server.SendAsync(server.TakeAll());

        Assert.That(Failure(run), Is.EqualTo(HandshakeFailure.Malformed), "the hello is no challenge");
        Assert.That(client.Closed);
    }

    [Test]
    public async Task A_challenge_with_the_clients_own_nonce_is_refused()
    {
        var (client, server) = PairedTransport.Create();
        var run = ClientHandshake.RunAsync(client, HandshakeRun.ClientOptions);
        var challenge = GoldenHandshake.Challenge.Replace(Convert.ToHexStringLower(HandshakeRun.Range(0x40)), Convert.ToHexStringLower(HandshakeRun.Range(0x20)), StringComparison.Ordinal);

        await server.SendAsync(Convert.FromHexString(challenge));

        Assert.That(Failure(run), Is.EqualTo(HandshakeFailure.ReflectedNonce));
        Assert.That(client.Sends, Is.EqualTo(1), "no proof was given");
    }

    [Test]
    public void A_hello_with_the_servers_own_nonce_is_refused()
    {
        var run = HandshakeRun.Of(HandshakeRun.ClientOptions with { FixedNonce = HandshakeRun.Range(0x40) }, HandshakeRun.ServerOptions);

        Assert.That(run.ServerFailure, Is.EqualTo(HandshakeFailure.ReflectedNonce));
        Assert.That(run.ClientFailure, Is.EqualTo(HandshakeFailure.ReflectedNonce));
        Assert.That(HandshakeRun.Thrown(run.Client).ReportedByPeer);
    }

    [Test]
    public async Task The_clients_proof_given_back_as_the_servers_is_refused()
    {
        var (client, server) = PairedTransport.Create();
        var run = ClientHandshake.RunAsync(client, HandshakeRun.ClientOptions);
        server.TakeAll();
        await server.SendAsync(Convert.FromHexString(GoldenHandshake.Challenge));
        var proof = server.TakeAll();

        await server.SendAsync((byte[])[0x25, 0, 0, 0, 0x93, 4, .. proof[6..], 7]);

        Assert.That(Failure(run), Is.EqualTo(HandshakeFailure.WrongServerProof));
    }

    [Test]
    public async Task A_recorded_client_is_refused_by_a_new_challenge()
    {
        var (client, server) = PairedTransport.Create();
        var run = ServerHandshake.RunAsync(server, HandshakeRun.ServerOptions with { FixedNonce = null });
        await client.SendAsync(Convert.FromHexString(GoldenHandshake.Hello));

        await client.SendAsync(Convert.FromHexString(GoldenHandshake.Proof));

        Assert.That(Failure(run), Is.EqualTo(HandshakeFailure.WrongSecret));
    }

    [Test]
    public async Task A_recorded_server_is_refused_by_a_new_client()
    {
        var (client, server) = PairedTransport.Create();
        var run = ClientHandshake.RunAsync(client, HandshakeRun.ClientOptions with { FixedNonce = null });
        await server.SendAsync(Convert.FromHexString(GoldenHandshake.Challenge));

        await server.SendAsync(Convert.FromHexString(GoldenHandshake.Accept));

        Assert.That(Failure(run), Is.EqualTo(HandshakeFailure.WrongServerProof));
    }

    [Test]
    public void A_version_taken_out_of_the_hello_on_the_way_is_noticed()
    {
        // Versions [1, 2]: the man between turns the 2 into another 1, so that the server chooses the older version.
        var place = GoldenHandshake.Hello.IndexOf("9101", StringComparison.Ordinal) / 2 + 2;
        var run = HandshakeRun.Of(
            HandshakeRun.ClientOptions with { Versions = [1, 2] },
            HandshakeRun.ServerOptions with { Versions = [1, 2] },
            (client, _) => client.OnTheWay = (at, value) =>
            {
                Assert.That(at != place || value == 2, "the test changes the wrong byte");
                return at == place ? (byte)1 : value;
            });

        Assert.That(run.ServerFailure, Is.EqualTo(HandshakeFailure.WrongSecret));
        Assert.That(run.ClientFailure, Is.EqualTo(HandshakeFailure.WrongSecret));
    }

    [Test]
    public void A_relay_that_mends_the_port_is_noticed()
    {
        var place = GoldenHandshake.Challenge.IndexOf("cdff98", StringComparison.Ordinal) / 2 + 2;
        var run = HandshakeRun.Of(
            HandshakeRun.ClientOptions with { ConnectedPort = 0xff99, FilePort = 0xff99 },
            HandshakeRun.ServerOptions,
            (_, server) => server.OnTheWay = (at, value) => at == place ? (byte)0x99 : value);

        Assert.That(run.ServerFailure, Is.EqualTo(HandshakeFailure.WrongSecret));
        Assert.That(run.Client.IsCompletedSuccessfully, Is.False);
    }

    [Test]
    public void Scopes_added_on_the_way_back_are_noticed()
    {
        var place = (GoldenHandshake.Challenge + GoldenHandshake.Accept).Length / 2 - 1;
        var run = HandshakeRun.Of(HandshakeRun.ClientOptions, HandshakeRun.ServerOptions, (_, server) => server.OnTheWay = (at, value) => at == place ? (byte)0x0f : value);

        Assert.That(run.ClientFailure, Is.EqualTo(HandshakeFailure.WrongServerProof));
    }

    private static HandshakeFailure Failure(Task run)
    {
        Assert.That(run.IsFaulted, "it did not fail");
        return HandshakeRun.Thrown(run).Reason;
    }
}
