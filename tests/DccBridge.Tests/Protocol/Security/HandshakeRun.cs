using DccBridge.Protocol.Security;

namespace DccBridge.Tests.Protocol.Security;

/// <summary>A handshake of our client with our server in memory, and how it ended on either side.</summary>
internal sealed class HandshakeRun
{
    public static readonly Guid InstanceId = Guid.Parse("11223344-5566-7788-99aa-bbccddeeff00");
    public static readonly Guid ClientId = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
    public const int Port = 65432;

    private HandshakeRun(Task<ClientHandshakeResult> client, Task<ServerHandshakeResult> server)
    {
        Client = client;
        Server = server;
    }

    public Task<ClientHandshakeResult> Client { get; }

    public Task<ServerHandshakeResult> Server { get; }

    public HandshakeFailure? ClientFailure => Failure(Client);

    public HandshakeFailure? ServerFailure => Failure(Server);

    public static byte[] Range(int start, int count = 32) => [.. Enumerable.Range(start, count).Select(i => (byte)i)];

    public static SharedSecret Secret => SharedSecret.FromBytes(Range(0));

    public static ClientHandshakeOptions ClientOptions => new()
    {
        Secret = Secret,
        InstanceId = InstanceId,
        ConnectedPort = Port,
        FilePort = Port,
        ClientId = ClientId,
        WantedScopes = ScopeNames.All,
        FixedNonce = Range(0x20),
    };

    public static ServerHandshakeOptions ServerOptions => new()
    {
        Secret = Secret,
        InstanceId = InstanceId,
        Port = Port,
        FixedNonce = Range(0x40),
    };

    /// <summary>Runs both sides; when both wait for each other, lets the time limit pass.</summary>
    public static HandshakeRun Of(ClientHandshakeOptions client, ServerHandshakeOptions server, Action<PairedTransport, PairedTransport>? arrange = null)
    {
        var clientEnd = PairedTransport.Create().Client;
        arrange?.Invoke(clientEnd, clientEnd.Peer);
        return Of(client, server, clientEnd);
    }

    /// <summary>The same over the given connection.</summary>
    public static HandshakeRun Of(ClientHandshakeOptions client, ServerHandshakeOptions server, PairedTransport clientEnd)
    {
        var time = new ManualTime();
        var serverEnd = clientEnd.Peer;
        var serverRun = ServerHandshake.RunAsync(serverEnd, server with { Time = time });
        var clientRun = ClientHandshake.RunAsync(clientEnd, client with { Time = time });
        if (!serverRun.IsCompleted || !clientRun.IsCompleted)
        {
            time.Advance(HandshakeRules.TimeLimit);
        }

        Assert.Multiple(() =>
        {
            Assert.That(serverRun.IsCompleted, "the server still waits");
            Assert.That(clientRun.IsCompleted, "the client still waits");
            Assert.That(time.RunningTimers, Is.Zero, "a timer was left running");
            Assert.That(serverRun.IsCompletedSuccessfully || serverEnd.Closed, "the server failed and did not close");
            Assert.That(clientRun.IsCompletedSuccessfully || clientEnd.Closed, "the client failed and did not close");
        });
        return new HandshakeRun(clientRun, serverRun);
    }

    public static HandshakeException Thrown(Task run) => (HandshakeException)run.Exception!.InnerException!;

    private static HandshakeFailure? Failure(Task run) => run.IsCompletedSuccessfully ? null : Thrown(run).Reason;
}
