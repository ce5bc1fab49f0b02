using System.Text.Json;
using DccBridge.EndToEnd.Headless;

namespace DccBridge.EndToEnd.Cli;

[TestFixture]
public class MainJobTests : HeadlessFolders
{
    private static readonly string[] ExpectedRules =
        ["mesh.degenerate", "mesh.scale", "mesh.slots", "mesh.uv0", "name.chars", "name.prefix", "name.suffix.texture", "tex.alpha", "tex.lodgroup", "tex.normal", "tex.pow2", "tex.srgb"];

    [Test]
    public async Task The_crate_has_findings_of_twelve_rules_and_exit_code_1()
    {
        var result = await CliProcess.RunAsync("send", Samples.Crate, "--headless", "--json");
        var json = result.Json();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.EqualTo(1), result.Errors);
            Assert.That(result.Errors, Is.Empty);
            Assert.That(Rules(json), Is.EquivalentTo(ExpectedRules));
            Assert.That(json.GetProperty("exitCode").GetInt32(), Is.EqualTo(1));
            Assert.That(json.GetProperty("imported").GetArrayLength(), Is.EqualTo(json.GetProperty("verdicts").GetArrayLength()), "one pushed verdict for each asset");
            Assert.That(Actions(json), Is.All.EqualTo("create"));
        }
    }

    [Test]
    public async Task The_clean_set_ends_with_exit_code_0()
    {
        var result = await CliProcess.RunAsync("send", Samples.Clean, "--headless", "--json");
        Assert.That(result.Code, Is.Zero, result.Output + result.Errors);
        Assert.That(Rules(result.Json()), Is.Empty);
    }

    [Test]
    public async Task Text_for_a_pipe_has_no_colours_and_fits_100_columns()
    {
        var result = await CliProcess.RunAsync("send", Samples.Crate, "--headless");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.EqualTo(1), result.Errors);
            Assert.That(result.Output, Does.Not.Contain("\u001b"));
            Assert.That(result.Output.Split('\n').Max(l => l.Length), Is.LessThanOrEqualTo(100));
            Assert.That(result.Output, Does.Contain("Plan for /Game/crate").And.Contain("mesh.scale").And.Contain("-> Select \"SM_CrateHandle\" and apply its scale"));
            Assert.That(result.Output.TrimEnd().Split('\n')[^1], Does.StartWith("Findings to mend: 14 assets: 14 created; 11 errors, 2 warnings, 1 note."));
        }
    }

    [Test]
    public async Task A_file_that_takes_the_asset_of_another_says_so()
    {
        var desk = Path.GetDirectoryName(Content)!;
        string Export(string scene, string sample)
        {
            var file = Path.Combine(Directory.CreateDirectory(Path.Combine(desk, scene, "unreal")).FullName, "SM_Crate.glb");
            File.Copy(sample, file);
            return file;
        }

        var meshes = Directory.GetFiles(Samples.Crate, "*.glb").Order().ToArray();
        var (first, second) = (Export("one", meshes[0]), Export("two", meshes[1]));
        await CliProcess.RunAsync("send", first, "--headless", "--content", Content);
        var dry = await CliProcess.RunAsync("send", second, "--headless", "--content", Content, "--dry-run");
        var sent = await CliProcess.RunAsync("send", second, "--headless", "--content", Content);
        string Line(string output) => string.Join(" ", output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.That(Line(dry.Output), Does.Contain($"would replace what came from '{first}'"));
        Assert.That(Line(sent.Output), Does.Contain($"SM_Crate replaced what came from '{first}'"));
        Assert.That((await CliProcess.RunAsync("send", second, "--headless", "--content", Content)).Output, Does.Not.Contain("replace"), "it has the asset by now");
    }

    [Test]
    public async Task Nothing_temporary_is_left_behind()
    {
        var temporary = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Content)!, "tmp")).FullName;
        await using var process = CliProcess.Start(temporary, "send", Samples.Clean, "--headless");
        var result = await process.EndAsync();
        Assert.That(result.Code, Is.Zero, result.Errors);
        Assert.That(Directory.EnumerateFileSystemEntries(temporary, "dccbridge-*"), Is.Empty);
    }

    [Test]
    public async Task Sending_again_to_a_content_folder_that_stays_changes_nothing_and_judges_again()
    {
        await CliProcess.RunAsync("send", Samples.Crate, "--headless", "--content", Content, "--json");
        var again = await CliProcess.RunAsync("send", Samples.Crate, "--headless", "--content", Content, "--json");
        var json = again.Json();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Code, Is.EqualTo(1), again.Errors);
            Assert.That(Actions(json), Is.All.EqualTo("unchanged"));
            Assert.That(json.GetProperty("uploaded").GetProperty("bytes").GetInt64(), Is.Zero);
            Assert.That(Rules(json), Is.EquivalentTo(ExpectedRules));
        }
    }

    [Test]
    public async Task A_mended_file_sent_by_itself_updates_its_asset()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Content)!, "set")).FullName;
        var file = Path.Combine(folder, "T_Barrel_D.png");
        File.Copy(Path.Combine(Samples.Crate, Directory.EnumerateFiles(Samples.Crate, "*.png").Select(Path.GetFileName).First()!), file);
        await CliProcess.RunAsync("send", folder, "--to", "/Game/Props", "--headless", "--content", Content, "--json");
        File.Copy(Path.Combine(Samples.Clean, "T_Barrel_D.png"), file, overwrite: true);
        var again = await CliProcess.RunAsync("send", file, "--headless", "--content", Content, "--json");
        var row = again.Json().GetProperty("plan").EnumerateArray().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.GetProperty("assetPath").GetString(), Is.EqualTo("/Game/Props/T_Barrel_D"));
            Assert.That(row.GetProperty("action").GetString(), Is.EqualTo("overwrite"));
            Assert.That(again.Code, Is.Zero, again.Output + again.Errors);
        }
    }

    [Test]
    public async Task A_dry_run_sends_nothing()
    {
        var result = await CliProcess.RunAsync("send", Samples.Crate, "--headless", "--content", Content, "--dry-run", "--json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.Zero, result.Errors);
            Assert.That(Actions(result.Json()), Is.All.EqualTo("create"));
            Assert.That(Directory.EnumerateFiles(Content, "*.asset.json", SearchOption.AllDirectories), Is.Empty);
        }
    }

    [Test]
    public async Task A_malformed_file_is_refused_with_its_offset_and_the_rest_goes_on()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Content)!, "mixed")).FullName;
        File.Copy(Path.Combine(Samples.Clean, "T_Barrel_D.png"), Path.Combine(folder, "T_Barrel_D.png"));
        var whole = await File.ReadAllBytesAsync(Path.Combine(Samples.Clean, "T_Barrel_D.png"));
        await File.WriteAllBytesAsync(Path.Combine(folder, "T_Cut_D.png"), whole[..(whole.Length / 2)]);

        var result = await CliProcess.RunAsync("send", folder, "--headless", "--json");

        var rows = result.Json().GetProperty("plan").EnumerateArray().ToDictionary(r => r.GetProperty("assetPath").GetString()!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.EqualTo(2));
            Assert.That(rows["/Game/mixed/T_Cut_D"].GetProperty("action").GetString(), Is.EqualTo("refused"));
            Assert.That(rows["/Game/mixed/T_Cut_D"].GetProperty("note").GetString(), Does.Match(@"T_Cut_D\.png, byte \d+: "));
            Assert.That(result.Json().GetProperty("imported").EnumerateArray().Select(a => a.GetProperty("assetPath").GetString()), Is.EqualTo(new[] { "/Game/mixed/T_Barrel_D" }));
        }
    }

    private static string[] Rules(JsonElement json) =>
        [.. json.GetProperty("verdicts").EnumerateArray().SelectMany(v => v.GetProperty("findings").EnumerateArray()).Select(f => f.GetProperty("ruleId").GetString()!).Distinct()];

    private static string[] Actions(JsonElement json) => [.. json.GetProperty("plan").EnumerateArray().Select(r => r.GetProperty("action").GetString()!)];
}
