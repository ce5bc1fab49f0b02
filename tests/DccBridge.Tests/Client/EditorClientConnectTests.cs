using System.Net.Sockets;
using DccBridge.Client;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Serialization;
using DccBridge.Protocol.Transport;

namespace DccBridge.Tests.Client;

[TestFixture]
[CancelAfter(30_000)]
public sealed class EditorClientConnectTests
{
    [Test]
    public async Task Connects_opens_a_session_and_calls()
    {
        await using var editor = new FakeEditor();
        var id = Guid.NewGuid();
        await using var client = await editor.ConnectAsync(editor.Options() with { ClientId = id, ClientName = "tester", ClientVersion = "1.2.3" });

        var ping = await client.PingAsync();

        Assert.Multiple(() =>
        {
            Assert.That(ping.UptimeSeconds, Is.EqualTo(1));
            Assert.That(client.State, Is.EqualTo(ConnectionState.Connected));
            Assert.That(client.Editor.ProjectPath, Is.EqualTo("/projects/crates"));
            Assert.That(client.GrantedScopes, Is.EqualTo(ScopeNames.AllowedByDefault));
            Assert.That(editor.ClientIds, Is.EqualTo(new[] { id }));
            Assert.That(editor.Opened[0].ClientName, Is.EqualTo("tester"));
            Assert.That(editor.Opened[0].ClientVersion, Is.EqualTo("1.2.3"));
            Assert.That(editor.Opened[0].ResumeToken, Is.Null);
        });
    }

    [Test]
    public async Task Two_clients_without_an_id_have_different_ones()
    {
        await using var editor = new FakeEditor();
        await using (await editor.ConnectAsync())
        await using (await editor.ConnectAsync())
        {
            Assert.That(editor.ClientIds.Distinct().Count(), Is.EqualTo(2));
        }
    }

    [Test]
    public async Task A_wrong_secret_is_named()
    {
        await using var editor = new FakeEditor();
        var stale = editor.Endpoint with { Secret = SharedSecret.Create() };

        var e = Assert.ThrowsAsync<EditorConnectException>(() => EditorClient.ConnectAsync(stale, editor.Options()));

        Assert.That(e!.Reason, Is.EqualTo(EditorConnectReason.WrongSecret));
    }

    [Test]
    public async Task Another_editor_at_the_address_is_named()
    {
        await using var editor = new FakeEditor();
        var other = editor.Endpoint with { InstanceId = Guid.NewGuid() };

        var e = Assert.ThrowsAsync<EditorConnectException>(() => EditorClient.ConnectAsync(other, editor.Options()));

        Assert.That(e!.Reason, Is.EqualTo(EditorConnectReason.WrongEditor));
    }

    [Test]
    public async Task A_version_that_the_editor_does_not_speak_is_named_with_its_own()
    {
        await using var editor = new FakeEditor();
        var options = editor.Options() with
        {
            Dial = (endpoint, stop) =>
            {
                var (near, far) = MemoryTransport.CreatePair();
                _ = ServerHandshake.RunAsync(far, new ServerHandshakeOptions { Secret = endpoint.Secret, InstanceId = endpoint.InstanceId, Port = 0, Versions = [7] }, stop)
                    .ContinueWith(t => t.Exception, TaskScheduler.Default);
                return ValueTask.FromResult(new EditorTransport(near, 0));
            },
        };

        var e = Assert.ThrowsAsync<EditorConnectException>(() => EditorClient.ConnectAsync(editor.Endpoint, options));

        Assert.That(e!.Reason, Is.EqualTo(EditorConnectReason.VersionMismatch));
        Assert.That(e.EditorVersions, Is.EqualTo(new[] { 7 }));
    }

    [Test]
    public async Task A_foreign_program_at_the_address_is_named()
    {
        await using var editor = new FakeEditor();
        var options = editor.Options() with
        {
            Dial = async (_, stop) =>
            {
                var (near, far) = MemoryTransport.CreatePair();
                await far.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), stop);
                return new EditorTransport(near, 0);
            },
        };

        var e = Assert.ThrowsAsync<EditorConnectException>(() => EditorClient.ConnectAsync(editor.Endpoint, options));

        Assert.That(e!.Reason, Is.EqualTo(EditorConnectReason.NotDccBridge));
    }

    [Test]
    public async Task An_editor_that_does_not_answer_is_a_timeout()
    {
        await using var editor = new FakeEditor();
        var options = editor.Options() with
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(50),
            Dial = (_, _) => ValueTask.FromResult(new EditorTransport(MemoryTransport.CreatePair().First, 0)),
        };

        var e = Assert.ThrowsAsync<EditorConnectException>(() => EditorClient.ConnectAsync(editor.Endpoint, options));

        Assert.That(e!.Reason, Is.EqualTo(EditorConnectReason.Timeout));
    }

    [Test]
    public async Task A_socket_that_refuses_is_unreachable_and_the_text_names_it()
    {
        await using var editor = new FakeEditor();
        editor.RefuseNext(new SocketException((int)SocketError.ConnectionRefused));

        var e = Assert.ThrowsAsync<EditorConnectException>(() => editor.ConnectAsync());

        Assert.That(e!.Reason, Is.EqualTo(EditorConnectReason.Unreachable));
        Assert.That(e.Message, Does.Contain("/run/fake").And.Contain("restart"));
    }

    [Test]
    public async Task A_socket_without_rights_is_permission_denied()
    {
        await using var editor = new FakeEditor();
        editor.RefuseNext(new SocketException((int)SocketError.AccessDenied));

        var e = Assert.ThrowsAsync<EditorConnectException>(() => editor.ConnectAsync());

        Assert.That(e!.Reason, Is.EqualTo(EditorConnectReason.PermissionDenied));
    }

    [Test]
    public async Task Nobody_on_the_tcp_port_is_unreachable()
    {
        int port;
        await using (var listener = TcpTransportListener.Bind(System.Net.IPAddress.Loopback, 0))
        {
            port = listener.Port;
        }

        await using var editor = new FakeEditor();
        var endpoint = editor.Endpoint with { Port = port, Socket = null };

        var e = Assert.ThrowsAsync<EditorConnectException>(() => EditorClient.ConnectAsync(endpoint, new EditorClientOptions { Reconnect = ReconnectOptions.None }));

        Assert.That(e!.Reason, Is.EqualTo(EditorConnectReason.Unreachable));
        Assert.That(e.Message, Does.Contain($"127.0.0.1:{port}"));
    }

    [Test]
    public async Task A_session_that_the_editor_refuses_is_named_with_its_text()
    {
        await using var editor = new FakeEditor { SessionError = new RpcException(ErrorCode.EditorStopping, "The editor is stopping.") };

        var e = Assert.ThrowsAsync<EditorConnectException>(() => editor.ConnectAsync());

        Assert.That(e!.Reason, Is.EqualTo(EditorConnectReason.Refused));
        Assert.That(e.Message, Does.Contain("The editor is stopping."));
    }

    [Test]
    public void An_empty_folder_means_no_editor()
    {
        var folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, Guid.NewGuid().ToString("N"));

        var e = Assert.ThrowsAsync<EditorConnectException>(() => EditorClient.ConnectAsync(new EditorDirectory(folder), null));

        Assert.That(e!.Reason, Is.EqualTo(EditorConnectReason.NoEditor));
    }

    [Test]
    public async Task Cancelling_ends_the_attempt()
    {
        await using var editor = new FakeEditor();
        using var stop = new CancellationTokenSource();
        var options = editor.Options() with
        {
            Dial = (_, _) =>
            {
                stop.Cancel();
                return ValueTask.FromResult(new EditorTransport(MemoryTransport.CreatePair().First, 0));
            },
        };

        Assert.CatchAsync<OperationCanceledException>(() => EditorClient.ConnectAsync(editor.Endpoint, options, stop.Token));
    }

    [TestCase(1, true)]
    [TestCase(2, false)]
    public async Task An_editor_that_drops_the_first_handshake_is_asked_once_more(int drops, bool connects)
    {
        await using var editor = new FakeEditor();
        var dialed = 0;
        var options = editor.Options() with
        {
            Dial = async (endpoint, stop) =>
            {
                if (++dialed > drops)
                {
                    return await editor.DialAsync(endpoint, stop);
                }

                var (near, far) = MemoryTransport.CreatePair();
                await far.DisposeAsync();
                return new EditorTransport(near, 0);
            },
        };

        if (connects)
        {
            await using var client = await editor.ConnectAsync(options);
            await client.PingAsync();
        }
        else
        {
            var e = Assert.ThrowsAsync<EditorConnectException>(() => editor.ConnectAsync(options));
            Assert.That(e!.Reason, Is.EqualTo(EditorConnectReason.Disconnected));
        }

        Assert.That(dialed, Is.EqualTo(2));
    }

    [Test]
    public async Task A_failed_attempt_reports_connecting_and_closed()
    {
        await using var editor = new FakeEditor();
        var states = new StateRecorder();
        editor.RefuseNext(new SocketException((int)SocketError.ConnectionRefused));

        Assert.ThrowsAsync<EditorConnectException>(() => editor.ConnectAsync(editor.Options() with { OnConnectionChanged = states.Add }));

        Assert.That(states.States, Is.EqualTo(new[] { ConnectionState.Connecting, ConnectionState.Closed }));
        Assert.That((states.Changes[1].Cause as EditorConnectException)?.Reason, Is.EqualTo(EditorConnectReason.Unreachable));
    }

    [Test]
    public async Task An_error_of_the_editor_reaches_the_caller()
    {
        await using var editor = new FakeEditor
        {
            Script = table => table.AddRequest<EmptyMessage, EditorState>(
                MethodNames.Editor.State,
                (_, _) => throw new RpcException(ErrorCode.Busy, "later", Outcome.NotStarted)),
        };
        await using var client = await editor.ConnectAsync();

        var e = Assert.ThrowsAsync<RpcException>(async () => await client.GetStateAsync());

        Assert.That(e!.Code, Is.EqualTo(ErrorCode.Busy));
    }

    [Test]
    public async Task After_dispose_calls_fail_and_the_state_is_closed()
    {
        await using var editor = new FakeEditor();
        var states = new StateRecorder();
        var client = await editor.ConnectAsync(editor.Options() with { OnConnectionChanged = states.Add });

        await client.DisposeAsync();
        await client.DisposeAsync();

        var e = Assert.ThrowsAsync<ConnectionLostException>(async () => await client.PingAsync());
        Assert.That(e!.Outcome, Is.EqualTo(Outcome.NotStarted));
        Assert.That(states.States, Is.EqualTo(new[] { ConnectionState.Connecting, ConnectionState.Connected, ConnectionState.Closed }));
        Assert.That((await client.Completion).State, Is.EqualTo(ConnectionState.Closed));
        Assert.That((await editor.Connection.Completion).Reason, Is.EqualTo(DisconnectReason.PeerClose));
    }
}
