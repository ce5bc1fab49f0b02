using System.Text;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Transport;
using DccBridge.Server.Editor;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Sessions;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ConnectionGateTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Test]
    public async Task Of_too_many_strangers_the_oldest_is_dropped_and_the_newest_served()
    {
        await using var server = new ServerUnderTest();
        var strangers = new List<ITransport>();
        for (var i = 0; i < 64; i++)
        {
            var (near, far) = MemoryTransport.CreatePair();
            server.Server.Admit(far);
            strangers.Add(near);
        }

        var client = await server.ConnectAsync();
        await client.CallAsync<PingResult>(MethodNames.Session.Ping);
        Assert.That(await ReadsEndAsync(strangers[0]), Is.True);
        Assert.That(server.Editor.Log.Lines.Count(line => line.Message.Contains("the oldest was dropped", StringComparison.Ordinal)), Is.EqualTo(1));
        var second = await server.ConnectAsync();
        await second.CallAsync<PingResult>(MethodNames.Session.Ping);
    }

    [Test]
    public async Task Authenticated_connections_take_no_place_of_strangers()
    {
        await using var server = new ServerUnderTest(options => options with { Sessions = options.Sessions with { MaxUnauthenticated = 1 } });
        var first = await server.ConnectAsync();
        var second = await server.ConnectAsync();
        await first.CallAsync<PingResult>(MethodNames.Session.Ping);
        await second.CallAsync<PingResult>(MethodNames.Session.Ping);
    }

    [Test]
    public async Task Who_says_nothing_is_closed_after_the_time_of_the_handshake()
    {
        await using var server = new ServerUnderTest(options => options with { Sessions = options.Sessions with { HandshakeTime = TimeSpan.FromMilliseconds(50) } });
        var (near, far) = MemoryTransport.CreatePair();
        server.Server.Admit(far);
        Assert.That(await ReadsEndAsync(near), Is.True);
    }

    [TestCase("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", TestName = "Http_closes_its_connection_and_no_other")]
    [TestCase("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003 tls", TestName = "Tls_closes_its_connection_and_no_other")]
    [TestCase("DCCB\u0001\0\0\0\u00ff\u00ff\u00ff\u00ff", TestName = "A_claim_of_four_gibibytes_closes_its_connection_and_no_other")]
    public async Task Foreign_bytes_close_their_connection_and_no_other(string text)
    {
        await using var server = new ServerUnderTest();
        var client = await server.ConnectAsync();
        var (near, far) = MemoryTransport.CreatePair();
        server.Server.Admit(far);
        await near.SendAsync(Encoding.Latin1.GetBytes(text));
        Assert.That(await ReadsEndAsync(near), Is.True);
        await client.CallAsync<PingResult>(MethodNames.Session.Ping);
        await ServerUnderTest.UntilAsync(() => server.Editor.Log.Lines.Any(line => line.Level == BridgeLogLevel.Warning));
    }

    [Test]
    public async Task More_connections_than_allowed_are_closed()
    {
        await using var server = new ServerUnderTest(options => options with { Sessions = options.Sessions with { MaxConnections = 1 } });
        var first = await server.ConnectAsync();
        var second = await server.ConnectAsync(open: false);
        await second.Connection.Completion.WaitAsync(Limit);
        await first.CallAsync<PingResult>(MethodNames.Session.Ping);
    }

    /// <summary>True when the other side ends the stream, whatever it says before.</summary>
    private static async Task<bool> ReadsEndAsync(ITransport transport)
    {
        using var limit = new CancellationTokenSource(Limit);
        var buffer = new byte[4096];
        try
        {
            while (await transport.ReceiveAsync(buffer, limit.Token) > 0)
            {
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
