using System.Text.Json;

namespace DccBridge.EndToEnd.Cli;

/// <summary><c>dccbridge validate</c> of files, as a process.</summary>
[TestFixture]
public class ValidateFilesTests
{
    private string _folder = null!;

    [SetUp]
    public void SetUp() => _folder = Directory.CreateTempSubdirectory("dccbridge-validate-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_folder, recursive: true);

    [TestCase("crate", 1)]
    [TestCase("clean", 0)]
    public async Task The_findings_are_those_of_a_send_to_a_headless_editor(string set, int expected)
    {
        var folder = set == "crate" ? Samples.Crate : Samples.Clean;
        var sent = await CliProcess.RunAsync("send", folder, "--headless", "--json");
        var judged = await CliProcess.RunAsync("validate", folder, "--json");
        var verdicts = judged.Json().GetProperty("assets").EnumerateArray().Select(a => a.GetProperty("verdict"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((sent.Code, judged.Code), Is.EqualTo((expected, expected)), sent.Errors + judged.Errors);
            Assert.That(verdicts.Select(Essence), Is.Not.Empty.And.EquivalentTo(sent.Json().GetProperty("verdicts").EnumerateArray().Select(Essence)));
        }
    }

    [Test]
    public async Task Every_report_is_written_and_nothing_else()
    {
        string At(string name) => Path.Combine(_folder, name);
        var result = await CliProcess.RunAsync(
            "validate", Samples.Crate, "--report", $"json={At("out.json")}", "--report", $"sarif={At("out.sarif")}", "--report", $"junit={At("out.xml")}", "--report", $"html={At("out.html")}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.EqualTo(1), result.Errors);
            Assert.That(result.Output, Does.Not.Contain("\u001b").And.Contain("Findings to mend: 11 files, 14 assets; 11 errors, 2 warnings, 1 note."));
            Assert.That(Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName), Is.EquivalentTo(new[] { "out.json", "out.sarif", "out.xml", "out.html" }));
            Assert.That(await File.ReadAllTextAsync(At("out.html")), Does.Contain("data:image/png;base64,"));
        }
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "There are no named pipes among files there.")]
    public async Task A_named_pipe_does_not_hold_it_up()
    {
        using (var make = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(_folder, "T_A_D.png")]))
        {
            await make.WaitForExitAsync();
            Assert.That(make.ExitCode, Is.Zero);
        }

        var result = await CliProcess.RunAsync("validate", _folder, "--json");
        Assert.That(result.Code, Is.EqualTo(2), result.Errors);
        Assert.That(result.Output, Does.Contain("file.malformed"));
    }

    /// <summary>All of a verdict but what differs from run to run.</summary>
    private static string Essence(JsonElement verdict) =>
        string.Join('\n', ((string[])["assetPath", "assetClass", "outcome", "sourcePath", "findings"]).Select(name => $"{name}: {Compact(verdict.GetProperty(name))}"));

    // The two documents indent differently.
    private static string Compact(JsonElement value) => JsonSerializer.Serialize(value);
}
