using DccBridge.Companion.Cli;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Tests.Companion;

[TestFixture]
public class SendCommandTests
{
    private CliBench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new CliBench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [Test]
    public async Task A_send_without_findings_is_clean()
    {
        _bench.AddTexture("set/T_A_D.png");
        var code = await _bench.RunAsync("send", "set", "--json");
        Assert.That(code, Is.EqualTo(ExitCodes.Clean), _bench.Error);
        Assert.That(_bench.Json.GetProperty("plan")[0].GetProperty("assetPath").GetString(), Is.EqualTo("/Game/set/T_A_D"));
        Assert.That(_bench.Error, Is.Empty);
    }

    [TestCase(Severity.Error, ExitCodes.Findings)]
    [TestCase(Severity.Warning, ExitCodes.Clean)]
    public async Task Only_errors_make_exit_code_1(Severity severity, int expected)
    {
        _bench.AddTexture("set/A.png");
        _bench.Editor.Findings["/Game/set/A"] = new Finding { RuleId = "name.prefix", Severity = severity, Message = "No prefix.", Fix = "Rename it." };
        var code = await _bench.RunAsync("send", "set/A.png");
        Assert.That(code, Is.EqualTo(expected));
        Assert.That(_bench.Out, Does.Contain("name.prefix").And.Contain("-> Rename it."));
    }

    [Test]
    public async Task A_malformed_file_is_a_refused_row_and_the_rest_goes_on()
    {
        _bench.AddTexture("set/T_A_D.png");
        _bench.AddFile("set/T_B_D.png", [1, 2, 3]);
        var code = await _bench.RunAsync("send", "set");
        Assert.That(code, Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Out, Does.Contain("refused").And.Contain("T_B_D.png, byte 0"));
        Assert.That(_bench.Editor.Uploaded.Select(Path.GetFileName), Is.EqualTo(new[] { "T_A_D.png" }));
    }

    [Test]
    public async Task A_verdict_that_is_not_pushed_is_exit_code_2_and_named()
    {
        _bench.AddTexture("set/A.png");
        _bench.Editor.PushesVerdicts = false;
        var code = await _bench.RunAsync("send", "set/A.png", "--timeout", "0.01", "--json");
        Assert.That(code, Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Json.GetProperty("error").GetProperty("message").GetString(), Does.Contain("/Game/set/A"));
    }

    [Test]
    public async Task After_lost_verdicts_the_editor_judges_what_is_missing()
    {
        _bench.AddTexture("set/T_A_D.png");
        _bench.AddTexture("set/T_B_D.png");
        _bench.Editor.LostPushes = 1;
        _bench.Editor.DuringImport = (_, _) =>
        {
            _bench.Editor.ChangeLink(new LinkChange(LinkState.Gap, "Verdicts 1 to 1 are lost.", VerdictsMayBeLost: true));
            return Task.CompletedTask;
        };
        var code = await _bench.RunAsync("send", "set", "--timeout", "60");
        Assert.That(code, Is.EqualTo(ExitCodes.Clean), _bench.Error);
        Assert.That(_bench.Editor.Validated, Is.EqualTo(new[] { new[] { "/Game/set/T_A_D" } }));
    }

    [Test]
    public async Task A_file_by_itself_goes_to_the_asset_that_came_from_it()
    {
        _bench.AddTexture("set/A.png");
        var source = new SourceFile { Path = Path.Combine(_bench.Folder, "set", "A.png"), ContentHash = new string('0', 64) };
        _bench.Editor.Assets.Add(new AssetRecord { Path = "/Game/Another/M_A", Class = AssetClasses.Material, Source = source });
        _bench.Editor.Assets.Add(new AssetRecord { Path = "/Game/Renamed/T_A", Class = AssetClasses.Texture2D, Source = source });
        await _bench.RunAsync("send", "set/A.png", "--json");
        var row = _bench.Json.GetProperty("plan")[0];
        Assert.That(row.GetProperty("assetPath").GetString(), Is.EqualTo("/Game/Renamed/T_A"));
        Assert.That(row.GetProperty("action").GetString(), Is.EqualTo("overwrite"));
    }

    [Test]
    public async Task A_folder_updates_the_assets_that_were_renamed_in_the_editor_and_makes_no_second_ones()
    {
        _bench.AddTexture("set/A.png");
        _bench.AddTexture("set/B.png");
        _bench.Editor.Assets.Add(Sent("/Game/Renamed/T_A", "set/A.png"));
        await _bench.RunAsync("send", "set", "--json");
        Assert.That(Plan(), Is.EqualTo(new[] { "overwrite /Game/Renamed/T_A", "create /Game/set/B" }));
    }

    [Test]
    public async Task A_file_that_was_moved_on_this_machine_is_known_by_its_content()
    {
        _bench.AddTexture("old/A.png");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(_bench.Folder, "old", "A.png"))));
        _bench.Editor.Assets.Add(Sent("/Game/old/T_A", "old/A.png", hash));
        Directory.Move(Path.Combine(_bench.Folder, "old"), Path.Combine(_bench.Folder, "new"));
        using var moved = new CliBench();
        foreach (var asset in _bench.Editor.Assets)
        {
            moved.Editor.Assets.Add(asset);
        }

        await moved.RunAsync("send", Path.Combine(_bench.Folder, "new"), "--json");
        Assert.That(Plan(moved), Is.EqualTo(new[] { "unchanged /Game/old/T_A" }));
    }

    [Test]
    public async Task A_copy_of_a_file_that_is_still_there_is_an_asset_of_its_own()
    {
        _bench.AddTexture("set/A.png");
        _bench.AddTexture("set/B.png");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(_bench.Folder, "set", "A.png"))));
        _bench.Editor.Assets.Add(Sent("/Game/Renamed/T_A", "set/A.png", hash));
        await _bench.RunAsync("send", "set", "--json");
        Assert.That(Plan(), Is.EqualTo(new[] { "unchanged /Game/Renamed/T_A", "create /Game/set/B" }));
    }

    [Test]
    public async Task A_path_that_leads_to_another_machine_is_not_looked_at()
    {
        _bench.AddTexture("set/A.png");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(_bench.Folder, "set", "A.png"))));
        _bench.Editor.Assets.Add(new AssetRecord { Path = "/Game/T", Class = AssetClasses.Texture2D, Source = new SourceFile { Path = @"\\server\share\A.png", ContentHash = hash } });
        await _bench.RunAsync("send", "set", "--json");
        Assert.That(Plan(), Is.EqualTo(new[] { "create /Game/set/A" }));
    }

    private AssetRecord Sent(string path, string file, string? hash = null) => new()
    {
        Path = path,
        Class = AssetClasses.Texture2D,
        Source = new SourceFile { Path = Path.Combine(_bench.Folder, Path.Combine(file.Split('/'))), ContentHash = hash ?? new string('0', 64) },
    };

    private IEnumerable<string> Plan(CliBench? bench = null) =>
        [.. (bench ?? _bench).Json.GetProperty("plan").EnumerateArray().Select(row => $"{row.GetProperty("action").GetString()} {row.GetProperty("assetPath").GetString()}")];

    [Test]
    public async Task A_destination_is_obeyed_although_the_asset_lies_elsewhere()
    {
        _bench.AddTexture("set/A.png");
        _bench.Editor.Assets.Add(new AssetRecord { Path = "/Game/Renamed/T_A", Class = AssetClasses.Texture2D, Source = new SourceFile { Path = Path.Combine(_bench.Folder, "set", "A.png"), ContentHash = new string('0', 64) } });
        await _bench.RunAsync("send", "set/A.png", "--to", "/Game/Here", "--json");
        Assert.That(_bench.Json.GetProperty("plan")[0].GetProperty("assetPath").GetString(), Is.EqualTo("/Game/Here/A"));
    }

    [Test]
    public async Task A_dialog_in_the_editor_is_told_of_while_it_blocks()
    {
        _bench.AddTexture("set/A.png");
        _bench.Editor.State = new EditorState { Activity = EditorActivity.Modal, Modal = new ModalDialog { Title = "Save", Text = "Save changes?" } };
        await _bench.RunAsync("send", "set/A.png", "--json");
        Assert.That(_bench.Error, Is.EqualTo("dccbridge: The editor is blocked by the dialog \"Save: Save changes?\". Answer it in the editor; the work waits until then.\n"));
    }

    [Test]
    public async Task Two_files_of_one_content_travel_once()
    {
        _bench.AddTexture("set/T_A_D.png");
        _bench.AddTexture("set/T_B_D.png");
        var code = await _bench.RunAsync("send", "set", "--json");
        Assert.That(code, Is.EqualTo(ExitCodes.Clean), _bench.Error);
        Assert.That(_bench.Editor.Uploaded.Select(Path.GetFileName), Is.EqualTo(new[] { "T_A_D.png" }));
        Assert.That(_bench.Json.GetProperty("imported").GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_conflict_with_fail_refuses_and_sends_nothing()
    {
        _bench.AddTexture("set/A.png");
        _bench.Editor.Assets.Add(new AssetRecord { Path = "/Game/set/a", Class = AssetClasses.Texture2D, Source = new SourceFile { Path = "x", ContentHash = new string('0', 64) } });
        var code = await _bench.RunAsync("send", "set/A.png", "--on-conflict", "fail", "--json");
        Assert.That(code, Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Editor.Uploaded, Is.Empty);
        Assert.That(_bench.Json.GetProperty("plan")[0].GetProperty("action").GetString(), Is.EqualTo("refused"));
    }

    [Test]
    public async Task Cancelling_asks_the_editor_to_stop_the_operation()
    {
        _bench.AddTexture("set/A.png");
        using var ctrlC = new CancellationTokenSource();
        var operation = Guid.NewGuid();
        _bench.Editor.DuringImport = async (progress, cancellation) =>
        {
            progress(new CallProgress(0.5, null, operation));
            await ctrlC.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellation);
        };
        var code = await _bench.RunAsync(ctrlC.Token, "send", "set/A.png", "--json");
        Assert.That(code, Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Editor.Cancelled, Is.EqualTo(new Guid?[] { operation }));
        Assert.That(_bench.Json.GetProperty("error").GetProperty("code").GetString(), Is.EqualTo("cancelled"));
    }

    [Test]
    public async Task A_headless_editor_that_does_not_start_is_an_instruction()
    {
        _bench.AddTexture("set/A.png");
        var code = await _bench.RunAsync("send", "set/A.png", "--headless");
        Assert.That(code, Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Is.EqualTo("dccbridge: The headless editor is missing.\n"));
    }

    [Test]
    public async Task Content_without_headless_is_refused()
    {
        Assert.That(await _bench.RunAsync("send", "set/A.png", "--content", "x"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain("add --headless"));
    }

    [TestCase("send")]
    [TestCase("validate")]
    [TestCase("status")]
    [TestCase("assets")]
    [TestCase("watch")]
    [TestCase("doctor")]
    public async Task Every_command_has_examples_in_its_help(string command)
    {
        Assert.That(await _bench.RunAsync(command, "--help"), Is.Zero);
        Assert.That(_bench.Out, Does.Contain("Examples:\n  dccbridge " + command).And.Contain("--json").And.Contain("Exit codes:"));
    }
}
