using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Naming;
using DccBridge.Validation.Settings.Layers;

namespace DccBridge.Tests.Validation.Settings.Layers;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LayeredSettingsTests : IDisposable
{
    private readonly SettingsFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Test]
    public void Without_any_file_all_is_default()
    {
        var rules = _folders.Rules();
        Assert.That(rules.Hash, Is.EqualTo(RuleSet.Create().Hash));
        Assert.That(rules.SettingsFiles, Is.Empty);
        Assert.That(rules.Rules.Select(rule => rule.EnabledFrom + rule.SeverityFrom + string.Concat(rule.Thresholds.Select(threshold => threshold.From))), Is.All.Empty);
    }

    [Test]
    public void The_user_is_stronger_than_the_project_and_the_project_than_the_studio_field_by_field()
    {
        _folders.Write(_folders.Studio, "{ 'preset': 'allar', 'rules': { 'tex.maxsize': { 'severity': 'info', 'warnAbove': 1024, 'errorAbove': 2048 }, 'mesh.tris': { 'enabled': true } } }");
        _folders.Write(_folders.Project, "{ 'rules': { 'tex.maxsize': { 'warnAbove': 512, 'severity': 'warning' } } }");
        _folders.Write(_folders.User, "{ 'rules': { 'tex.maxsize': { 'warnAbove': 256 } } }");
        var rules = _folders.Rules(withStudio: true);
        var rule = Of(rules.Rules, "tex.maxsize");
        Assert.That(rules.SettingsFiles, Is.EqualTo(new[] { "../studio/studio.json", "DccBridge.settings.json", "DccBridge.user.settings.json" }));
        Assert.That(rules.Preset, Is.EqualTo("allar"));
        Assert.That((rule.Enabled, rule.EnabledFrom), Is.EqualTo((true, "")));
        Assert.That((rule.Severity, rule.SeverityFrom), Is.EqualTo((Severity.Warning, "DccBridge.settings.json")));
        Assert.That(rule.Thresholds.Select(threshold => (threshold.Name, threshold.Value, threshold.From)), Is.EqualTo(new[]
        {
            ("warnAbove", 256, "DccBridge.user.settings.json"),
            ("errorAbove", 2048.0, "../studio/studio.json"),
        }));
        Assert.That(rule.Thresholds[0].Description, Does.Contain("Pixels"));
        Assert.That((Of(rules.Rules, "mesh.tris").Enabled, Of(rules.Rules, "mesh.tris").EnabledFrom), Is.EqualTo((true, "../studio/studio.json")));
    }

    [Test]
    public void A_limit_that_a_stronger_file_lowers_below_the_warning_of_a_weaker_one_is_no_mistake()
    {
        _folders.Write(_folders.Studio, "{ 'rules': { 'tex.maxsize': { 'warnAbove': 6000 } } }");
        _folders.Write(_folders.Project, "{ 'rules': { 'tex.maxsize': { 'errorAbove': 2048 } }, 'folders': { '/Game/UI': { 'rules': { 'tex.maxsize': { 'errorAbove': 512 } } } } }");
        Assert.That(Of(_folders.Rules(withStudio: true).RulesFor("/Game/UI"), "tex.maxsize").Thresholds.Select(threshold => threshold.Value), Is.EqualTo(new[] { 6000.0, 512 }));
    }

    [Test]
    public void Source_folders_are_relative_to_the_file_that_names_them_and_stand_for_themselves_too()
    {
        _folders.Write(_folders.Studio, "{ 'sourceRoots': { 'P:/art': 'art', '/Volumes/fx/': '../fx' } }");
        _folders.Write(_folders.Project, "{ 'sourceRoots': { 'p:\\\\art\\\\': '../art' } }");
        using var settings = _folders.Load(withStudio: true);
        Assert.That(settings.SourceRoots, Is.EqualTo(new[]
        {
            new SourceRoot("P:/art/", _folders.Path("art")),
            new SourceRoot("/Volumes/fx/", _folders.Path("fx")),
            new SourceRoot(_folders.Path("art"), _folders.Path("art")),
            new SourceRoot(_folders.Path("fx"), _folders.Path("fx")),
        }));
    }

    [Test]
    public void The_rules_of_source_files_speak_where_a_source_folder_is_declared()
    {
        Directory.CreateDirectory(_folders.Path("art"));
        _folders.Write(_folders.Project, "{ 'sourceRoots': { 'P:/art': '../art' } }");
        var rules = _folders.Rules();
        Assert.That(SourceRulesOf(rules, "P:\\art\\SM_Crate.fbx"), Is.EqualTo(new[] { "src.missing" }));
        Assert.That(SourceRulesOf(rules, "C:/Users/ann/SM_Crate.fbx"), Is.EqualTo(new[] { "src.absolute" }));
        File.WriteAllText(_folders.Path("art", "SM_Crate.fbx"), "");
        Assert.That(SourceRulesOf(rules, "P:/art/SM_Crate.fbx"), Is.EqualTo(new[] { "src.stale" }));
        Assert.That(SourceRulesOf(rules, _folders.Path("art", "SM_Crate.fbx")), Is.EqualTo(new[] { "src.stale" }));
        _folders.Write(_folders.Project, "{}");
        Assert.That(SourceRulesOf(_folders.Rules(), "C:/Users/ann/SM_Crate.fbx"), Is.Empty);
    }

    [Test]
    public void A_nearer_folder_counts_more_than_a_stronger_file_and_is_named_as_the_origin()
    {
        _folders.Write(_folders.Studio, "{ 'folders': { '/Game/UI/Icons': { 'rules': { 'path.length': { 'maxLength': 50, 'enabled': false } } } } }");
        _folders.Write(_folders.Project, "{ 'rules': { 'path.length': { 'maxLength': 120 } }, 'folders': { '/game/ui': { 'rules': { 'path.length': { 'maxLength': 100, 'severity': 'error' } } } } }");
        var rules = _folders.Rules(withStudio: true);
        Assert.That(Length(rules.Rules), Is.EqualTo((120, "DccBridge.settings.json")));
        Assert.That(Length(rules.RulesFor("/Game/UI/T_Logo_D")), Is.EqualTo((100, "DccBridge.settings.json (/game/ui)")));
        var icons = rules.RulesFor("/Game/UI/Icons");
        Assert.That(Length(icons), Is.EqualTo((50, "../studio/studio.json (/Game/UI/Icons)")));
        Assert.That((Of(icons, "path.length").EnabledFrom, Of(icons, "path.length").SeverityFrom), Is.EqualTo(("../studio/studio.json (/Game/UI/Icons)", "DccBridge.settings.json (/game/ui)")));
        Assert.That(Length(rules.RulesFor("/Game/UIx")), Is.EqualTo((120, "DccBridge.settings.json")));
    }

    [Test]
    public void What_a_preset_says_of_rules_is_weaker_than_every_file()
    {
        _folders.Write(_folders.Studio, "{ 'rules': { 'tex.maxsize': { 'warnAbove': 1024 } } }");
        _folders.Write(_folders.Project, "{ 'preset': 'marketplace' }");
        var rules = _folders.Rules(withStudio: true);
        Assert.That((Of(rules.Rules, "mesh.lightmap").Enabled, Of(rules.Rules, "mesh.lightmap").EnabledFrom), Is.EqualTo((true, "preset marketplace")));
        Assert.That((Of(rules.Rules, "tex.maxsize").Thresholds[0].Value, Of(rules.Rules, "tex.maxsize").Thresholds[0].From), Is.EqualTo((1024, "../studio/studio.json")));
    }

    [Test]
    public void Prefixes_and_suffixes_are_merged_by_entry_and_suppressions_add_up()
    {
        _folders.Write(_folders.Studio, "{ 'prefixes': { 'StaticMesh': 'S_', 'Material': 'MAT_' }, 'textureSuffixes': { 'Q': 'data', 'Z': 'color' }, 'suppressions': [ { 'rule': 'tex.pow2', 'path': '/Game/A', 'reason': 'r', 'expires': null } ] }");
        _folders.Write(_folders.Project, "{ 'prefixes': { 'StaticMesh': ['SM_', 'X_'] }, 'textureSuffixes': { 'q': 'normal' }, 'suppressions': [ { 'rule': 'tex.pow2', 'path': '/Game/B', 'reason': 'r', 'expires': null } ] }");
        using var settings = _folders.Load(withStudio: true);
        Assert.That(settings.Merged.Prefixes["StaticMesh"], Is.EqualTo(new[] { "SM_", "X_" }));
        Assert.That(settings.Merged.Prefixes["Material"], Is.EqualTo(new[] { "MAT_" }));
        Assert.That(settings.Merged.TextureSuffixes, Is.EquivalentTo(new Dictionary<string, TextureContent> { ["q"] = TextureContent.Normal, ["Z"] = TextureContent.Color }));
        Assert.That(settings.Merged.Suppressions.Select(suppression => suppression.Path), Is.EqualTo(new[] { "/Game/A", "/Game/B" }));
    }

    [Test]
    public void The_same_suppression_in_two_files_is_one_to_the_hash()
    {
        const string Suppression = "{ 'suppressions': [ { 'rule': 'tex.pow2', 'path': '/Game/A', 'reason': 'r', 'expires': null } ] }";
        _folders.Write(_folders.Project, Suppression);
        var once = _folders.Rules().Hash;
        _folders.Write(_folders.User, Suppression);
        Assert.That(_folders.Rules().Hash, Is.EqualTo(once));
    }

    [Test]
    public void A_file_extends_others_relative_to_its_own_folder_and_of_several_the_last_counts_most()
    {
        Directory.CreateDirectory(_folders.Path("studio", "parts"));
        _folders.Write(_folders.Path("studio", "parts", "a.json"), "{ 'rules': { 'path.length': { 'maxLength': 10, 'severity': 'info' }, 'mesh.slots': { 'maxSlots': 3 } } }");
        _folders.Write(_folders.Path("studio", "b.json"), "{ 'extends': 'parts/a.json', 'rules': { 'path.length': { 'maxLength': 20 } } }");
        _folders.Write(_folders.Path("studio", "c.json"), "{ 'extends': ['parts\\\\a.json'], 'rules': { 'path.length': { 'maxLength': 30 } } }");
        _folders.Write(_folders.Project, "{ 'extends': ['../studio/b.json', '../studio/c.json'], 'rules': { 'mesh.slots': { 'maxSlots': 4 } } }");
        var rules = _folders.Rules();
        Assert.That(rules.SettingsFiles, Is.EqualTo(new[] { "../studio/parts/a.json", "../studio/b.json", "../studio/c.json", "DccBridge.settings.json" }), "each once");
        Assert.That(Length(rules.Rules), Is.EqualTo((30, "../studio/c.json")));
        Assert.That(Of(rules.Rules, "path.length").SeverityFrom, Is.EqualTo("../studio/parts/a.json"));
        Assert.That(Of(rules.Rules, "mesh.slots").Thresholds[0].Value, Is.EqualTo(4));
    }

    [Test]
    public void The_studios_file_that_the_project_extends_too_is_in_force_once()
    {
        _folders.Write(_folders.Studio, "{}");
        _folders.Write(_folders.Project, "{ 'extends': '../studio/studio.json' }");
        Assert.That(_folders.Rules(withStudio: true).SettingsFiles, Is.EqualTo(new[] { "../studio/studio.json", "DccBridge.settings.json" }));
    }

    [Test]
    public void Every_file_that_matters_is_named_to_be_watched_also_those_that_are_not_there()
    {
        _folders.Write(_folders.Studio, "{}");
        _folders.Write(_folders.Project, "{ 'extends': '../studio/missing.json' }");
        var watched = new List<string>();
        Assert.That(() => _folders.Load(withStudio: true, watch: watched.Add), Throws.TypeOf<DccBridge.Validation.Settings.ValidationSettingsException>());
        Assert.That(watched, Is.EqualTo(new[] { _folders.Studio, _folders.Project, _folders.Path("studio", "missing.json") }));
        watched.Clear();
        _folders.Write(_folders.Path("studio", "missing.json"), "{}");
        _folders.Load(withStudio: true, watch: watched.Add).Dispose();
        Assert.That(watched, Is.EqualTo(new[] { _folders.Studio, _folders.Project, _folders.Path("studio", "missing.json"), _folders.User }));
    }

    [Test]
    public void The_environment_names_the_studios_file()
    {
        Assert.That(SettingsSources.StudioVariable, Is.EqualTo("DCCBRIDGE_STUDIO_SETTINGS"));
        Assert.That(new SettingsSources { Project = _folders.Project }.User, Is.EqualTo(_folders.User));
        Assert.That(new SettingsSources { Project = _folders.User }.User, Is.Null, "it is not its own user's file");
    }

    private static RuleInfo Of(IReadOnlyList<RuleInfo> rules, string id) => rules.Single(rule => rule.Id == id);

    private static (double Value, string From) Length(IReadOnlyList<RuleInfo> rules)
    {
        var threshold = Of(rules, "path.length").Thresholds.Single();
        return (threshold.Value, threshold.From);
    }

    private static IEnumerable<string> SourceRulesOf(RuleSet rules, string source)
    {
        var asset = Given.Mesh() with { Source = new SourceFile { Path = source, ContentHash = new string('0', 64) } };
        return rules.Judge(asset, Guid.Empty, ValidationUseCase.Manual).Findings.Select(finding => finding.RuleId).Where(rule => rule.StartsWith("src.", StringComparison.Ordinal));
    }
}
