using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;

namespace DccBridge.Tests.Companion;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SuppressCommandTests : IDisposable
{
    private readonly CliBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Test]
    public async Task What_was_typed_goes_to_the_editor()
    {
        Assert.That(await _bench.RunAsync("suppress", "tex.pow2", "/Game/UI", "--reason", "Drawn once", "--until", "2026-12-31"), Is.Zero, _bench.Error);
        Assert.That(_bench.Editor.Suppressed.Single(), Is.EqualTo(new SuppressParams { Rule = "tex.pow2", Path = "/Game/UI", Reason = "Drawn once", Expires = "2026-12-31" }));
        Assert.That(_bench.Out.ReplaceLineEndings(" "), Does.Contain("Done: findings of tex.pow2 for /Game/UI are accepted until 2026-12-31"));
        await _bench.RunAsync("suppress", "tex.pow2", "/Game/UI", "--reason", "Drawn once");
        Assert.That(_bench.Out, Does.Contain("Nothing to do: /content/DccBridge.settings.json says so already."));
    }

    [Test]
    public async Task Taking_away_needs_no_reason()
    {
        Assert.That(await _bench.RunAsync("suppress", "tex.pow2", "/Game/UI", "--remove", "--json"), Is.Zero, _bench.Error);
        Assert.That(_bench.Editor.Suppressed.Single().Remove, Is.True);
        Assert.That((_bench.Json.GetProperty("removed").GetBoolean(), _bench.Json.GetProperty("changed").GetBoolean(), _bench.Json.GetProperty("settingsFile").GetString()), Is.EqualTo((true, true, "/content/DccBridge.settings.json")));
    }

    [TestCase("--reason: say why")]
    [TestCase("--reason: say why", "--reason", " ")]
    [TestCase("leave --reason and --until out", "--remove", "--reason", "r")]
    [TestCase("leave --reason and --until out", "--remove", "--until", "2026-12-31")]
    public async Task What_does_not_go_together_is_refused(string text, params string[] arguments)
    {
        Assert.That(await _bench.RunAsync(["suppress", "tex.pow2", "/Game/UI", .. arguments]), Is.EqualTo(2));
        Assert.That(_bench.Error, Does.Contain(text));
        Assert.That(_bench.Editor.Suppressed, Is.Empty);
    }

    [Test]
    public async Task A_refusal_of_the_editor_is_shown_as_it_says_it()
    {
        _bench.Editor.SuppressFailure = new RpcException(ErrorCode.InvalidParams, "Rule: There is no rule \"tex.pow\".", Outcome.NotStarted);
        Assert.That(await _bench.RunAsync("suppress", "tex.pow", "/Game/UI", "--reason", "r", "--json"), Is.EqualTo(2));
        Assert.That(_bench.Error, Does.Contain("There is no rule \"tex.pow\"."));
        Assert.That(_bench.Json.GetProperty("error").GetProperty("code").GetString(), Is.EqualTo("invalidParams"));
    }
}
