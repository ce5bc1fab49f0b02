using DccBridge.Protocol.Security;

namespace DccBridge.Tests.Protocol.Security;

[TestFixture, RunsInline]
public class HandshakeTests
{
    [Test]
    public void Both_sides_that_share_the_secret_agree()
    {
        var run = HandshakeRun.Of(
            HandshakeRun.ClientOptions with { Capabilities = ["zip", "colour"] },
            HandshakeRun.ServerOptions with { Capabilities = ["colour", "sound"], Limits = new ConnectionLimits(1000, 100, 2) });

        var client = run.Client.Result;
        var server = run.Server.Result;
        Assert.Multiple(() =>
        {
            Assert.That(client.InstanceId, Is.EqualTo(HandshakeRun.InstanceId));
            Assert.That(client.Version, Is.EqualTo(1));
            Assert.That(client.Limits, Is.EqualTo(new ConnectionLimits(1000, 100, 2)));
            Assert.That(client.Capabilities, Is.EqualTo(new[] { "colour" }));
            Assert.That(server.ClientId, Is.EqualTo(HandshakeRun.ClientId));
            Assert.That(server.Version, Is.EqualTo(1));
            Assert.That(server.Capabilities, Is.EqualTo(new[] { "colour" }));
            Assert.That(server.GrantedScopes, Is.EqualTo(client.GrantedScopes));
        });
    }

    [Test]
    public void Random_nonces_are_made_when_none_are_given()
    {
        var hellos = new List<byte[]>();
        for (var i = 0; i < 2; i++)
        {
            PairedTransport? end = null;
            var run = HandshakeRun.Of(HandshakeRun.ClientOptions with { FixedNonce = null }, HandshakeRun.ServerOptions with { FixedNonce = null }, (client, _) => end = client);
            Assert.That(run.Client.IsCompletedSuccessfully && run.Server.IsCompletedSuccessfully);
            hellos.Add([.. end!.Sent]);
        }

        Assert.That(hellos[0], Is.Not.EqualTo(hellos[1]));
    }

    [TestCase(Scopes.Observe, ScopeNames.AllowedByDefault, Scopes.Observe)]
    [TestCase(ScopeNames.All, ScopeNames.AllowedByDefault, ScopeNames.AllowedByDefault)]
    [TestCase(ScopeNames.All, ScopeNames.All, ScopeNames.All)]
    [TestCase(Scopes.Execute, ScopeNames.AllowedByDefault, Scopes.None)]
    [TestCase((Scopes)0x71, ScopeNames.All, Scopes.Observe)]
    [TestCase((Scopes)0x71, (Scopes)0x7f, Scopes.Observe)]
    public void Granted_is_what_is_wanted_and_allowed_and_known(Scopes wanted, Scopes allowed, Scopes granted)
    {
        var run = HandshakeRun.Of(HandshakeRun.ClientOptions with { WantedScopes = wanted }, HandshakeRun.ServerOptions with { AllowedScopes = allowed });

        Assert.That(run.Client.Result.GrantedScopes, Is.EqualTo(granted));
        Assert.That(run.Server.Result.GrantedScopes, Is.EqualTo(granted));
    }

    [Test]
    public void Execute_is_not_allowed_by_default()
        => Assert.That(HandshakeRun.ServerOptions.AllowedScopes.HasFlag(Scopes.Execute), Is.False);

    [Test]
    public void The_greatest_common_version_is_chosen()
    {
        var run = HandshakeRun.Of(HandshakeRun.ClientOptions with { Versions = [1, 3, 2] }, HandshakeRun.ServerOptions with { Versions = [2, 1, 4] });

        Assert.That(run.Client.Result.Version, Is.EqualTo(2));
        Assert.That(run.Server.Result.Version, Is.EqualTo(2));
    }

    [Test]
    public void No_common_version_names_the_versions_of_both_on_both_sides()
    {
        var run = HandshakeRun.Of(HandshakeRun.ClientOptions with { Versions = [1, 2] }, HandshakeRun.ServerOptions with { Versions = [7, 8] });

        var seenByClient = HandshakeRun.Thrown(run.Client);
        Assert.Multiple(() =>
        {
            Assert.That(run.ServerFailure, Is.EqualTo(HandshakeFailure.VersionMismatch));
            Assert.That(run.ClientFailure, Is.EqualTo(HandshakeFailure.VersionMismatch));
            Assert.That(seenByClient.ReportedByPeer);
            Assert.That(seenByClient.PeerVersions, Is.EqualTo(new[] { 7, 8 }));
            Assert.That(seenByClient.Message, Does.Contain("7, 8").And.Contain("1, 2"));
            Assert.That(HandshakeRun.Thrown(run.Server).PeerVersions, Is.EqualTo(new[] { 1, 2 }));
        });
    }

    [Test]
    public void A_wrong_secret_is_refused_and_the_client_says_so_without_the_secret()
    {
        var wrong = SharedSecret.FromBytes(HandshakeRun.Range(0x80));
        var run = HandshakeRun.Of(HandshakeRun.ClientOptions with { Secret = wrong }, HandshakeRun.ServerOptions);

        Assert.That(run.ServerFailure, Is.EqualTo(HandshakeFailure.WrongSecret));
        Assert.That(run.ClientFailure, Is.EqualTo(HandshakeFailure.WrongSecret));
        foreach (var text in new[] { run.Client.Exception!.ToString(), run.Server.Exception!.ToString() })
        {
            Assert.That(text, Does.Not.Contain(wrong.ToBase64()).And.Not.Contain(HandshakeRun.Secret.ToBase64()));
            Assert.That(text, Does.Not.Contain(Convert.ToHexString(HandshakeRun.Range(0))).IgnoreCase);
        }
    }

    [Test]
    public void Another_editor_on_the_port_is_named_before_any_proof_is_given()
    {
        PairedTransport? end = null;
        var other = Guid.Parse("99999999-0000-0000-0000-000000000000");
        var run = HandshakeRun.Of(HandshakeRun.ClientOptions, HandshakeRun.ServerOptions with { InstanceId = other }, (client, _) => end = client);

        Assert.That(run.ClientFailure, Is.EqualTo(HandshakeFailure.WrongEditor));
        Assert.That(HandshakeRun.Thrown(run.Client).Message, Does.Contain(other.ToString()).And.Contain(HandshakeRun.InstanceId.ToString()));
        Assert.That(end!.Sends, Is.EqualTo(1), "only the hello was sent");
        Assert.That(run.ServerFailure, Is.EqualTo(HandshakeFailure.Disconnected));
    }

    [TestCase(65432, 50000, 65432, TestName = "A_relay_through_another_port_is_noticed_before_any_proof")]
    [TestCase(65432, 50000, 50000, TestName = "A_relay_is_noticed_when_the_file_names_its_port")]
    [TestCase(0, 50000, 50000, TestName = "A_relay_from_tcp_to_the_unix_socket_is_noticed")]
    [TestCase(65432, 0, 65432, TestName = "A_relay_from_a_unix_socket_to_tcp_is_noticed")]
    [TestCase(65432, 65432, 50000, TestName = "A_connection_to_a_port_that_the_file_does_not_name_is_refused")]
    public void Ports_must_agree(int listening, int connected, int file)
    {
        PairedTransport? end = null;
        var run = HandshakeRun.Of(
            HandshakeRun.ClientOptions with { ConnectedPort = connected, FilePort = file },
            HandshakeRun.ServerOptions with { Port = listening },
            (client, _) => end = client);

        Assert.That(run.ClientFailure, Is.EqualTo(HandshakeFailure.WrongPort));
        Assert.That(run.ServerFailure, Is.EqualTo(HandshakeFailure.Disconnected));
        Assert.That(end!.Sends, Is.EqualTo(1), "only the hello was sent");
    }

    [Test]
    public void A_unix_socket_has_port_0_on_both_sides_whatever_the_file_says()
    {
        var run = HandshakeRun.Of(HandshakeRun.ClientOptions with { ConnectedPort = 0 }, HandshakeRun.ServerOptions with { Port = 0 });

        Assert.That(run.Client.IsCompletedSuccessfully && run.Server.IsCompletedSuccessfully);
    }

    [Test]
    public void A_handshake_in_pieces_of_one_byte_works()
    {
        var run = HandshakeRun.Of(HandshakeRun.ClientOptions, HandshakeRun.ServerOptions, (client, server) => client.MaxReceive = server.MaxReceive = 1);

        Assert.That(run.Client.IsCompletedSuccessfully && run.Server.IsCompletedSuccessfully);
    }

    [Test]
    public void Each_side_sends_twice_and_receives_twice()
    {
        var (client, server) = PairedTransport.Create();
        HandshakeRun.Of(HandshakeRun.ClientOptions, HandshakeRun.ServerOptions, client);

        Assert.That((client.Sends, client.Receives, server.Sends, server.Receives), Is.EqualTo((2, 2, 2, 2)));
    }

    [Test]
    public async Task What_the_editor_says_right_after_its_proof_is_left_in_the_transport()
    {
        var (client, server) = PairedTransport.Create();
        var run = ClientHandshake.RunAsync(client, HandshakeRun.ClientOptions);
        await server.SendAsync(Convert.FromHexString(GoldenHandshake.Challenge));
        await server.SendAsync((byte[])[.. Convert.FromHexString(GoldenHandshake.Accept), 1, 2, 3, 4, 5]);
        await run;

        Assert.That(client.TakeAll(), Is.EqualTo(new byte[] { 1, 2, 3, 4, 5 }));
    }

    [Test]
    public async Task What_the_client_says_right_after_its_proof_is_left_in_the_transport()
    {
        var (client, server) = PairedTransport.Create();
        var run = ServerHandshake.RunAsync(server, HandshakeRun.ServerOptions);
        await client.SendAsync(Convert.FromHexString(GoldenHandshake.Hello));
        await client.SendAsync((byte[])[.. Convert.FromHexString(GoldenHandshake.Proof), 9, 8, 7]);
        await run;

        Assert.That(server.TakeAll(), Is.EqualTo(new byte[] { 9, 8, 7 }));
    }

    [Test]
    public async Task A_listener_may_have_read_any_part_of_the_first_bytes_already()
    {
        var hello = Convert.FromHexString(GoldenHandshake.Hello);
        for (var peeked = 0; peeked <= hello.Length; peeked++)
        {
            var (client, server) = PairedTransport.Create();
            await client.SendAsync(hello.AsMemory(peeked));
            var run = ServerHandshake.RunAsync(server, HandshakeRun.ServerOptions, hello.AsMemory(0, peeked));
            await client.SendAsync(Convert.FromHexString(GoldenHandshake.Proof));
            Assert.That((await run).ClientId, Is.EqualTo(HandshakeRun.ClientId), $"after {peeked} bytes");
        }
    }

    [Test]
    public void Cancellation_by_the_caller_closes_and_is_not_called_a_time_out()
    {
        var (client, server) = PairedTransport.Create();
        using var cancel = new CancellationTokenSource();
        var clientRun = ClientHandshake.RunAsync(client, HandshakeRun.ClientOptions, cancel.Token);
        var serverRun = ServerHandshake.RunAsync(PairedTransport.Create().Server, HandshakeRun.ServerOptions, cancel.Token);

        cancel.Cancel();

        Assert.CatchAsync<OperationCanceledException>(() => clientRun);
        Assert.CatchAsync<OperationCanceledException>(() => serverRun);
        Assert.That(client.Closed);
        Assert.That(server.Closed, Is.False);
    }
}
