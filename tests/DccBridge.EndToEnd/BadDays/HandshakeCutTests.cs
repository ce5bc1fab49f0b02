using System.Net;
using System.Net.Sockets;
using DccBridge.Client;
using DccBridge.EndToEnd.Headless;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Transport;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>Strangers and broken lines before authentication, against the real process.</summary>
[TestFixture]
[NonParallelizable]
public sealed class HandshakeCutTests : BadDay
{
    [Test]
    public async Task A_handshake_that_is_cut_at_any_byte_disturbs_nobody()
    {
        HeadlessProcess editor = await StartAsync("--verbose");
        await using (editor)
        {
            await using EditorClient other = await ConnectOnceAsync();
            EndpointFile endpoint = other.Endpoint;
            CuttingTransport whole = await ShakeAsync(endpoint, int.MaxValue, int.MaxValue);
            Assert.That(whole.Sent, Is.GreaterThan(100));
            Assert.That(whole.Received, Is.GreaterThan(100));
            for (int sent = 0; sent < whole.Sent; sent++)
            {
                Assert.That((await ShakeAsync(endpoint, sent, int.MaxValue)).Sent, Is.EqualTo(sent));
            }

            await other.PingAsync();
            for (int received = 0; received < whole.Received; received++)
            {
                Assert.That((await ShakeAsync(endpoint, int.MaxValue, received)).Received, Is.EqualTo(received));
            }

            await other.PingAsync();
            await SendAsync(other, Texture, "/Game/T_Barrel_D");
            await using EditorClient newcomer = await ConnectOnceAsync();
            Assert.That(await PathsAsync(newcomer), Has.Length.EqualTo(1));
            await editor.SayAsync("stop");
            (int code, _, string log) = await editor.EndAsync();
            Assert.That(code, Is.Zero);
            Assert.That(log, Does.Contain("A connection was refused").Or.Contain("A connection ended in its handshake"), "the log tells of the cuts");
            Assert.That(log, Does.Not.Contain("A connection failed"), "a cut is expected, and no fault of the editor");
        }
    }

    [Test]
    public async Task Silent_strangers_keep_nobody_out()
    {
        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient other = await ConnectOnceAsync();
        var strangers = new List<TcpClient>();
        try
        {
            for (int round = 0; round < 4; round++)
            {
                for (int i = 0; i < 40; i++)
                {
                    var stranger = new TcpClient();
                    strangers.Add(stranger);
                    await stranger.ConnectAsync(IPAddress.Loopback, other.Endpoint.Port);
                }

                await using EditorClient newest = await ConnectOverTcpAsync();
                await newest.PingAsync();
            }

            Assert.That(await IsClosedAsync(strangers[0]), "the oldest was dropped");
            await other.PingAsync();
        }
        finally
        {
            strangers.ForEach(stranger => stranger.Dispose());
        }
    }

    private static async Task<bool> IsClosedAsync(TcpClient stranger)
    {
        try
        {
            // The editor may have said its preface or why it closes before that.
            var buffer = new byte[4096];
            while (await stranger.GetStream().ReadAsync(buffer).AsTask().WaitAsync(Patience) > 0)
            {
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private Task<EditorClient> ConnectOverTcpAsync() => ConnectAsync(new EditorClientOptions
    {
        Reconnect = ReconnectOptions.None,
        Dial = async (endpoint, stop) => new EditorTransport(await TcpTransport.ConnectAsync(new IPEndPoint(IPAddress.Loopback, endpoint.Port), stop), endpoint.Port),
    });

    /// <summary>One handshake over a line that breaks.</summary>
    private static async Task<CuttingTransport> ShakeAsync(EndpointFile endpoint, int maxSent, int maxReceived)
    {
        var transport = new CuttingTransport(await TcpTransport.ConnectAsync(new IPEndPoint(IPAddress.Loopback, endpoint.Port), CancellationToken.None), maxSent, maxReceived);
        await using (transport)
        {
            try
            {
                await ClientHandshake.RunAsync(transport, new ClientHandshakeOptions
                {
                    Secret = endpoint.Secret,
                    InstanceId = endpoint.InstanceId,
                    ConnectedPort = endpoint.Port,
                    ClientId = Guid.NewGuid(),
                }).WaitAsync(Patience);
                Assert.That(maxSent == int.MaxValue && maxReceived == int.MaxValue, "a cut handshake must not succeed");
            }
            catch (Exception exception) when (exception is IOException or HandshakeException)
            {
                // That is the cut.
            }
        }

        return transport;
    }
}
