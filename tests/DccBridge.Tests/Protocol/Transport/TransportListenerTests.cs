using System.Net;
using System.Net.Sockets;
using DccBridge.Protocol.Transport;

namespace DccBridge.Tests.Protocol.Transport;

[TestFixture]
[CancelAfter(20_000)]
public sealed class TransportListenerTests
{
    [Test]
    public async Task A_taken_port_is_replaced_by_a_free_one()
    {
        await using TcpTransportListener first = TcpTransportListener.Bind(IPAddress.Loopback, 0);
        await using TcpTransportListener second = TcpTransportListener.Bind(IPAddress.Loopback, first.Port);

        Assert.That(second.Port, Is.Not.EqualTo(first.Port).And.GreaterThan(0));
    }

    [TestCase("0.0.0.0")]
    [TestCase("192.0.2.1")]
    [TestCase("::")]
    public void An_address_that_others_could_reach_is_refused(string address) =>
        Assert.Throws<ArgumentException>(() => TcpTransportListener.Bind(IPAddress.Parse(address), 0));

    [Test]
    public void A_socket_path_that_is_too_long_is_refused() =>
        Assert.Throws<ArgumentException>(() => UnixTransportListener.Bind("/" + new string('x', UnixTransport.MaxPathBytes)));

    [Test]
    public async Task A_dead_socket_is_replaced_and_a_living_one_is_not()
    {
        string path = NewPath();
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(path));
        }

        if (!File.Exists(path))
        {
            // The runtime removes the file of a socket that it closes; a killed process leaves one.
            await File.WriteAllBytesAsync(path, []);
        }

        await using UnixTransportListener living = UnixTransportListener.Bind(path);

        Assert.Throws<SocketException>(() => UnixTransportListener.Bind(path));
        Assert.That(File.Exists(path));
    }

    [Test]
    public async Task A_file_with_content_is_never_deleted()
    {
        string path = NewPath();
        await File.WriteAllTextAsync(path, "somebody's work");
        try
        {
            Assert.Throws<SocketException>(() => UnixTransportListener.Bind(path));
            Assert.That(await File.ReadAllTextAsync(path), Is.EqualTo("somebody's work"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public async Task Disposing_a_listener_twice_leaves_its_successor_alone()
    {
        string path = NewPath();
        UnixTransportListener first = UnixTransportListener.Bind(path);
        await first.DisposeAsync();
        await using UnixTransportListener second = UnixTransportListener.Bind(path);

        await first.DisposeAsync();

        Assert.That(File.Exists(path));
    }

    private static string NewPath() => Path.Combine(Path.GetTempPath(), $"dccb-{Guid.NewGuid():N}"[..20]);
}
