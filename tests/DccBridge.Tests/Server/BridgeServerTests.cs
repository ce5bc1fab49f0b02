using System.Net;
using System.Net.Sockets;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Transport;
using DccBridge.Server;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BridgeServerTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();
    private readonly FakeEditor _editor = new();

    private BridgeServerOptions Options => new() { StateFolder = _folder["state"], EndpointFolder = _folder["e"], PreferredPort = 0 };

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task A_client_finds_the_server_and_reaches_it_over_tcp_and_over_the_socket()
    {
        await using var server = new BridgeServer(Options, _editor.Ports);
        await server.StartAsync();
        var file = EndpointFileReader.Read(server.EndpointFile!);
        Assert.That((file.InstanceId, file.Port, file.Project), Is.EqualTo((server.InstanceId, server.Port, "Crates")));
        using var wheel = new DeadlineWheel();
        await PingAsync(await TcpTransport.ConnectAsync(new IPEndPoint(IPAddress.Loopback, file.Port), default), file, file.Port, wheel);
        if (!OperatingSystem.IsWindows())
        {
            await PingAsync(await UnixTransport.ConnectAsync(file.Socket!, default), file, 0, wheel);
        }
    }

    [Test]
    public async Task Stopping_removes_endpoint_file_port_and_socket_and_can_be_repeated()
    {
        var server = new BridgeServer(Options, _editor.Ports);
        await server.StartAsync();
        var (path, port) = (server.EndpointFile!, server.Port);
        await server.StopAsync().WaitAsync(Limit);
        await server.StopAsync();
        await server.DisposeAsync();
        Assert.That(File.Exists(path), Is.False);
        Assert.That(Directory.GetFiles(_folder["e"]), Is.Empty);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.ThrowsAsync<SocketException>(async () => await socket.ConnectAsync(IPAddress.Loopback, port));
    }

    [Test]
    public async Task The_preferred_port_is_taken_when_it_is_free_and_another_one_when_it_is_not()
    {
        int free;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            free = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        await using var first = new BridgeServer(Options with { PreferredPort = free }, _editor.Ports);
        await first.StartAsync();
        Assert.That(first.Port, Is.EqualTo(free));
        await using var second = new BridgeServer(Options with { PreferredPort = free, StateFolder = _folder["other"] }, _editor.Ports);
        await second.StartAsync();
        Assert.That(second.Port, Is.Not.EqualTo(free).And.GreaterThan(0));
    }

    [TestCase("0.0.0.0")]
    [TestCase("192.168.1.7")]
    [TestCase("::")]
    public async Task An_address_that_is_not_loopback_is_refused_and_nothing_stays_open(string address)
    {
        await using var server = new BridgeServer(Options with { Address = IPAddress.Parse(address) }, _editor.Ports);
        Assert.That(Assert.ThrowsAsync<ArgumentException>(() => server.StartAsync())!.Message, Does.Contain("127.0.0.1"));
        await using var next = new BridgeServer(Options, _editor.Ports);
        await next.StartAsync();
    }

    [Test]
    public async Task A_second_server_on_the_same_state_is_refused_with_an_instruction()
    {
        await using var first = new BridgeServer(Options, _editor.Ports);
        await first.StartAsync();
        await using var second = new BridgeServer(Options, _editor.Ports);
        Assert.That(Assert.ThrowsAsync<IOException>(() => second.StartAsync())!.Message, Does.Contain("another editor"));
    }

    [Test]
    public async Task Stopping_while_the_engine_is_blocked_answers_who_waits_and_does_not_wait_for_it()
    {
        await using var server = new ServerUnderTest();
        var client = await server.ConnectAsync();
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var blocking = server.Server.Dispatcher.RunAsync("modal", DccBridge.Server.GameThread.WorkPriority.Normal, () =>
        {
            entered.Set();
            leave.Wait();
            return 0;
        });
        var ticking = Task.Factory.StartNew(server.Editor.Engine.Tick, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        entered.Wait();
        var waiting = client.CallAsync<GetAssetParams, AssetRecord>(MethodNames.Asset.Get, new GetAssetParams { Path = "/Game/A" });
        await ServerUnderTest.UntilAsync(() => server.Server.Dispatcher.State.QueueDepth == 1);
        var stopping = server.Server.StopAsync();
        var error = await TestClient.ErrorOf(waiting);
        Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.EditorStopping, Outcome.NotStarted)));
        await stopping.WaitAsync(Limit);
        Assert.That(blocking.IsCompleted, Is.False);
        leave.Set();
        await ticking;
        await blocking;
    }

    [Test]
    public async Task Clients_hear_why_the_connection_ends()
    {
        await using var server = new ServerUnderTest();
        var client = await server.ConnectAsync();
        await server.Server.StopAsync().WaitAsync(Limit);
        var end = await client.Connection.Completion.WaitAsync(Limit);
        Assert.That(end.Reason, Is.EqualTo(DisconnectReason.PeerClose));
        Assert.That(end.Message, Does.EndWith("The editor is stopping."));
    }

    private static async Task PingAsync(ITransport transport, EndpointFile file, int port, DeadlineWheel wheel)
    {
        var id = Guid.NewGuid();
        var handshake = new ClientHandshakeOptions { Secret = file.Secret, InstanceId = file.InstanceId, ConnectedPort = port, FilePort = file.Port, ClientId = id };
        await ClientHandshake.RunAsync(transport, handshake).WaitAsync(Limit);
        var client = new TestClient(transport, wheel, id);
        await using (client.Connection)
        {
            await client.OpenAsync();
            Assert.That((await client.CallAsync<PingResult>(MethodNames.Session.Ping)).UptimeSeconds, Is.GreaterThanOrEqualTo(0));
        }
    }
}
