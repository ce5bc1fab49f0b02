using System.Net;
using System.Net.Sockets;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Transport;

namespace DccBridge.Tests.Protocol.Security;

/// <summary>The handshake over the real transports, and that it leaves them as the next reader needs them.</summary>
[TestFixture]
[CancelAfter(30_000)]
public class HandshakeOverTransportTests
{
    [Test]
    public async Task Over_tcp_the_next_bytes_reach_the_next_reader(CancellationToken cancellationToken)
    {
        await using var listener = TcpTransportListener.Bind(IPAddress.Loopback, 0);
        var accepted = listener.AcceptAsync(cancellationToken);
        await using var client = await TcpTransport.ConnectAsync(new IPEndPoint(IPAddress.Loopback, listener.Port), cancellationToken);
        await using var server = await accepted;

        await Agree(client, server, listener.Port, cancellationToken);
    }

    [Test]
    public async Task In_memory_the_next_bytes_reach_the_next_reader(CancellationToken cancellationToken)
    {
        var (client, server) = MemoryTransport.CreatePair();

        await Agree(client, server, port: 0, cancellationToken);
    }

    [Test]
    public async Task Over_tcp_a_refusal_reaches_the_client_before_the_connection_closes(CancellationToken cancellationToken)
    {
        await using var listener = TcpTransportListener.Bind(IPAddress.Loopback, 0);
        var accepted = listener.AcceptAsync(cancellationToken);
        await using var client = await TcpTransport.ConnectAsync(new IPEndPoint(IPAddress.Loopback, listener.Port), cancellationToken);
        await using var server = await accepted;
        var serverRun = ServerHandshake.RunAsync(server, HandshakeRun.ServerOptions with { Port = listener.Port }, cancellationToken);
        var options = HandshakeRun.ClientOptions with { ConnectedPort = listener.Port, FilePort = listener.Port, Secret = SharedSecret.Create() };

        var failure = Assert.ThrowsAsync<HandshakeException>(() => ClientHandshake.RunAsync(client, options, cancellationToken));

        Assert.That(failure!.Reason, Is.EqualTo(HandshakeFailure.WrongSecret));
        Assert.That(failure.ReportedByPeer);
        Assert.That(Assert.ThrowsAsync<HandshakeException>(() => serverRun)!.Reason, Is.EqualTo(HandshakeFailure.WrongSecret));
    }

    [Test]
    public async Task Over_tcp_a_client_that_resets_the_connection_is_disconnected(CancellationToken cancellationToken)
    {
        await using var listener = TcpTransportListener.Bind(IPAddress.Loopback, 0);
        var accepted = listener.AcceptAsync(cancellationToken);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, listener.Port, cancellationToken);
        await using var server = await accepted;
        var run = ServerHandshake.RunAsync(server, HandshakeRun.ServerOptions, cancellationToken);

        client.LingerState = new LingerOption(enable: true, seconds: 0);
        client.Dispose();

        Assert.That(Assert.ThrowsAsync<HandshakeException>(() => run)!.Reason, Is.EqualTo(HandshakeFailure.Disconnected));
    }

    private static async Task Agree(ITransport client, ITransport server, int port, CancellationToken cancellationToken)
    {
        var serverRun = ServerHandshake.RunAsync(server, HandshakeRun.ServerOptions with { Port = port }, cancellationToken);
        var clientRun = ClientHandshake.RunAsync(client, HandshakeRun.ClientOptions with { ConnectedPort = port, FilePort = port }, cancellationToken);
        var granted = (await serverRun).GrantedScopes;
        // At once, so that it may arrive in one piece with the accept.
        await server.SendAsync(new byte[] { 42 }, cancellationToken);
        Assert.That((await clientRun).GrantedScopes, Is.EqualTo(granted));
        await client.SendAsync(new byte[] { 43 }, cancellationToken);

        var one = new byte[16];
        Assert.That(await client.ReceiveAsync(one, cancellationToken), Is.EqualTo(1));
        Assert.That(one[0], Is.EqualTo(42));
        Assert.That(await server.ReceiveAsync(one, cancellationToken), Is.EqualTo(1));
        Assert.That(one[0], Is.EqualTo(43));
    }
}
