using DccBridge.Client;
using DccBridge.Companion.Cli;
using DccBridge.Protocol.Contracts.Editor;

namespace DccBridge.Tests.Companion;

[TestFixture]
public class DoctorCommandTests
{
    private CliBench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new CliBench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task A_ticking_editor_is_well()
    {
        Assert.That(await _bench.RunAsync("doctor", "--endpoint-folder", _bench.Folder, "--json"), Is.EqualTo(ExitCodes.Clean), _bench.Out);
        Assert.That(Bad(), Is.Empty);
    }

    [TestCase(EditorConnectReason.VersionMismatch, "protocol version")]
    [TestCase(EditorConnectReason.WrongSecret, "secret accepted")]
    [TestCase(EditorConnectReason.NotDccBridge, "port is DccBridge's")]
    [TestCase(EditorConnectReason.WrongEditor, "port is DccBridge's")]
    [TestCase(EditorConnectReason.Timeout, "port is DccBridge's")]
    public async Task A_failed_handshake_is_the_check_of_its_cause(EditorConnectReason reason, string check)
    {
        _bench.Editor.ConnectFailure = new EditorConnectException(reason, "It failed.");
        Assert.That(await _bench.RunAsync("doctor", "--endpoint-folder", _bench.Folder, "--json"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(Bad(), Is.EqualTo(new[] { check }));
    }

    [Test]
    public async Task A_closed_port_skips_what_comes_after()
    {
        _bench.PortRefusal = "Connection refused";
        Assert.That(await _bench.RunAsync("doctor", "--endpoint-folder", _bench.Folder, "--json"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(Bad(), Is.EqualTo(new[] { "port reachable" }));
        Assert.That(_bench.Json.GetProperty("checks").EnumerateArray().Count(c => c.GetProperty("result").GetString() == "skipped"), Is.EqualTo(5));
    }

    [Test]
    public async Task A_stalled_editor_is_named_with_its_work()
    {
        _bench.Editor.State = new EditorState { Activity = EditorActivity.Stalled, SecondsSinceTick = 12, CurrentWork = "asset.import" };
        Assert.That(await _bench.RunAsync("doctor", "--endpoint-folder", _bench.Folder), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Out, Does.Contain("stalled for 12 s during asset.import"));
    }

    private string?[] Bad() =>
        [.. _bench.Json.GetProperty("checks").EnumerateArray().Where(c => c.GetProperty("result").GetString() == "bad").Select(c => c.GetProperty("check").GetString())];
}
