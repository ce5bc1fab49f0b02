using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Security;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Handlers;

/// <summary>validation.suppress over a connection, into a settings file on the disk.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SuppressTests : IAsyncDisposable
{
    private static readonly SuppressParams Banner = new() { Rule = "tex.pow2", Path = "/Game/UI/T_Banner_D", Reason = "Drawn once.", Expires = "2999-12-31" };

    private readonly ServerUnderTest _server = new();

    private string File => _server.Folder["DccBridge.settings.json"];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Test]
    public async Task It_is_written_without_touching_the_rest_and_in_force_at_once()
    {
        await WriteAsync("{\n  // ours\n  \"preset\": \"epic\",\n}\n");
        var client = await _server.ConnectAsync();
        _server.Editor.Add(Banner.Path);
        Assert.That(await JudgeAsync(client), Is.Null);
        var result = await SuppressAsync(client, Banner);
        Assert.That((result.SettingsFile, result.Changed), Is.EqualTo((File, true)));
        Assert.That(await System.IO.File.ReadAllTextAsync(File), Does.StartWith("{\n  // ours\n  \"preset\": \"epic\",\n  \"suppressions\": [\n    {\n      \"rule\": \"tex.pow2\","));
        Assert.That(await JudgeAsync(client), Is.EqualTo("Drawn once."));
        Assert.That((await SuppressAsync(client, Banner)).Changed, Is.False);
        Assert.That((await SuppressAsync(client, new SuppressParams { Rule = Banner.Rule, Path = Banner.Path, Remove = true })).Changed, Is.True);
        Assert.That(await JudgeAsync(client), Is.Null);
        Assert.That((await SuppressAsync(client, new SuppressParams { Rule = Banner.Rule, Path = Banner.Path, Remove = true })).Changed, Is.False);
    }

    [Test]
    public async Task A_file_that_is_not_there_is_made()
    {
        var client = await _server.ConnectAsync();
        Assert.That((await SuppressAsync(client, Banner with { Remove = true })).Changed, Is.False);
        Assert.That(System.IO.File.Exists(File), Is.False);
        await SuppressAsync(client, Banner with { Expires = null });
        Assert.That(await System.IO.File.ReadAllTextAsync(File), Does.Contain("\"expires\": null"));
        Assert.That(Directory.EnumerateFiles(_server.Folder.Path).Select(Path.GetFileName), Is.EqualTo(new[] { "DccBridge.settings.json" }), "nothing temporary is left");
    }

    private static IEnumerable<TestCaseData> Refusals
    {
        get
        {
            yield return new TestCaseData(Banner with { Rule = "tex.pow" }, "Rule", "Did you mean \"tex.pow2\"?").SetArgDisplayNames("unknown rule");
            yield return new TestCaseData(Banner with { Rule = "" }, "Rule", "There is no rule \"\"").SetArgDisplayNames("no rule");
            yield return new TestCaseData(Banner with { Path = "/Engine/X" }, "Path", "/Game").SetArgDisplayNames("path outside");
            yield return new TestCaseData(Banner with { Path = "/Game/../X" }, "Path", "..").SetArgDisplayNames("way up");
            yield return new TestCaseData(Banner with { Reason = " " }, "Reason", "must say why").SetArgDisplayNames("no reason");
            yield return new TestCaseData(Banner with { Reason = new string('x', 501) }, "Reason", "more than 500 characters").SetArgDisplayNames("endless reason");
            yield return new TestCaseData(Banner with { Expires = "31.12.2999" }, "Expires", "Write year-month-day").SetArgDisplayNames("another date");
            yield return new TestCaseData(Banner with { Expires = "2999-02-30" }, "Expires", "is no day").SetArgDisplayNames("impossible date");
            yield return new TestCaseData(Banner with { Expires = "2001-01-01" }, "Expires", "is over already").SetArgDisplayNames("past date");
            yield return new TestCaseData(Banner with { Remove = true, Path = "nonsense" }, "Path", "/Game").SetArgDisplayNames("removal of nonsense");
        }
    }

    [TestCaseSource(nameof(Refusals))]
    public async Task What_is_not_allowed_is_refused_with_the_field_and_nothing_is_written(SuppressParams parameters, string field, string text)
    {
        var client = await _server.ConnectAsync();
        var error = await TestClient.ErrorOf(CallAsync(client, parameters));
        Assert.That((error.Code, error.Outcome, error.Details!["field"]), Is.EqualTo((ErrorCode.InvalidParams, Outcome.NotStarted, field)));
        Assert.That(error.Message, Does.Contain(text));
        Assert.That(System.IO.File.Exists(File), Is.False);
    }

    [Test]
    public async Task It_needs_the_scope_edit()
    {
        var client = await _server.ConnectAsync(scopes: Scopes.Observe | Scopes.Validate);
        Assert.That((await TestClient.ErrorOf(CallAsync(client, Banner))).Code, Is.EqualTo(ErrorCode.ScopeMissing));
    }

    [Test]
    public async Task Two_at_once_do_not_lose_one()
    {
        var clients = new[] { await _server.ConnectAsync(), await _server.ConnectAsync() };
        var calls = Enumerable.Range(0, 40).Select(i => SuppressAsync(clients[i % 2], Banner with { Path = $"/Game/UI/T_{i}_D" }));
        Assert.That((await Task.WhenAll(calls)).Select(result => result.Changed), Is.All.True);
        var text = await System.IO.File.ReadAllTextAsync(File);
        Assert.That(Enumerable.Range(0, 40).Where(i => !text.Contains($"/Game/UI/T_{i}_D\"", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_file_with_a_mistake_is_left_alone()
    {
        await WriteAsync("{ \"preset\": 5 }");
        var client = await _server.ConnectAsync();
        var error = await TestClient.ErrorOf(CallAsync(client, Banner));
        Assert.That((error.Code, error.Details!["field"]), Is.EqualTo((ErrorCode.InvalidSettings, "preset")));
        Assert.That(await System.IO.File.ReadAllTextAsync(File), Is.EqualTo("{ \"preset\": 5 }"));
    }

    [Test]
    public async Task A_read_only_file_is_left_alone_and_the_error_says_what_to_do()
    {
        await WriteAsync("{}");
        System.IO.File.SetAttributes(File, FileAttributes.ReadOnly);
        var client = await _server.ConnectAsync();
        var error = await TestClient.ErrorOf(CallAsync(client, Banner));
        System.IO.File.SetAttributes(File, FileAttributes.Normal);
        Assert.That(error.Message, Does.Contain("DccBridge.settings.json is read-only. Check it out of version control"));
        Assert.That(await System.IO.File.ReadAllTextAsync(File), Is.EqualTo("{}"));
    }

    [Test]
    public async Task A_full_disk_leaves_the_file_as_it_was()
    {
        await WriteAsync("{}");
        var client = await _server.ConnectAsync();
        _server.Editor.Disk.FreeBytes = 3;
        Assert.That((await TestClient.ErrorOf(CallAsync(client, Banner))).Code, Is.EqualTo(ErrorCode.DiskFull));
        Assert.That(await System.IO.File.ReadAllTextAsync(File), Is.EqualTo("{}"));
        Assert.That(Directory.EnumerateFiles(_server.Folder.Path).Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_rule_that_the_studio_locks_is_not_suppressed()
    {
        await System.IO.File.WriteAllTextAsync(_server.Folder["studio.json"], "{ \"locked\": [\"tex.pow2\"] }");
        await _server.RestartAsync(options => options with { StudioSettingsFile = _server.Folder["studio.json"] });
        var client = await _server.ConnectAsync();
        var error = await TestClient.ErrorOf(CallAsync(client, Banner));
        Assert.That((error.Code, error.Details!["field"]), Is.EqualTo((ErrorCode.InvalidParams, "Rule")));
        Assert.That(error.Message, Does.Contain("The rule \"tex.pow2\" is locked by studio.json"));
    }

    [Test]
    public async Task A_list_that_is_full_is_left_as_it_can_be_read()
    {
        var entries = Enumerable.Range(0, 10_000).Select(i => $$"""{ "rule": "tex.pow2", "path": "/Game/UI/T_{{i}}_D", "reason": "r", "expires": null }""");
        await WriteAsync($"{{ \"suppressions\": [{string.Join(",", entries)}] }}");
        var client = await _server.ConnectAsync();
        var error = await TestClient.ErrorOf(CallAsync(client, Banner));
        Assert.That(error.Message, Does.Contain("would have more than 10000 suppressions").And.Contain("nothing was written"));
        Assert.That((await SuppressAsync(client, Banner with { Path = "/Game/UI/T_7_D" })).Changed, Is.True, "another reason for one that is there needs no room");
    }

    private Task WriteAsync(string text) => System.IO.File.WriteAllTextAsync(File, text);

    private static ValueTask<SuppressResult> CallAsync(TestClient client, SuppressParams parameters) =>
        client.CallAsync<SuppressParams, SuppressResult>(MethodNames.Validation.Suppress, parameters);

    private static async Task<SuppressResult> SuppressAsync(TestClient client, SuppressParams parameters) => await CallAsync(client, parameters);

    /// <summary>Why the finding of the banner is suppressed; null when it is not.</summary>
    private async Task<string?> JudgeAsync(TestClient client)
    {
        var call = client.CallAsync<RunValidationParams, RunValidationResult>(MethodNames.Validation.Run, new RunValidationParams { Paths = [Banner.Path] });
        var result = await _server.TickAsync(call);
        return result.Verdicts.Single().Findings.Single(finding => finding.RuleId == "tex.pow2").SuppressedBecause;
    }
}
