using System.Net;
using DccBridge.Client;
using DccBridge.Client.Connecting;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Transport;

namespace DccBridge.Tests.Client;

[TestFixture]
[CancelAfter(30_000)]
public sealed class EditorClientDiscoveryTests
{
    private static readonly ReconnectOptions Unhurried = new() { FirstDelay = TimeSpan.FromMilliseconds(10), MaxDelay = TimeSpan.FromMilliseconds(10) };
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("dccb-client-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Finds_the_only_editor_by_its_endpoint_file()
    {
        await using var editor = new FakeEditor();
        using var publication = EndpointPublication.Publish(editor.Endpoint, _folder);

        await using var client = await EditorClient.ConnectAsync(new EditorDirectory(_folder), null, editor.Options());

        Assert.That(client.Endpoint.InstanceId, Is.EqualTo(editor.Endpoint.InstanceId));
    }

    [Test]
    public async Task Two_editors_are_ambiguous_and_a_wrong_name_fits_none()
    {
        await using var editor = new FakeEditor();
        using var one = EndpointPublication.Publish(editor.Endpoint, _folder);
        using var two = EndpointPublication.Publish(editor.Endpoint with { InstanceId = Guid.NewGuid(), Project = "Barrels" }, _folder);
        var directory = new EditorDirectory(_folder);

        var ambiguous = Assert.ThrowsAsync<EditorConnectException>(() => EditorClient.ConnectAsync(directory, null, editor.Options()));
        var none = Assert.ThrowsAsync<EditorConnectException>(() => EditorClient.ConnectAsync(directory, "Trees", editor.Options()));
        await using var client = await EditorClient.ConnectAsync(directory, "crates", editor.Options());

        Assert.That(ambiguous!.Reason, Is.EqualTo(EditorConnectReason.Ambiguous));
        Assert.That(none!.Reason, Is.EqualTo(EditorConnectReason.NoMatch));
        Assert.That(client.Editor.ProjectName, Is.EqualTo("Crates"));
    }

    [Test]
    public async Task A_file_without_its_editor_is_stale()
    {
        await using var editor = new FakeEditor();
        string path;
        byte[] content;
        using (var publication = EndpointPublication.Publish(editor.Endpoint, _folder))
        {
            path = publication.Path;
            content = await File.ReadAllBytesAsync(path);
        }

        WriteUserOnly(path, content);

        var e = Assert.ThrowsAsync<EditorConnectException>(() => EditorClient.ConnectAsync(new EditorDirectory(_folder), null, editor.Options()));

        Assert.That(e!.Reason, Is.EqualTo(EditorConnectReason.StaleEndpoint));
    }

    [Test]
    public async Task A_file_that_is_no_endpoint_file_is_unusable_and_named()
    {
        var path = Path.Combine(_folder, "broken.json");
        WriteUserOnly(path, "{"u8.ToArray());
        await using var editor = new FakeEditor();

        var e = Assert.ThrowsAsync<EditorConnectException>(() => EditorClient.ConnectAsync(new EditorDirectory(_folder), null, editor.Options()));

        Assert.That(e!.Reason, Is.EqualTo(EditorConnectReason.UnusableEndpoint));
        Assert.That(e.Message, Does.Contain(path));
    }

    [Test]
    public async Task A_restarted_editor_is_found_again_with_its_new_secret()
    {
        await using var editor = new FakeEditor();
        var states = new StateRecorder();
        var publication = EndpointPublication.Publish(editor.Endpoint, _folder);
        var before = editor.Endpoint;
        await using var client = await EditorClient.ConnectAsync(new EditorDirectory(_folder), null, editor.Options() with { OnConnectionChanged = states.Add, Reconnect = Unhurried });

        publication.Dispose();
        editor.Restart();
        editor.Cut();
        var away = await states.ReachAsync(ConnectionState.Reconnecting, 2);
        using var again = EndpointPublication.Publish(editor.Endpoint, _folder);
        await states.ReachAsync(ConnectionState.Connected, 2);
        await client.PingAsync();

        Assert.That((away.Cause as EditorConnectException)?.Reason, Is.EqualTo(EditorConnectReason.NoEditor));
        Assert.That(client.Endpoint.InstanceId, Is.EqualTo(editor.Endpoint.InstanceId).And.Not.EqualTo(before.InstanceId));
        Assert.That(client.Editor.InstanceId, Is.EqualTo(editor.Endpoint.InstanceId));
    }

    [Test]
    public async Task Of_two_editors_with_the_same_project_name_the_one_with_the_same_path_is_taken()
    {
        await using var lost = new FakeEditor();
        await using var other = new FakeEditor { ProjectPath = "/elsewhere/crates" };
        var states = new StateRecorder();
        var publication = EndpointPublication.Publish(lost.Endpoint, _folder);
        var options = lost.Options() with
        {
            OnConnectionChanged = states.Add,
            Reconnect = Unhurried,
            Dial = (endpoint, stop) => endpoint.InstanceId == other.Endpoint.InstanceId ? other.DialAsync(endpoint, stop) : lost.DialAsync(endpoint, stop),
        };
        await using var client = await EditorClient.ConnectAsync(new EditorDirectory(_folder), null, options);

        publication.Dispose();
        lost.Restart();
        using var first = EndpointPublication.Publish(other.Endpoint with { StartTime = DateTimeOffset.UnixEpoch.AddDays(1) }, _folder);
        using var second = EndpointPublication.Publish(lost.Endpoint, _folder);
        lost.Cut();
        await states.ReachAsync(ConnectionState.Connected, 2);

        Assert.That(client.Endpoint.InstanceId, Is.EqualTo(lost.Endpoint.InstanceId));
        Assert.That(other.Connections, Is.EqualTo(1), "it was asked who it is, and left");
    }

    [Test]
    public async Task Over_tcp_the_port_is_checked_on_both_sides()
    {
        await using var listener = TcpTransportListener.Bind(IPAddress.Loopback, 0);
        var endpoint = (await PublishedAsync()) with { Port = listener.Port, Socket = null };
        var accepting = AcceptAsync(listener, endpoint, listener.Port + 1);

        var e = Assert.ThrowsAsync<EditorConnectException>(() => EditorClient.ConnectAsync(endpoint, new EditorClientOptions { Reconnect = ReconnectOptions.None }));

        Assert.That(e!.Reason, Is.EqualTo(EditorConnectReason.WrongEditor));
        Assert.ThrowsAsync<HandshakeException>(() => accepting);
    }

    [Test]
    public async Task A_unix_socket_is_used_before_the_port_and_the_port_when_the_socket_is_dead()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Unix sockets are looked at on Unix.");
        }

        await using var tcp = TcpTransportListener.Bind(IPAddress.Loopback, 0);
        var path = Path.Combine(_folder, "s");
        var endpoint = (await PublishedAsync()) with { Port = tcp.Port, Socket = path };
        await using (var unix = UnixTransportListener.Bind(path))
        {
            await using var dialed = (await EditorDialer.DialAsync(endpoint, CancellationToken.None)).Transport;
            Assert.That(dialed.Description, Does.StartWith("unix"));
        }

        await File.WriteAllTextAsync(path, "");
        var second = await EditorDialer.DialAsync(endpoint, CancellationToken.None);
        await using var transport = second.Transport;
        Assert.That(transport.Description, Does.StartWith("tcp"));
        Assert.That(second.Port, Is.EqualTo(tcp.Port));
    }

    private static async Task AcceptAsync(TcpTransportListener listener, EndpointFile endpoint, int claimedPort)
    {
        var transport = await listener.AcceptAsync(CancellationToken.None);
        await ServerHandshake.RunAsync(transport, new ServerHandshakeOptions { Secret = endpoint.Secret, InstanceId = endpoint.InstanceId, Port = claimedPort });
    }

    private static async Task<EndpointFile> PublishedAsync()
    {
        await using var editor = new FakeEditor();
        return editor.Endpoint;
    }

    private static void WriteUserOnly(string path, byte[] content)
    {
        File.WriteAllBytes(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
