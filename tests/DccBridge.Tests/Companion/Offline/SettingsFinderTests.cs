using DccBridge.Companion.Cli;
using DccBridge.Companion.Offline;

namespace DccBridge.Tests.Companion.Offline;

[TestFixture]
public class SettingsFinderTests
{
    private CliBench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new CliBench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    private string At(params string[] parts) => Path.Combine([_bench.Folder, .. parts]);

    [Test]
    public void The_nearest_file_above_counts()
    {
        _bench.AddFile("DccBridge.settings.json", "{}"u8.ToArray());
        _bench.AddFile("art/DccBridge.settings.json", "{}"u8.ToArray());
        _bench.AddTexture("art/props/T_A.png");
        Assert.That(SettingsFinder.Find([At("art", "props"), At("art", "props", "T_A.png")]), Is.EqualTo(At("art", "DccBridge.settings.json")));
    }

    [Test]
    public void A_project_ends_the_search()
    {
        _bench.AddFile("DccBridge.settings.json", "{}"u8.ToArray());
        _bench.AddFile("Crates/Crates.uproject", "{}"u8.ToArray());
        _bench.AddTexture("Crates/Art/T_A.png");
        Assert.That(SettingsFinder.Find([At("Crates", "Art")]), Is.Null);
    }

    [Test]
    public void Beside_the_project_they_are_found()
    {
        _bench.AddFile("Crates/Crates.uproject", "{}"u8.ToArray());
        _bench.AddFile("Crates/DccBridge.settings.json", "{}"u8.ToArray());
        _bench.AddTexture("Crates/Art/T_A.png");
        Assert.That(SettingsFinder.Find([At("Crates", "Art", "T_A.png")]), Is.EqualTo(At("Crates", "DccBridge.settings.json")));
    }

    [Test]
    public void Files_of_different_settings_need_a_word()
    {
        _bench.AddFile("a/DccBridge.settings.json", "{}"u8.ToArray());
        _bench.AddFile("b/DccBridge.settings.json", "{}"u8.ToArray());
        Assert.That(() => SettingsFinder.Find([At("a"), At("b")]), Throws.TypeOf<SettingsChoiceException>().With.Message.Contains("--settings"));
    }

    [Test]
    public async Task They_are_in_force_and_a_suppression_is_shown_with_its_reason()
    {
        _bench.AddFile("DccBridge.settings.json", """{ "suppressions": [ { "rule": "name.prefix", "path": "/Game/set/A_M", "reason": "bought", "expires": null } ] }"""u8.ToArray());
        _bench.AddTexture("set/A_M.png");
        Assert.That(await _bench.RunAsync("validate", "set", "--json"), Is.EqualTo(ExitCodes.Clean), _bench.Out);
        Assert.That(_bench.Json.GetProperty("assets")[0].GetProperty("verdict").GetProperty("findings")[0].GetProperty("suppressedBecause").GetString(), Is.EqualTo("bought"));
        Assert.That(_bench.Json.GetProperty("settingsFiles").EnumerateArray().Select(file => file.GetString()), Is.EqualTo(new[] { "DccBridge.settings.json" }));
    }

    [Test]
    public async Task Those_that_are_named_come_before_the_nearest()
    {
        _bench.AddFile("DccBridge.settings.json", "{}"u8.ToArray());
        _bench.AddFile("strict.json", """{ "rules": { "name.prefix": { "severity": "warning" } } }"""u8.ToArray());
        _bench.AddTexture("set/A_M.png");
        Assert.That(await _bench.RunAsync("validate", "set", "--settings", "strict.json"), Is.EqualTo(ExitCodes.Clean), _bench.Out + _bench.Error);
    }

    [Test]
    public async Task What_the_users_own_file_says_beside_the_project_counts_too()
    {
        _bench.AddFile("Crates/Crates.uproject", "{}"u8.ToArray());
        _bench.AddFile("Crates/DccBridge.user.settings.json", """{ "rules": { "name.prefix": { "severity": "warning" } } }"""u8.ToArray());
        _bench.AddTexture("Crates/Art/A_M.png");
        Assert.That(await _bench.RunAsync("validate", "Crates/Art"), Is.EqualTo(ExitCodes.Clean), _bench.Out + _bench.Error);
    }

    [TestCase("nowhere.json", "There is no such settings file")]
    [TestCase("wrong.json", "wrong.json(1,3)")]
    public async Task Settings_that_cannot_be_used_are_named_with_their_place(string file, string part)
    {
        _bench.AddFile("wrong.json", "{ \"rulez\": 1 }"u8.ToArray());
        _bench.AddTexture("set/A_M.png");
        Assert.That(await _bench.RunAsync("validate", "set", "--settings", file, "--json"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Json.GetProperty("error").GetProperty("code").GetString(), Is.EqualTo("invalidSettings"));
        Assert.That(_bench.Error, Does.Contain(part));
    }
}
