using DccBridge.Tray.DBus;

namespace DccBridge.Tests.Tray.DBus;

[TestFixture]
public sealed class BusAddressTests
{
    [TestCase("unix:path=/run/user/1000/bus", "/run/user/1000/bus")]
    [TestCase("unix:path=/tmp/a%20b%2c,guid=0123", "/tmp/a b,")]
    [TestCase("unix:guid=1,abstract=/tmp/dbus-x", "\0/tmp/dbus-x")]
    [TestCase("unix:runtime=yes", "/run/me/bus")]
    [TestCase("tcp:host=localhost,port=1;unix:path=/a", "/a")]
    [TestCase("unix:path=/%d0%b6", "/ж")]
    public void An_address_is_read(string text, string path) => Assert.That(BusAddress.Parse(text, "/run/me").Single().Path, Is.EqualTo(path));

    [Test]
    public void All_unix_sockets_of_a_list_are_taken_in_order() =>
        Assert.That(BusAddress.Parse("unix:path=/a;unix:abstract=b", null).Select(a => a.Path), Is.EqualTo(new[] { "/a", "\0b" }));

    [TestCase("", "no unix socket")]
    [TestCase("tcp:host=x,port=1", "no unix socket")]
    [TestCase("unix:tmpdir=/tmp", "no unix socket")]
    [TestCase("nonsense", "no colon")]
    [TestCase("unix:path", "no equals sign")]
    [TestCase("unix:path=/a%2", "hexadecimal")]
    [TestCase("unix:path=/a%zz", "hexadecimal")]
    public void What_cannot_be_used_is_refused_with_the_reason(string text, string reason) =>
        Assert.That(() => BusAddress.Parse(text, null), Throws.TypeOf<BusFormatException>().With.Message.Contains(reason));

    [Test]
    public void Without_an_address_the_socket_of_the_runtime_folder_is_taken()
    {
        Assert.That(BusAddress.OfSession(name => name == "XDG_RUNTIME_DIR" ? "/run/me" : null).Single().Path, Is.EqualTo("/run/me/bus"));
        Assert.That(() => BusAddress.OfSession(_ => null), Throws.TypeOf<BusFormatException>().With.Message.Contains("XDG_RUNTIME_DIR"));
    }
}
