using DccBridge.CustomRules;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;
using DccBridge.Server.ValidationRuns;
using DccBridge.Tests.CustomRules;
using DccBridge.Tests.Server.Fakes;
using DccBridge.Tests.Validation.Settings.Layers;
using DccBridge.Validation;
using DccBridge.Validation.Custom;
using DccBridge.Validation.Settings.Layers;

namespace DccBridge.Tests.Server.ValidationRuns;

/// <summary>When the settings are read again, over all files that they are made of.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RulesInForceTests : IDisposable
{
    private readonly SettingsFolders _folders = new();
    private readonly RecordingLog _log = new();
    private RulesInForce? _rules;

    public void Dispose()
    {
        _rules?.Dispose();
        _folders.Dispose();
    }

    [Test]
    public void Nothing_is_read_again_while_no_file_changes()
    {
        _folders.Write(_folders.Project, "{}");
        var rules = Make();
        var first = rules.Current;
        Assert.That(rules.Current, Is.SameAs(first));
    }

    [Test]
    public void A_change_of_any_file_is_in_force_at_the_next_question()
    {
        _folders.Write(_folders.Studio, "{ 'rules': { 'path.length': { 'maxLength': 100 } } }");
        var rules = Make();
        Assert.That(Length(rules), Is.EqualTo((100, "../studio/studio.json")));
        _folders.Write(_folders.User, "{ 'rules': { 'path.length': { 'maxLength': 70 } } }");
        Assert.That(Length(rules), Is.EqualTo((70, "DccBridge.user.settings.json")), "a file that came");
        File.Delete(_folders.User);
        Assert.That(Length(rules).Value, Is.EqualTo(100), "a file that went");
        _folders.Write(_folders.Project, "{ 'extends': 'part.json' }");
        Assert.That(() => Length(rules), Throws.TypeOf<RpcException>().With.Property(nameof(RpcException.Code)).EqualTo(ErrorCode.InvalidSettings));
        _folders.Write(_folders.Path("project", "part.json"), "{ 'rules': { 'path.length': { 'maxLength': 60 } } }");
        Assert.That(Length(rules), Is.EqualTo((60, "part.json")), "the file that was missing");
    }

    [Test]
    public void A_mistake_stays_one_without_reading_the_files_again_and_its_error_names_the_file_without_folders()
    {
        _folders.Write(_folders.Project, "{ 'preset': 5 }");
        _folders.Write(_folders.Studio, "{}");
        var rules = Make();
        for (var i = 0; i < 2; i++)
        {
            var error = Assert.Throws<RpcException>(() => _ = rules.Current)!;
            Assert.That(error.Message, Does.StartWith("DccBridge.settings.json(1,13): preset must be one of"));
            Assert.That(error.Details!["field"], Is.EqualTo("preset"));
        }
    }

    [Test]
    public void An_error_about_several_files_has_no_folder_in_it()
    {
        _folders.Write(_folders.Studio, "{ 'extends': '../project/DccBridge.settings.json' }");
        _folders.Write(_folders.Project, "{ 'extends': '../studio/studio.json' }");
        _rules = new RulesInForce(new SettingsSources { Project = _folders.Project }, null, [], new ManualTime(), _log);
        var error = Assert.Throws<RpcException>(() => _ = _rules.Current)!;
        Assert.That(error.Message, Does.Contain("DccBridge.settings.json -> studio.json -> DccBridge.settings.json").And.Not.Contains(_folders.Path("studio")).And.Not.Contains(_folders.Path("project")));
    }

    [Test]
    public void Inside_Unreal_one_warning_says_that_a_studios_rules_run_elsewhere()
    {
        _folders.Write(_folders.Studio, "{}");
        _folders.Write(_folders.Project, "{ 'ruleAssemblies': ['tools/StudioRules.dll'], 'rules': { 'acme.one': { 'enabled': true } } }");
        var rules = Make();
        _ = rules.Current;
        rules.Forget();
        _ = rules.Current;
        Assert.That(_log.Lines.Single().Level, Is.EqualTo(BridgeLogLevel.Warning));
        Assert.That(_log.Lines.Single().Message, Does.Contain("tools/StudioRules.dll").And.Contain("run outside of Unreal only"));
    }

    [Test]
    public void A_new_build_of_the_studios_rules_is_in_force_and_what_cannot_be_loaded_is_logged()
    {
        using var compiled = new CompiledRules();
        _folders.Write(_folders.Studio, "{ 'ruleAssemblies': ['Rules.dll'] }");
        var rules = Make(new RuleAssemblyLoader());
        Assert.That(rules.Current.Rules.Any(rule => rule.Id == "acme.one"), Is.False);
        Assert.That(_log.Lines.Single().Message, Does.Contain("studio.json(1,22): ruleAssemblies[0] \"Rules.dll\": there is no such file"));
        File.Copy(compiled.Compile(CompiledRules.Rule("One", "acme.one")), _folders.Path("studio", "Rules.dll"));
        Assert.That(rules.Current.Rules.Any(rule => rule.Id == "acme.one"), Is.True);
        File.Copy(compiled.Compile(CompiledRules.Rule("One", "acme.one") + CompiledRules.Rule("Two", "acme.two")), _folders.Path("studio", "Rules.dll"), overwrite: true);
        Assert.That(rules.Current.Rules.Any(rule => rule.Id == "acme.two"), Is.True);
    }

    private RulesInForce Make(ICustomRuleSource? customRules = null) =>
        _rules = new RulesInForce(new SettingsSources { Studio = File.Exists(_folders.Studio) ? _folders.Studio : null, Project = _folders.Project }, customRules, [], new ManualTime(), _log);

    private static (double Value, string From) Length(RulesInForce rules)
    {
        ThresholdInfo threshold = rules.Current.Rules.Single(rule => rule.Id == "path.length").Thresholds.Single();
        return (threshold.Value, threshold.From);
    }
}
