using DccBridge.Tests.Protocol.Rpc;
using DccBridge.Tray.DBus;

namespace DccBridge.Tests.Tray.DBus;

[TestFixture]
public sealed class BusConnectionTests
{
    private static readonly BusOptions Options = new();

    private PlayedBus _bus = null!;

    [SetUp]
    public void StartBus() => _bus = new PlayedBus();

    [TearDown]
    public async Task StopBus() => await _bus.DisposeAsync();

    private Task<BusConnection> ConnectAsync(BusOptions? options = null, TimeProvider? time = null) =>
        BusConnection.ConnectAsync(BusAddress.OfSession(_bus.Environment), options ?? Options, time ?? TimeProvider.System, CancellationToken.None);

    [Test]
    public async Task After_the_handshake_the_name_that_the_bus_gave_is_known()
    {
        await using var connection = await ConnectAsync();

        Assert.That(connection.UniqueName, Is.EqualTo(PlayedBus.Client));
    }

    [Test]
    public async Task An_error_that_answers_a_call_is_thrown_with_its_name_and_text()
    {
        await using var connection = await ConnectAsync();
        _bus.Fail("Break", "a.b.Error");

        var error = Assert.ThrowsAsync<BusException>(() => connection.CallAsync("x.y", "/a", "x.y", "Break", "", [], CancellationToken.None))!;

        Assert.That((error.Name, error.Message), Is.EqualTo(("a.b.Error", "played")));
    }

    [Test]
    public async Task A_call_that_nobody_answers_ends_at_its_limit_and_the_connection_goes_on()
    {
        var clock = new ManualClock();
        await using var connection = await ConnectAsync(time: clock);
        var call = connection.CallAsync("x.y", "/a", "x.y", "Sleep", "", [], CancellationToken.None);
        await _bus.TakeCallAsync("Sleep");

        clock.Advance(Options.CallLimit);

        Assert.That(async () => await call, Throws.TypeOf<TimeoutException>().With.Message.Contains("Sleep"));
        Assert.That(await connection.OwnerAsync("nobody", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task When_the_bus_goes_all_who_wait_are_told()
    {
        await using var connection = await ConnectAsync();
        var call = connection.CallAsync("x.y", "/a", "x.y", "Sleep", "", [], CancellationToken.None);
        await _bus.TakeCallAsync("Sleep");

        _bus.Drop();

        Assert.That(async () => await call, Throws.TypeOf<BusClosedException>());
        await connection.Ended.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.That(async () => await connection.EmitAsync("/a", "a.b", "C", "", [], CancellationToken.None), Throws.TypeOf<BusClosedException>());
        Assert.That(async () => await connection.OwnerAsync("nobody", CancellationToken.None), Throws.TypeOf<BusClosedException>());
    }

    [TestCase("78 01 00 01  00 00 00 00  01 00 00 00  00 00 00 00", "begins with byte")]
    [TestCase("6c 01 00 01  ff ff ff 00  01 00 00 00  00 00 00 00", "at most")]
    [TestCase("6c 04 00 01  00 00 00 00  01 00 00 00  00 00 00 00", "lacks a field")]
    public async Task Bytes_that_are_no_message_end_the_connection_with_the_reason(string bytes, string reason)
    {
        await using var connection = await ConnectAsync();

        await _bus.SendRawAsync(BusMessageGoldenTests.Bytes(bytes));

        Assert.That(await connection.Ended.WaitAsync(TimeSpan.FromSeconds(20)), Does.Contain(reason));
    }

    [Test]
    public async Task No_more_calls_are_begun_than_the_limit_allows()
    {
        await using var connection = await ConnectAsync(Options with { MostPendingCalls = 1 });
        var first = connection.CallAsync("x.y", "/a", "x.y", "Sleep", "", [], CancellationToken.None);

        Assert.That(async () => await connection.CallAsync("x.y", "/a", "x.y", "Sleep", "", [], CancellationToken.None), Throws.TypeOf<BusException>().With.Message.Contains("1 calls"));
        _bus.Drop();
        Assert.That(async () => await first, Throws.TypeOf<BusClosedException>());
    }

    [Test]
    public async Task Signals_come_to_those_who_listen_for_them_alone()
    {
        await using var connection = await ConnectAsync();
        var heard = new List<string>();
        var last = new TaskCompletionSource();
        await connection.ListenAsync(new BusMatch { Interface = "a.b", Member = "C", FirstValue = "x" }, s => heard.Add((string)s.Body[0]), CancellationToken.None);
        await connection.ListenAsync(new BusMatch { Interface = "a.b", Member = "End" }, _ => last.SetResult(), CancellationToken.None);

        await _bus.SignalAsync(":1.9", "/a", "a.b", "C", "s", "y");
        await _bus.SignalAsync(":1.9", "/a", "a.b", "C", "s", "x");
        await _bus.SignalAsync(":1.9", "/a", "a.b", "End", "");
        await last.Task.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.That(heard, Is.EqualTo(new[] { "x" }));
        Assert.That((string)(await _bus.TakeCallAsync("AddMatch")).Body[0], Is.EqualTo("type='signal',interface='a.b',member='C',arg0='x'"));
    }

    [TestCase("/a", "a.b", "Nothing", "", BusNames.UnknownMethod)]
    [TestCase("/none", "a.b", "Add", "ii", BusNames.UnknownObject)]
    [TestCase("/a", "a.b", "Add", "ss", BusNames.InvalidArguments)]
    [TestCase("/a", "a.c", "Add", "ii", BusNames.UnknownMethod)]
    public async Task A_wrong_call_is_answered_with_the_error_of_the_specification(string path, string @interface, string member, string signature, string error)
    {
        await using var connection = await ConnectAsync();
        connection.Objects.Put(Adder);

        var answer = await _bus.CallAsync(path, @interface, member, signature, signature switch { "ii" => [1, 2], "ss" => ["1", "2"], _ => [] });

        Assert.That((answer.Kind, answer.ErrorName), Is.EqualTo((BusMessageKind.Error, error)));
    }

    [Test]
    public async Task A_right_call_is_answered_also_without_the_name_of_the_interface()
    {
        await using var connection = await ConnectAsync();
        connection.Objects.Put(Adder);

        Assert.That((await _bus.CallAsync("/a", "a.b", "Add", "ii", 1, 2)).Body, Is.EqualTo(new object[] { 3 }));
        Assert.That((await _bus.CallAsync("/a", "", "Add", "ii", 1, 2)).Body, Is.EqualTo(new object[] { 3 }));
        Assert.That((await _bus.CallAsync("/anywhere", BusNames.Peer, "Ping", "")).Kind, Is.EqualTo(BusMessageKind.Return));
    }

    [Test]
    public async Task Properties_can_be_read_and_not_written()
    {
        await using var connection = await ConnectAsync();
        connection.Objects.Put(Adder);

        Assert.That((await _bus.CallAsync("/a", BusNames.Properties, "Get", "ss", "a.b", "Level")).Body, Is.EqualTo(new object[] { BusVariant.Of(7) }));
        Assert.That((await _bus.CallAsync("/a", BusNames.Properties, "GetAll", "s", "a.b")).Body, Is.EqualTo(new object[] { new[] { new KeyValuePair<object, object>("Level", BusVariant.Of(7)) } }));
        Assert.That((await _bus.CallAsync("/a", BusNames.Properties, "Get", "ss", "a.b", "None")).ErrorName, Is.EqualTo(BusNames.UnknownProperty));
        Assert.That((await _bus.CallAsync("/a", BusNames.Properties, "GetAll", "s", "a.c")).ErrorName, Is.EqualTo(BusNames.UnknownInterface));
        Assert.That((await _bus.CallAsync("/a", BusNames.Properties, "Set", "ssv", "a.b", "Level", BusVariant.Of(1))).ErrorName, Is.EqualTo(BusNames.PropertyReadOnly));
    }

    private static BusObject Adder => new("/a", [new BusInterface
    {
        Name = "a.b",
        Methods = [new("Add", "ii", "i", call => [(int)call.Body[0] + (int)call.Body[1]])],
        Properties = [new("Level", "i", () => 7)],
    }]);
}
