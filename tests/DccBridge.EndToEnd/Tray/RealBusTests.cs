using System.Text;
using DccBridge.EndToEnd.Peers;
using DccBridge.EndToEnd.Processes;
using DccBridge.Tray.DBus;

namespace DccBridge.EndToEnd.Tray;

/// <summary>Our D-Bus on the real bus, which checks every byte and ends the connection of whom it does not understand; looked at with the tools of others.</summary>
[TestFixture]
[Platform(Include = "Linux")]
public sealed class RealBusTests
{
    private string _folder = "";
    private DesktopProcess _bus = null!;
    private DesktopProcess _program = null!;
    private Peer _gdbus = null!;

    private string Address => $"unix:path={Path.Combine(_folder, "bus")}";

    [OneTimeSetUp]
    public async Task StartBus()
    {
        _gdbus = Peer.Require("gdbus", "apt-get install libglib2.0-bin", ["gdbus"]);
        _folder = Directory.CreateTempSubdirectory("dccbridge-bus-").FullName;
        var environment = new Dictionary<string, string> { ["DBUS_SESSION_BUS_ADDRESS"] = Address };
        _bus = DesktopProcess.Start(Peer.Require("dbus-daemon", "apt-get install dbus-daemon", ["dbus-daemon"]).Program, environment, "--session", "--nofork", "--nopidfile", "--print-address=1", $"--address={Address}");
        await _bus.LineAsync("unix:path=");
        _program = DesktopProcess.Start(BuiltProgram.StartInfo("DccBridge.TrayProgram", "tray-program"), environment);
        await _program.LineAsync("availability False No panel of this desktop");
        await _program.DoAsync("state Findings 3");
    }

    [OneTimeTearDown]
    public async Task StopBus()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        if (_bus is not null)
        {
            await _bus.DisposeAsync();
        }

        if (_folder.Length > 0)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string Gdbus(string verb, string path, params string[] rest) =>
        Encoding.UTF8.GetString(_gdbus.Run([], [verb, "--address", Address, "--dest", $"org.kde.StatusNotifierItem-{_program.Id}-1", "--object-path", path, .. rest]));

    private Task<BusConnection> ConnectAsync() => BusConnection.ConnectAsync(BusAddress.Parse(Address, null), new BusOptions(), TimeProvider.System, CancellationToken.None);

    [Test]
    public void The_objects_introspect()
    {
        Assert.That(Gdbus("introspect", "/", "--recurse", "--only-properties"), Does.Contain("node /StatusNotifierItem {").And.Contain("node /StatusNotifierItem/Menu {"));
        Assert.That(Gdbus("introspect", "/StatusNotifierItem/Menu"), Does.Contain("GetLayout(in  i").And.Contain("readonly u Version = 3;").And.Contain("LayoutUpdated(u"));
    }

    [TestCase("Title", "(<'Tray program'>,)")]
    [TestCase("Status", "(<'Active'>,)")]
    [TestCase("Menu", "(<objectpath '/StatusNotifierItem/Menu'>,)")]
    [TestCase("ToolTip", "(<('', @a(iiay) [], 'Tray program', '2 editors, 3 findings')>,)")]
    [TestCase("ItemIsMenu", "(<false>,)")]
    public void Properties_are_as_their_specification_wants_them(string name, string value) =>
        Assert.That(Gdbus("call", "/StatusNotifierItem", "--method", "org.freedesktop.DBus.Properties.Get", "org.kde.StatusNotifierItem", name).Trim(), Is.EqualTo(value));

    [Test]
    public void The_icon_comes_in_all_sizes() =>
        Assert.That(Gdbus("call", "/StatusNotifierItem", "--method", "org.freedesktop.DBus.Properties.Get", "org.kde.StatusNotifierItem", "IconPixmap"), Does.Match(@"^\(<\[\(16, 16, \[byte .*\]\), \(22, 22, .*\), \(24, 24, .*\), \(32, 32, .*\), \(48, 48, "));

    [Test]
    public void The_layout_of_the_menu_is_read()
    {
        string layout = Gdbus("call", "/StatusNotifierItem/Menu", "--method", "com.canonical.dbusmenu.GetLayout", "--", "0", "-1", "[]");

        Assert.That(layout, Does.Contain("'label': <'Crates__Game: 3 findings'>").And.Contain("'toggle-type': <'checkmark'>").And.Contain("{'type': <'separator'>}"));
    }

    [Test]
    public async Task A_click_by_another_program_is_told()
    {
        Gdbus("call", "/StatusNotifierItem/Menu", "--method", "com.canonical.dbusmenu.Event", "1", "clicked", "<int32 0>", "0");
        Assert.That(await _program.LineAsync("chosen"), Is.EqualTo("chosen open"));
        Gdbus("call", "/StatusNotifierItem", "--method", "org.kde.StatusNotifierItem.Activate", "0", "0");
        await _program.LineAsync("activated");
    }

    private static readonly object[][] Values =
    [
        ["ybnqiuxtd", new object[] { (byte)1, true, short.MinValue, ushort.MaxValue, int.MinValue, uint.MaxValue, long.MinValue, ulong.MaxValue, -0.5 }],
        ["sogva(iiay)", new object[] { "ж 😀 \u0001", new ObjectPath("/a/b_1"), new SignatureText("a{sv}(ii)"), new BusVariant("d", 0.25), new object[] { new object[] { 1, 2, new byte[] { 0, 255 } } } }],
        ["aia{s(yv)}aasay", new object[] { Array.Empty<object>(), new[] { new KeyValuePair<object, object>("k", new object[] { (byte)2, new BusVariant("v", new BusVariant("t", 7UL)) }) }, new object[] { new object[] { "x" }, Array.Empty<object>() }, new byte[100_000] }],
        [new string('a', 32) + "t", new object[] { Enumerable.Range(0, 31).Aggregate<int, object>(new object[] { 5UL }, (below, _) => new object[] { below }) }],
    ];

    [TestCaseSource(nameof(Values))]
    public async Task Values_of_every_type_travel_over_the_bus_and_back(string signature, object[] values)
    {
        await using var one = await ConnectAsync();
        await using var other = await ConnectAsync();
        other.Objects.Put(new BusObject("/echo", [new BusInterface { Name = "a.b", Methods = [new("Echo", signature, signature, call => [.. call.Body])] }]));

        var answer = await one.CallAsync(other.UniqueName, "/echo", "a.b", "Echo", signature, values, CancellationToken.None);

        Assert.That(answer.Expect(signature), Is.EqualTo(values));
        Assert.That((one.Ended.IsCompleted, other.Ended.IsCompleted), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task A_name_has_one_owner_and_is_free_again_when_that_one_goes()
    {
        await using var first = await ConnectAsync();
        await first.OwnNameAsync("a.b.Name", CancellationToken.None);
        await first.OwnNameAsync("a.b.Name", CancellationToken.None);
        await using var second = await ConnectAsync();
        var gone = new TaskCompletionSource<object>();
        await second.ListenAsync(new BusMatch { Sender = BusNames.Bus, Interface = BusNames.Bus, Member = "NameOwnerChanged", FirstValue = "a.b.Name" }, signal => gone.TrySetResult(signal.Body[2]), CancellationToken.None);

        Assert.That(async () => await second.OwnNameAsync("a.b.Name", CancellationToken.None), Throws.TypeOf<BusException>().With.Message.Contains("Another program"));
        Assert.That(await second.OwnerAsync("a.b.Name", CancellationToken.None), Is.EqualTo(first.UniqueName));
        await first.DisposeAsync();

        Assert.That(await gone.Task.WaitAsync(TimeSpan.FromSeconds(20)), Is.EqualTo(""));
        await second.OwnNameAsync("a.b.Name", CancellationToken.None);
    }

    [Test]
    public async Task A_call_to_nobody_is_an_error_by_name()
    {
        await using var connection = await ConnectAsync();

        var error = Assert.ThrowsAsync<BusException>(() => connection.CallAsync("no.such.Name", "/", "a.b", "C", "", [], CancellationToken.None))!;

        Assert.That(error.Name, Is.EqualTo("org.freedesktop.DBus.Error.ServiceUnknown"));
    }
}
