using System.Text.Json;
using DccBridge.Companion.Cli;
using DccBridge.Tests.AssetFiles;

namespace DccBridge.Tests.Companion.Offline;

/// <summary>The command line with files on disk; the fake editor is there to see that nobody asks it.</summary>
[TestFixture]
public class ValidateFilesTests
{
    private CliBench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new CliBench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    private JsonElement Asset(string path) => _bench.Json.GetProperty("assets").EnumerateArray().Single(a => a.GetProperty("verdict").GetProperty("assetPath").GetString() == path);

    private static string[] RulesOf(JsonElement asset) => [.. asset.GetProperty("verdict").GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("ruleId").GetString()!)];

    [Test]
    public async Task A_clean_folder_is_clean_and_planned_as_a_send_would()
    {
        _bench.AddTexture("my set/b/T_B_M.png");
        var code = await _bench.RunAsync("validate", "my set", "--json");
        Assert.That(code, Is.EqualTo(ExitCodes.Clean), _bench.Out + _bench.Error);
        Assert.That(Asset("/Game/my_set/b/T_B_M").GetProperty("file").GetString(), Is.EqualTo("my set/b/T_B_M.png"));
    }

    [Test]
    public async Task The_destination_is_that_of_a_send()
    {
        _bench.AddTexture("set/T_A_M.png");
        await _bench.RunAsync("validate", "set", "--to", "/Game/Props", "--json");
        Assert.That(RulesOf(Asset("/Game/Props/T_A_M")), Is.Empty);
    }

    [TestCase("error", ExitCodes.Clean)]
    [TestCase("warning", ExitCodes.Findings)]
    [TestCase("never", ExitCodes.Clean)]
    public async Task A_warning_fails_only_who_asks_for_it(string failOn, int expected)
    {
        _bench.AddTexture("set/T_A_Q.png");
        Assert.That(await _bench.RunAsync("validate", "set", "--json", "--fail-on", failOn), Is.EqualTo(expected), _bench.Out);
        Assert.That(RulesOf(Asset("/Game/set/T_A_Q")), Is.EqualTo(new[] { "name.suffix.texture" }));
    }

    [TestCase("error", ExitCodes.Findings)]
    [TestCase("never", ExitCodes.Clean)]
    public async Task An_error_fails_all_but_those_who_never_want_to(string failOn, int expected)
    {
        _bench.AddTexture("set/A_M.png");
        Assert.That(await _bench.RunAsync("validate", "set", "--fail-on", failOn), Is.EqualTo(expected));
        Assert.That(_bench.Out, Does.Contain("name.prefix"));
    }

    [Test]
    public async Task A_malformed_file_is_a_finding_and_the_others_are_judged()
    {
        _bench.AddTexture("set/T_A_M.png");
        _bench.AddFile("set/T_B_M.png", [1, 2, 3]);
        _bench.AddFile("set/T_C_M.png", []);
        Assert.That(await _bench.RunAsync("validate", "set", "--json", "--fail-on", "never"), Is.EqualTo(ExitCodes.Failed), "what was not judged is never clean");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RulesOf(Asset("/Game/set/T_B_M")), Is.EqualTo(new[] { "file.malformed" }));
            Assert.That(Asset("/Game/set/T_B_M").GetProperty("verdict").GetProperty("outcome").GetString(), Is.EqualTo("notValidated"));
            Assert.That(RulesOf(Asset("/Game/set/T_C_M")), Is.EqualTo(new[] { "file.malformed" }));
            Assert.That(Asset("/Game/set/T_A_M").GetProperty("verdict").GetProperty("outcome").GetString(), Is.EqualTo("passed"));
        }
    }

    [Test]
    public async Task Files_that_differ_in_case_or_ending_only_are_one_finding()
    {
        _bench.AddTexture("set/T_A_M.png");
        _bench.AddFile("set/t_a_m.glb", [1]);
        _bench.AddTexture("set/T_B_M.png");
        Assert.That(await _bench.RunAsync("validate", "set", "--json"), Is.EqualTo(ExitCodes.Failed));
        var finding = Asset("/Game/set/T_A_M").GetProperty("verdict").GetProperty("findings")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_bench.Json.GetProperty("assets").GetArrayLength(), Is.EqualTo(2));
            Assert.That(finding.GetProperty("ruleId").GetString(), Is.EqualTo("file.path"));
            Assert.That(finding.GetProperty("message").GetString(), Does.Contain("T_A_M.png").And.Contain("t_a_m.glb"));
        }
    }

    [TestCase("T_Ящик_M")]
    [TestCase("T_箱子_M")]
    [TestCase("T_😀_M")]
    public async Task Names_of_all_scripts_are_judged_and_written_as_they_are(string name)
    {
        _bench.AddTexture($"набор/{name}.png");
        await _bench.RunAsync("validate", "набор", "--json");
        Assert.That(RulesOf(Asset($"/Game/набор/{name}")), Is.Not.Empty.And.All.EqualTo("name.chars"));
    }

    [Test]
    public async Task A_path_of_three_hundred_characters_is_judged()
    {
        var folder = string.Join('/', Enumerable.Repeat(new string('x', 58), 5));
        _bench.AddTexture($"set/{folder}/T_A_M.png");
        await _bench.RunAsync("validate", "set", "--json");
        Assert.That(RulesOf(Asset($"/Game/set/{folder}/T_A_M")), Is.EqualTo(new[] { "path.length" }));
    }

    [Test]
    public async Task A_path_that_Unreal_does_not_take_is_a_finding()
    {
        _bench.AddTexture($"set/{string.Join('/', Enumerable.Repeat(new string('x', 100), 6))}/T_A_M.png");
        Assert.That(await _bench.RunAsync("validate", "set", "--json"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(RulesOf(_bench.Json.GetProperty("assets")[0]), Is.EqualTo(new[] { "file.path" }));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Users may not make symbolic links there.")]
    public async Task Links_in_a_circle_end()
    {
        _bench.AddTexture("set/T_A_M.png");
        Directory.CreateSymbolicLink(Path.Combine(_bench.Folder, "set", "again"), Path.Combine(_bench.Folder, "set"));
        Assert.That(await _bench.RunAsync("validate", "set", "--json"), Is.EqualTo(ExitCodes.Clean));
        Assert.That(_bench.Json.GetProperty("files").GetInt32(), Is.EqualTo(1));
        Assert.That(_bench.Json.GetProperty("skipped")[0].GetProperty("reason").GetString(), Does.Contain("symbolic link"));
    }

    [Test]
    public async Task What_is_neither_a_file_nor_an_asset_is_said()
    {
        Assert.That(await _bench.RunAsync("validate", "gone"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.StartWith("dccbridge: 'gone' is neither an existing file or folder nor a content path (/Game/...)"));
    }

    [Test]
    public async Task Files_and_assets_in_one_run_are_refused()
    {
        _bench.AddTexture("set/T_A_M.png");
        Assert.That(await _bench.RunAsync("validate", "set", "/Game/Props"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain("'/Game/Props' is an asset of the editor and 'set' is a file"));
    }

    [TestCase("--report", "sarif")]
    [TestCase("--fail-on", "never")]
    [TestCase("--settings", "x.json")]
    public async Task The_editor_takes_no_options_of_files(string option, string value)
    {
        Assert.That(await _bench.RunAsync("validate", "/Game/Props", option, value), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain($"{option}: only for files"));
    }

    [Test]
    public async Task A_folder_without_assets_is_said()
    {
        _bench.AddFile("set/notes.txt", [1]);
        Assert.That(await _bench.RunAsync("validate", "set"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain("There is nothing to validate in 'set'"));
    }

    [Test]
    public async Task Who_stops_is_told_how_far_it_came_and_gets_no_report()
    {
        for (var i = 0; i < 20; i++)
        {
            _bench.AddTexture($"set/T_A{i:00}_M.png");
        }

        using var stop = new CancellationTokenSource();
        _bench.Adjust = services => services with { Time = new StoppingTime(stop, 6) };
        var code = await _bench.RunAsync(stop.Token, "validate", "set", "--report", "sarif=out.sarif");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(ExitCodes.Failed));
            Assert.That(_bench.Error, Does.Match(@"Stopped, as you asked, after [1-9]\d? of 20 files\. No report was written\."));
            Assert.That(File.Exists(Path.Combine(_bench.Folder, "out.sarif")), Is.False);
        }
    }

    [Test]
    public async Task Reports_are_written_beside_the_text()
    {
        _bench.AddTexture("set/A_M.png");
        var code = await _bench.RunAsync("validate", "set", "--report", "sarif=ci/out.sarif", "--report", "junit", "--output", "out.xml", "--report", "html=out.html", "--report", "json=out.json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(ExitCodes.Findings), _bench.Error);
            Assert.That(_bench.Out, Does.Contain("name.prefix").And.Contain("Written: out.xml"));
            Assert.That(Directory.EnumerateFiles(_bench.Folder, "out.*", SearchOption.AllDirectories).Select(Path.GetFileName), Is.EquivalentTo(new[] { "out.sarif", "out.xml", "out.html", "out.json" }), "and nothing temporary");
            Assert.That(JsonDocument.Parse(File.ReadAllText(Path.Combine(_bench.Folder, "out.json"))).RootElement.GetProperty("exitCode").GetInt32(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_report_on_standard_output_is_alone_there()
    {
        _bench.AddTexture("set/A_M.png");
        await _bench.RunAsync("validate", "set", "--report", "sarif");
        Assert.That(_bench.Json.GetProperty("version").GetString(), Is.EqualTo("2.1.0"));
    }

    [Test]
    public async Task A_report_that_cannot_be_written_is_an_instruction()
    {
        _bench.AddTexture("set/T_A_M.png");
        _bench.AddFile("taken/out.sarif/file", [1]);
        Assert.That(await _bench.RunAsync("validate", "set", "--report", "sarif=taken/out.sarif"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain("out.sarif' cannot be written"));
        Assert.That(Directory.EnumerateFiles(Path.Combine(_bench.Folder, "taken")), Is.Empty, "nothing temporary stays");
    }

    [Test]
    public async Task The_samples_have_the_findings_that_their_readme_lists()
    {
        var code = await _bench.RunAsync("validate", SampleFolder.PathOf("crate"), "--json");
        Assert.That(code, Is.EqualTo(ExitCodes.Findings));
        Assert.That(
            _bench.Json.GetProperty("assets").EnumerateArray().SelectMany(RulesOf).Distinct(),
            Is.EquivalentTo(new[] { "mesh.degenerate", "mesh.scale", "mesh.slots", "mesh.uv0", "name.chars", "name.prefix", "name.suffix.texture", "tex.alpha", "tex.lodgroup", "tex.normal", "tex.pow2", "tex.srgb" }));
        Assert.That(_bench.Json.GetProperty("assets").EnumerateArray().Count(a => !a.GetProperty("isMain").GetBoolean()), Is.EqualTo(3), "the materials of the meshes are judged too");
    }

    /// <summary>Presses Ctrl-C when it has been asked for the time so often.</summary>
    private sealed class StoppingTime(CancellationTokenSource stop, int after) : TimeProvider
    {
        private int _asked;

        public override DateTimeOffset GetUtcNow()
        {
            if (Interlocked.Increment(ref _asked) == after)
            {
                stop.Cancel();
            }

            return DateTimeOffset.UnixEpoch;
        }
    }
}
