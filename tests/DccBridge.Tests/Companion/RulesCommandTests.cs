using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Tests.CustomRules;
using DccBridge.Validation;
using DccBridge.Validation.Settings.Schema;

namespace DccBridge.Tests.Companion;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RulesCommandTests : IDisposable
{
    private readonly CliBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Test]
    public async Task An_editor_tells_its_rules_and_where_each_value_comes_from()
    {
        _bench.Editor.Rules["/Game/UI"] = Result();
        Assert.That(await _bench.RunAsync("rules", "--path", "/Game/UI"), Is.Zero, _bench.Error);
        Assert.That(_bench.Out, Does.Contain("Rules for /Game/UI, preset epic"));
        Assert.That(Row("tex.maxsize"), Does.Match(@"^ tex\.maxsize +error +warnAbove 512 +enabled, warnAbove: studio\.json"));
        Assert.That(Row("acme.one"), Does.Match(@"^ acme\.one +off +rule: Rules\.dll"));
        Assert.That(_bench.Out, Does.Contain("1 of 2 rules on; settings: studio.json < DccBridge.settings.json."));
        Assert.That(_bench.Out.Split('\n').Max(line => line.Length), Is.LessThanOrEqualTo(100));
    }

    [Test]
    public async Task What_is_wrong_with_the_rules_of_an_editor_is_told_and_exit_code_2()
    {
        _bench.Editor.Rules[""] = Result() with { Problems = ["s.json(1,35): ruleAssemblies[0] \"none.dll\": there is no such file."] };
        Assert.That(await _bench.RunAsync("rules"), Is.EqualTo(2));
        Assert.That(_bench.Error, Does.Contain("s.json(1,35): ruleAssemblies[0]"));
        Assert.That(Row("acme.one"), Is.Not.Empty);
    }

    [Test]
    public async Task A_document_has_the_same()
    {
        _bench.Editor.Rules[""] = Result();
        Assert.That(await _bench.RunAsync("rules", "--json"), Is.Zero, _bench.Error);
        var rule = _bench.Json.GetProperty("rules")[1];
        Assert.That(_bench.Json.GetProperty("hash").GetString(), Is.EqualTo("abc"));
        Assert.That(_bench.Json.GetProperty("settingsFiles").GetArrayLength(), Is.EqualTo(2));
        Assert.That(_bench.Json.GetProperty("editor").GetProperty("project").GetString(), Is.EqualTo("Crates"));
        Assert.That((rule.GetProperty("id").GetString(), rule.GetProperty("enabledFrom").GetString()), Is.EqualTo(("tex.maxsize", "studio.json (/Game/UI)")));
        Assert.That(rule.TryGetProperty("severityFrom", out _), Is.False, "the default comes from nowhere");
        Assert.That(rule.GetProperty("thresholds")[0].GetProperty("value").GetDouble(), Is.EqualTo(512));
    }

    [Test]
    public async Task Without_an_editor_a_settings_file_is_read_with_the_studios_and_the_users()
    {
        var studio = Write("studio.json", "{ 'rules': { 'tex.maxsize': { 'errorAbove': 4096 } } }");
        Write("DccBridge.settings.json", "{ 'preset': 'allar' }");
        Write("DccBridge.user.settings.json", "{ 'rules': { 'tex.maxsize': { 'warnAbove': 256 } } }");
        _bench.Adjust = services => services with { StudioSettings = studio };
        Assert.That(await _bench.RunAsync("rules", "--settings", "DccBridge.settings.json", "--json"), Is.Zero, _bench.Error);
        Assert.That(_bench.Json.GetProperty("settingsFiles").EnumerateArray().Select(file => file.GetString()), Is.EqualTo(new[] { "studio.json", "DccBridge.settings.json", "DccBridge.user.settings.json" }));
        Assert.That(_bench.Json.TryGetProperty("editor", out _), Is.False);
        Assert.That(_bench.Json.GetProperty("preset").GetString(), Is.EqualTo("allar"));
    }

    [Test]
    public async Task A_wrong_settings_file_is_an_instruction_and_exit_code_2()
    {
        Write("s.json", "{\n 'preset': 'alar' }");
        Assert.That(await _bench.RunAsync("rules", "--settings", "s.json", "--json"), Is.EqualTo(2));
        Assert.That(_bench.Error, Does.Contain("s.json(2,12): preset must be one of"));
        Assert.That(_bench.Json.GetProperty("error").GetProperty("code").GetString(), Is.EqualTo("invalidSettings"));
        Assert.That(await _bench.RunAsync("rules", "--settings", "none.json"), Is.EqualTo(2));
        Assert.That(_bench.Error, Does.Contain("none.json: There is no such settings file"));
    }

    [Test]
    public async Task Rules_of_the_studio_are_listed_and_those_that_cannot_be_loaded_are_exit_code_2()
    {
        using var compiled = new CompiledRules();
        File.Copy(compiled.Compile(CompiledRules.Rule("One", "acme.one")), Path.Combine(_bench.Folder, "Rules.dll"));
        Write("s.json", "{ 'ruleAssemblies': ['Rules.dll', 'none.dll'] }");
        Assert.That(await _bench.RunAsync("rules", "--settings", "s.json"), Is.EqualTo(2));
        Assert.That(Row("acme.one"), Does.Contain("rule: Rules.dll"));
        Assert.That(_bench.Error, Does.Contain("s.json(1,35): ruleAssemblies[1] \"none.dll\": there is no such file"));
    }

    [Test]
    public async Task The_reference_and_the_schema_are_printed_as_they_are_made()
    {
        Assert.That(await _bench.RunAsync("rules", "--markdown"), Is.Zero);
        Assert.That(_bench.Out, Is.EqualTo(RuleReference.Markdown()));
        using var other = new CliBench();
        Assert.That(await other.RunAsync("rules", "--schema"), Is.Zero);
        Assert.That(other.Out, Is.EqualTo(SettingsSchema.Write()));
    }

    [TestCase("--content", "x")]
    [TestCase("--markdown", "--schema")]
    [TestCase("--path", "Props")]
    public async Task What_does_not_go_together_is_refused(params string[] arguments)
    {
        Assert.That(await _bench.RunAsync(["rules", .. arguments]), Is.EqualTo(2));
        Assert.That(_bench.Error, Does.Contain("Run 'dccbridge rules --help'"));
    }

    private string Write(string name, string json)
    {
        var path = Path.Combine(_bench.Folder, name);
        File.WriteAllText(path, json.Replace('\'', '"'));
        return path;
    }

    private string Row(string rule) => _bench.Out.Split('\n').Single(line => line.StartsWith($" {rule} ", StringComparison.Ordinal));

    private static ListRulesResult Result() => new()
    {
        Preset = "epic",
        SettingsFiles = ["studio.json", "DccBridge.settings.json"],
        Hash = "abc",
        Rules =
        [
            new RuleInfo { Id = "acme.one", Description = "d", Enabled = false, Severity = Severity.Info, Assembly = "Rules.dll" },
            new RuleInfo
            {
                Id = "tex.maxsize", Description = "d", Enabled = true, EnabledFrom = "studio.json (/Game/UI)", Severity = Severity.Error,
                Thresholds = [new ThresholdInfo { Name = "warnAbove", Value = 512, From = "studio.json (/Game/UI)", Description = "d" }],
            },
        ],
    };
}
