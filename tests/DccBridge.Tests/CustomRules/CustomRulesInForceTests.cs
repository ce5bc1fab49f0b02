using DccBridge.CustomRules;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Tests.Validation;
using DccBridge.Tests.Validation.Settings.Layers;
using DccBridge.Validation;
using DccBridge.Validation.Custom;
using DccBridge.Validation.Settings;
using DccBridge.Validation.Settings.Layers;

namespace DccBridge.Tests.CustomRules;

/// <summary>A studio's rules together with the settings that name them.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CustomRulesInForceTests : IDisposable
{
    private const string Threshold = "public override IReadOnlyList<ThresholdDefinition> Thresholds => [new() { Name = \"most\", Description = \"Most of it.\", Default = 3, Minimum = 1, Maximum = 9 }];";

    private readonly CompiledRules _compiled = new();
    private readonly SettingsFolders _folders = new();
    private readonly List<LayeredSettings> _loaded = [];

    public void Dispose()
    {
        _loaded.ForEach(settings => settings.Dispose());
        _folders.Dispose();
        _compiled.Dispose();
    }

    [Test]
    public void A_rule_of_the_studio_is_set_and_suppressed_as_any_other()
    {
        Compile(CompiledRules.Rule("Most", "acme.most", "report.Report($\"most is {report.Threshold(\"most\")}\", \"Lower it.\");", Threshold));
        _folders.Write(_folders.Project, """
            { 'rules': { 'acme.most': { 'severity': 'error' } }, 'ruleAssemblies': ['tools/StudioRules.dll'],
              'folders': { '/Game/UI': { 'rules': { 'acme.most': { 'most': 7 } } }, '/Game/Off': { 'rules': { 'acme.most': { 'enabled': false } } } },
              'suppressions': [ { 'rule': 'acme.most', 'path': '/Game/Known', 'reason': 'known', 'expires': null } ] }
            """);
        var rules = Load();
        var rule = rules.Rules.Single(info => info.Id == "acme.most");
        Assert.That((rule.Assembly, rule.Severity, rule.SeverityFrom, rule.Thresholds.Single().Value), Is.EqualTo(("StudioRules.dll", Severity.Error, "DccBridge.settings.json", 3.0)));
        Assert.That(rules.Rules.Select(info => info.Id), Is.Ordered.Using<string>(StringComparer.Ordinal));
        Assert.That(Found(rules, "/Game/Props/SM_Crate"), Is.EqualTo(new[] { ("most is 3", Severity.Error, "") }));
        Assert.That(Found(rules, "/Game/UI/SM_Crate").Single().Message, Is.EqualTo("most is 7"));
        Assert.That(Found(rules, "/Game/Off/SM_Crate"), Is.Empty);
        Assert.That(Found(rules, "/Game/Known/SM_Crate").Single().Because, Is.EqualTo("known"));
        Assert.That(rules.FindSuppressionProblem("acme.most", _folders.Project), Is.Null);
    }

    [Test]
    public void A_relative_path_belongs_to_the_file_that_says_it_and_an_assembly_that_two_files_name_is_loaded_once()
    {
        Directory.CreateDirectory(_folders.Path("studio", "tools"));
        File.Copy(_compiled.Compile(CompiledRules.Rule("One", "acme.one")), _folders.Path("studio", "tools", "Rules.dll"));
        _folders.Write(_folders.Studio, "{ 'ruleAssemblies': ['tools\\\\Rules.dll'] }");
        _folders.Write(_folders.Project, "{ 'extends': '../studio/studio.json', 'ruleAssemblies': ['../studio/tools/Rules.dll'], 'rules': { 'acme.one': {} } }");
        var rules = Load();
        Assert.That(rules.Problems, Is.Empty);
        Assert.That(rules.Rules.Count(info => info.Id == "acme.one"), Is.EqualTo(1));
    }

    [Test]
    public void A_missing_assembly_is_named_with_file_and_field_and_the_others_go_on()
    {
        Compile(CompiledRules.Rule("One", "acme.one"));
        _folders.Write(_folders.Project, "{\n  'ruleAssemblies': ['none.dll', 'tools/StudioRules.dll'],\n  'rules': { 'other.rule': { 'enabled': true, 'figure': [1] }, 'tex.pow2': { 'severity': 'info' } }, 'locked': ['other.rule'], 'suppressions': [ { 'rule': 'other.rule', 'path': '/Game', 'reason': 'r', 'expires': null } ] }");
        var rules = Load();
        Assert.That(rules.Problems.Single(), Does.StartWith("DccBridge.settings.json(2,22): ruleAssemblies[0] \"none.dll\": there is no such file."));
        var verdict = Judge(rules, "/Game/Props/SM_Crate");
        Assert.That(verdict.Outcome, Is.EqualTo(VerdictOutcome.NotValidated), "silence would pass for approval");
        Assert.That(verdict.Findings.Select(finding => finding.RuleId), Is.EquivalentTo(new[] { "acme.one", "settings" }));
        Assert.That(verdict.Findings.Single(finding => finding.RuleId == "settings").Message, Does.Contain("none.dll"));
    }

    [Test]
    public void While_an_assembly_is_missing_a_misspelt_rule_of_ours_is_still_a_mistake()
    {
        _folders.Write(_folders.Project, "{ 'ruleAssemblies': ['none.dll'], 'rules': { 'tex.pow': {} } }");
        Assert.That(Load, Throws.TypeOf<ValidationSettingsException>().With.Message.Contains("Did you mean \"tex.pow2\"?"));
    }

    [TestCase("tex.size", "begins with \"tex\", which belongs to DccBridge itself")]
    [TestCase("settings.x", "which belongs to DccBridge itself")]
    [TestCase("acme", "must be the studio's name, a dot and the rule's name")]
    [TestCase("Acme.Rule", "but is \"Acme.Rule\"")]
    [TestCase("acme.", "but is \"acme.\"")]
    [TestCase("ящик.rule", "must be the studio's name")]
    [TestCase("", "must be the studio's name")]
    public void An_id_that_is_not_a_studios_is_refused(string id, string text)
    {
        Compile(CompiledRules.Rule("Bad", id) + CompiledRules.Rule("Good", "acme.good"));
        _folders.Write(_folders.Project, "{ 'ruleAssemblies': ['tools/StudioRules.dll'], 'rules': { 'acme.good': {} } }");
        Assert.That(Load().Problems.Single(), Does.StartWith("DccBridge.settings.json(1,22): ruleAssemblies[0] \"tools/StudioRules.dll\": the rule ").And.Contain(text));
    }

    [TestCase("public override IReadOnlyList<ThresholdDefinition> Thresholds => [new() { Name = \"enabled\", Description = \"d\", Default = 1, Minimum = 1, Maximum = 1 }];", "a threshold must not be called \"enabled\"")]
    [TestCase("public override IReadOnlyList<ThresholdDefinition> Thresholds => [new() { Name = \"a b\", Description = \"d\", Default = 1, Minimum = 1, Maximum = 1 }];", "the name of a threshold must be")]
    [TestCase("public override IReadOnlyList<ThresholdDefinition> Thresholds => [new() { Name = \"a\", Description = \"d\", Default = 2, Minimum = 1, Maximum = 1 }];", "the default of its threshold \"a\" must be from 1 to 1, but is 2")]
    [TestCase("public override IReadOnlyList<ThresholdDefinition> Thresholds => [new() { Name = \"a\", Description = \"d\", Default = 1, Minimum = 1, Maximum = 1, AtMost = \"b\" }];", "must be at most \"b\", which it does not have")]
    [TestCase("public override IReadOnlyList<ThresholdDefinition> Thresholds => [null!];", "one of its thresholds is null")]
    [TestCase("public override Severity Severity => (Severity)7;", "there is no severity 7")]
    public void A_rule_that_says_nonsense_of_itself_is_refused(string member, string text)
    {
        Compile(CompiledRules.Rule("Bad", "acme.bad", members: member));
        _folders.Write(_folders.Project, "{ 'ruleAssemblies': ['tools/StudioRules.dll'] }");
        Assert.That(Load().Problems.Single(), Does.Contain(text));
    }

    [Test]
    public void Of_two_rules_with_one_id_the_first_is_used_and_the_clash_is_told()
    {
        Compile(CompiledRules.Rule("One", "acme.one", "report.Report(\"first\", \"f\");"));
        Compile(CompiledRules.Rule("Other", "acme.one", "report.Report(\"second\", \"f\");"), "Other.dll");
        _folders.Write(_folders.Project, "{ 'ruleAssemblies': ['tools/StudioRules.dll', 'tools/Other.dll'] }");
        var rules = Load();
        Assert.That(rules.Problems.Single(), Does.Contain("ruleAssemblies[1]").And.Contain("there is a rule \"acme.one\" already, in StudioRules.dll"));
        Assert.That(Found(rules, "/Game/Props/SM_Crate").Single().Message, Is.EqualTo("first"));
    }

    [Test]
    public void A_rule_that_throws_is_a_finding_that_says_whom_to_tell()
    {
        Compile(CompiledRules.Rule("Bad", "acme.bad", "report.Report(\"lost\", \"f\"); throw new InvalidOperationException(\"secret\");") + CompiledRules.Rule("Good", "acme.good"));
        _folders.Write(_folders.Project, "{ 'ruleAssemblies': ['tools/StudioRules.dll'] }");
        var failures = new List<string>();
        var settings = Layered();
        var rules = RuleSet.Create(settings, ruleFailed: (id, _, exception) => failures.Add($"{id}: {exception}"));
        var verdict = Judge(rules, "/Game/Props/SM_Crate");
        Assert.That(verdict.Outcome, Is.EqualTo(VerdictOutcome.NotValidated));
        var finding = verdict.Findings.Single(found => found.RuleId == "acme.bad");
        Assert.That(finding.Message, Is.EqualTo("The rule failed with InvalidOperationException, so the asset was not wholly judged."));
        Assert.That(finding.Fix, Does.Contain("tell whoever writes StudioRules.dll"));
        Assert.That(verdict.Findings.Any(found => found.RuleId == "acme.good"), Is.True);
        Assert.That(failures.Single(), Does.StartWith("acme.bad: ").And.Contain("secret"));
    }

    [Test]
    public void A_rule_that_hangs_is_a_finding_and_the_judge_goes_on()
    {
        Compile(CompiledRules.Rule("Bad", "acme.bad", "Thread.Sleep(Timeout.Infinite);") + CompiledRules.Rule("Good", "acme.good"));
        _folders.Write(_folders.Project, "{ 'ruleAssemblies': ['tools/StudioRules.dll'], 'rules': { 'acme.good': { 'severity': 'info' } } }");
        var rules = Load(new CustomRuleLimits { JudgeTime = TimeSpan.FromMilliseconds(500), MaxTimeouts = 1 });
        string[] messages = [Bad(), Bad(), Bad()];
        Assert.That(messages[0], Does.StartWith("The rule took longer than 0.5 s and was not waited for"));
        Assert.That(messages[1..], Is.All.StartsWith("The rule is switched off, because on 1 assets it took longer than 0.5 s"));

        string Bad() => Judge(rules, "/Game/Props/SM_Crate").Findings.Single(found => found.RuleId == "acme.bad").Message;
    }

    [Test]
    public void More_findings_than_are_kept_are_counted()
    {
        Compile(CompiledRules.Rule("Many", "acme.many", "for (var i = 0; i < 50; i++) report.Report($\"{i}\", \"f\", severity: Severity.Info);"));
        _folders.Write(_folders.Project, "{ 'ruleAssemblies': ['tools/StudioRules.dll'] }");
        var found = Found(Load(), "/Game/Props/SM_Crate");
        Assert.That(found, Has.Length.EqualTo(21));
        Assert.That(found.Select(finding => finding.Message), Does.Contain("There are 30 more places like these."));
    }

    [Test]
    public void Another_build_of_the_assembly_is_another_rule_set()
    {
        _folders.Write(_folders.Project, "{ 'ruleAssemblies': ['tools/StudioRules.dll'] }");
        Compile(CompiledRules.Rule("One", "acme.one"));
        var first = Load().Hash;
        Compile(CompiledRules.Rule("One", "acme.one", "report.Report(\"other\", \"f\");"));
        Assert.That(Load().Hash, Is.Not.EqualTo(first));
    }

    [Test]
    public void Where_nobody_loads_assemblies_they_are_passed_over_with_all_that_is_said_of_their_rules()
    {
        _folders.Write(_folders.Project, "{ 'ruleAssemblies': ['tools/StudioRules.dll'], 'rules': { 'acme.one': { 'enabled': true, 'most': 5 } }, 'suppressions': [ { 'rule': 'acme.one', 'path': '/Game', 'reason': 'r', 'expires': null } ] }");
        using var settings = _folders.Load();
        Assert.That(settings.IgnoredAssemblies, Is.EqualTo(new[] { "tools/StudioRules.dll" }));
        Assert.That(settings.Problems, Is.Empty);
        Assert.That(RuleSet.Create(settings).Hash, Is.EqualTo(RuleSet.Create().Hash));
        Assert.That(Judge(RuleSet.Create(settings), "/Game/Props/SM_Crate").Outcome, Is.EqualTo(VerdictOutcome.Passed));
    }

    private void Compile(string source, string name = "StudioRules.dll")
    {
        Directory.CreateDirectory(_folders.Path("project", "tools"));
        File.Copy(_compiled.Compile(source, name), _folders.Path("project", "tools", name), overwrite: true);
    }

    private RuleSet Load() => Load(new CustomRuleLimits { JudgeTime = TimeSpan.FromMinutes(1) });

    private RuleSet Load(CustomRuleLimits limits) => RuleSet.Create(Layered(limits));

    private LayeredSettings Layered(CustomRuleLimits? limits = null)
    {
        var settings = _folders.Load(customRules: new RuleAssemblyLoader(limits));
        _loaded.Add(settings);
        return settings;
    }

    private static Verdict Judge(RuleSet rules, string path) => rules.Judge(Given.Mesh(path), Guid.Empty, ValidationUseCase.Manual);

    private static (string Message, Severity Severity, string Because)[] Found(RuleSet rules, string path) =>
        [.. Judge(rules, path).Findings.Where(finding => finding.RuleId.StartsWith("acme.", StringComparison.Ordinal)).Select(finding => (finding.Message, finding.Severity, finding.SuppressedBecause ?? ""))];
}
