namespace DccBridge.Tests.Validation.Settings.Layers;

/// <summary>What can be wrong between files; what can be wrong in one is in <see cref="SettingsMistakes"/>.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SettingsChainTests : IDisposable
{
    private readonly SettingsFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Test]
    public void A_circle_is_an_error_that_names_all_its_files()
    {
        var a = _folders.Write(_folders.Path("studio", "a.json"), "{ 'extends': 'b.json' }");
        var b = _folders.Write(_folders.Path("studio", "b.json"), "{ 'preset': 'epic',\n  'extends': ['./a.json'] }");
        _folders.Write(_folders.Project, "{ 'extends': '../studio/a.json' }");
        var mistake = _folders.Mistake();
        Assert.That((mistake.File, mistake.Line, mistake.Column, mistake.Field), Is.EqualTo((b, 2, 15, "extends[0]")));
        Assert.That(mistake.Problem, Does.Contain($"closes a circle: {_folders.Project} -> {a} -> {b} -> {a}."));
    }

    [Test]
    public void A_file_that_extends_itself_is_a_circle()
    {
        _folders.Write(_folders.Project, "{ 'extends': 'DccBridge.settings.json' }");
        Assert.That(_folders.Mistake().Problem, Does.StartWith($"extends closes a circle: {_folders.Project} -> {_folders.Project}."));
    }

    [Test]
    public void Eight_files_may_extend_one_another_and_a_ninth_is_refused()
    {
        for (var i = 1; i <= 8; i++)
        {
            _folders.Write(_folders.Path("project", $"{i}.json"), i == 8 ? "{}" : $"{{ 'extends': '{i + 1}.json' }}");
        }

        _folders.Write(_folders.Project, "{ 'extends': '2.json' }");
        Assert.That(_folders.Rules().SettingsFiles, Has.Count.EqualTo(8));
        _folders.Write(_folders.Project, "{ 'extends': '1.json' }");
        var mistake = _folders.Mistake();
        Assert.That(mistake.File, Does.EndWith("7.json"));
        Assert.That(mistake.Problem, Does.Contain("makes the chain of files longer than 8").And.Contain($"{_folders.Project} -> {_folders.Path("project", "1.json")}"));
    }

    [Test]
    public void More_than_32_files_are_refused()
    {
        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j < 8; j++)
            {
                _folders.Write(_folders.Path("studio", $"{i}{j}.json"), "{}");
            }

            _folders.Write(_folders.Path("studio", $"{i}.json"), $"{{ 'extends': [{string.Join(',', Enumerable.Range(0, 8).Select(j => $"'{i}{j}.json'"))}] }}");
        }

        _folders.Write(_folders.Project, "{ 'extends': ['../studio/0.json', '../studio/1.json', '../studio/2.json', '../studio/3.json', '../studio/4.json'] }");
        Assert.That(_folders.Mistake().Problem, Does.Contain("More than 32 settings files"));
    }

    [Test]
    public void A_file_that_is_extended_and_not_there_is_named_as_written_and_as_looked_for()
    {
        _folders.Write(_folders.Project, "{\n  'extends': '../studio/none.json' }");
        var mistake = _folders.Mistake();
        Assert.That((mistake.File, mistake.Line, mistake.Column, mistake.Field), Is.EqualTo((_folders.Project, 2, 14, "extends")));
        Assert.That(mistake.Problem, Does.Contain("names \"../studio/none.json\", and there is no file " + _folders.Path("studio", "none.json")));
    }

    [Test]
    public void The_studios_file_must_be_there_and_the_variable_is_named()
    {
        var mistake = _folders.Mistake(withStudio: true);
        Assert.That(mistake.File, Is.EqualTo(_folders.Studio));
        Assert.That(mistake.Problem, Does.Contain("DCCBRIDGE_STUDIO_SETTINGS names it"));
    }

    [TestCase("{ 'rules': { 'tex.pow': {} } }", "rules[\"tex.pow\"]")]
    [TestCase("{ 'rules': ", "rules")]
    [TestCase("{ 'extends': 5 }", "extends")]
    public void A_mistake_in_an_extended_file_tells_why_that_file_is_read(string json, string field)
    {
        _folders.Write(_folders.Studio, json);
        _folders.Write(_folders.Project, "{ 'extends': '../studio/studio.json' }");
        var mistake = _folders.Mistake();
        Assert.That((mistake.File, mistake.Field), Is.EqualTo((_folders.Studio, field)));
        Assert.That(mistake.Line, Is.EqualTo(1));
        Assert.That(mistake.Problem, Does.EndWith($"(This file is in force because of {_folders.Project} -> {_folders.Studio}.)"));
    }

    [TestCase("{ 'rules': {\n 'tex.pow2': { 'enabled': false } } }", 2, 2, "rules[\"tex.pow2\"]")]
    [TestCase("{ 'folders': { '/Game/UI': { 'rules': { 'tex.pow2': { 'severity': 'info' } } } } }", 1, 41, "folders[\"/Game/UI\"].rules[\"tex.pow2\"]")]
    [TestCase("{ 'suppressions': [ { 'rule': 'tex.pow2', 'path': '/Game', 'reason': 'r', 'expires': null } ] }", 1, 31, "suppressions[0].rule")]
    [TestCase("{ 'prefixes': { 'StaticMesh': [] } }", 1, 3, "prefixes")]
    public void What_a_weaker_file_locks_cannot_be_changed_and_both_files_are_named(string json, int line, int column, string field)
    {
        _folders.Write(_folders.Studio, "{ 'locked': ['tex.pow2', 'prefixes'], 'rules': { 'tex.pow2': { 'severity': 'error' } } }");
        _folders.Write(_folders.User, json);
        var mistake = _folders.Mistake(withStudio: true);
        Assert.That((mistake.File, mistake.Line, mistake.Column, mistake.Field), Is.EqualTo((_folders.User, line, column, field)));
        Assert.That(mistake.Problem, Does.StartWith($"{field} is locked by {_folders.Studio}: no file that is stronger"));
    }

    [Test]
    public void A_lock_leaves_its_own_file_weaker_files_and_other_rules_alone()
    {
        _folders.Write(_folders.Studio, "{ 'rules': { 'tex.pow2': { 'severity': 'warning' } } }");
        _folders.Write(_folders.Project, "{ 'locked': ['tex.pow2'], 'rules': { 'tex.pow2': { 'enabled': false } } }");
        _folders.Write(_folders.User, "{ 'preset': 'allar', 'rules': { 'tex.srgb': { 'enabled': false } } }");
        Assert.That(_folders.Rules(withStudio: true).Rules.Single(rule => rule.Id == "tex.pow2").Enabled, Is.False);
    }
}
