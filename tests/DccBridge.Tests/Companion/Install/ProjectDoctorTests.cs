using System.Runtime.Versioning;
using System.Text.Json;
using DccBridge.Companion.Cli;
using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Tests.Companion.Install;

/// <summary>Each first-run failure that is known of UnrealSharp projects, and what the doctor says to it.</summary>
[TestFixture]
public class ProjectDoctorTests
{
    private ProjectTree _tree = null!;
    private FakeDotnet _dotnet = null!;

    [SetUp]
    public async Task SetUp()
    {
        _dotnet = new FakeDotnet();
        _tree = new ProjectTree();
        _tree.MakeSolution();
        await new InstallRun(new ProjectFiles(), _dotnet).InstallAsync(InstallPlan.Make(_tree.Open(), _tree.ReadPayload(), true, new ProjectFiles()), CancellationToken.None);
        MakeGlue("DataValidation");
        MakeGlue("PythonScriptPlugin");
        _tree.Write("Binaries/Managed/net10.0/ManagedDccBridge.dll", "built");
        _tree.Write("Binaries/Managed/net10.0/UserCode.LoadOrder.json", "{\"LoadOrder\":[\"ManagedCrates\",\"ManagedDccBridge\"]}");
    }

    [TearDown]
    public void TearDown() => _tree.Dispose();

    [Test]
    public async Task A_project_that_works_is_well()
    {
        var (code, checks) = await DoctorAsync();
        Assert.That(code, Is.EqualTo(ExitCodes.Clean));
        Assert.That(checks.Values, Is.All.EqualTo("good"));
    }

    [Test]
    public async Task Without_a_running_editor_a_project_can_be_well_too()
    {
        var (code, checks) = await DoctorAsync(noEditor: true);
        Assert.That(code, Is.EqualTo(ExitCodes.Clean));
        Assert.That(checks["editor running"], Is.EqualTo("notice"));
    }

    [Test]
    public Task A_plugin_that_is_missing() => FindsAsync("plugin folder", "dccbridge install", () => Directory.Delete(_tree.Plugin, recursive: true));

    [Test]
    public Task UnrealSharp_that_is_missing() => FindsAsync("UnrealSharp", "Clone https://github.com/UnrealSharp/UnrealSharp", () => Directory.Delete(Path.Combine(_tree.Folder, "Plugins", "UnrealSharp"), recursive: true));

    [Test]
    public Task A_solution_without_the_plugin() => FindsAsync("solution", "--include-references false", () => File.WriteAllText(_tree.Solution, "Project(\"ManagedCrates\")"));

    [Test]
    public Task A_solution_that_names_the_plugin_s_project_elsewhere() =>
        FindsAsync("solution", "remove", () => File.AppendAllText(_tree.Solution, "Project(\"ManagedDccBridge\") = \"..\\Plugins\\Old\\Script\\ManagedDccBridge\\ManagedDccBridge.csproj\"\r\n"));

    [Test]
    public Task A_record_that_cannot_be_read() => FindsAsync("plugin files", "Delete that file", () => _tree.Write("Plugins/DccBridge/installed.json", "{"));

    [Test]
    public Task Bindings_that_were_never_made() =>
        FindsAsync("glue", "build the C++ editor target", () => Directory.Delete(Path.Combine(_tree.Folder, "Plugins/UnrealSharp/Intermediate/UnrealSharp/UHT/Editor/DataValidation"), recursive: true));

    [Test]
    public Task A_plugin_that_is_switched_off() =>
        FindsAsync("plugins enabled", "switching it off is not enough", () => _tree.Write("Crates.uproject", File.ReadAllText(_tree.UprojectPath).Replace("\"PythonScriptPlugin\",\r\n\t\t\t\"Enabled\": true", "\"PythonScriptPlugin\",\r\n\t\t\t\"Enabled\": false", StringComparison.Ordinal)));

    [Test]
    public Task An_SDK_that_is_too_old() => FindsAsync(".NET SDK", "Install the .NET 10 SDK", () => _dotnet.Sdk = new Version(8, 0, 400));

    [Test]
    public Task An_engine_that_is_too_old() => FindsAsync("engine version", "Switch Unreal Engine version", () => _tree.Write("Crates.uproject", File.ReadAllText(_tree.UprojectPath).Replace("5.7", "5.4", StringComparison.Ordinal)));

    [Test]
    public Task A_project_of_Blueprints_alone() => FindsAsync("C++ project", "New C++ Class", () =>
    {
        Directory.Delete(Path.Combine(_tree.Folder, "Source"), recursive: true);
        var text = File.ReadAllText(_tree.UprojectPath);
        var start = text.IndexOf("\t\"Modules\"", StringComparison.Ordinal);
        _tree.Write("Crates.uproject", text.Remove(start, text.IndexOf("\t\"Plugins\"", StringComparison.Ordinal) - start));
    });

    [Test]
    public Task Two_copies() => FindsAsync("copies of DccBridge", "remove the others", () => _tree.Write("Plugins/More/DccBridgeOld/DccBridge.uplugin", "{}"));

    [Test]
    public Task A_file_that_is_missing() => FindsAsync("plugin files", "dccbridge install", () => File.Delete(Path.Combine(_tree.Plugin, "Shared/DccBridge.Protocol/Generated/Ping.g.cs")));

    [Test]
    public Task A_second_project_below_Script() => FindsAsync("script folder", "Move them out", () => _tree.Write("Plugins/DccBridge/Script/Mine/Mine.csproj", "<Project/>"));

    [Test]
    public Task A_link_that_version_control_wrote_as_text() => FindsAsync(
        "script folder",
        "install again",
        () =>
        {
            Directory.Delete(Path.Combine(_tree.Plugin, "Script"), recursive: true);
            _tree.Write("Plugins/DccBridge/Script", "../elsewhere");
        },
        "plugin files");

    [Test]
    [Platform(Exclude = "Win", Reason = "Making links needs a right there.")]
    [UnsupportedOSPlatform("windows")]
    public Task A_linked_script_folder() => FindsAsync("script folder", "real folder", () =>
    {
        Directory.Move(Path.Combine(_tree.Folder, "Script"), Path.Combine(_tree.Folder, "Real"));
        Directory.CreateSymbolicLink(Path.Combine(_tree.Folder, "Script"), Path.Combine(_tree.Folder, "Real"));
    });

    [Test]
    public Task A_plugin_that_is_listed_but_was_not_built() => FindsAsync("plugin built", "solution and the bindings", () => File.Delete(Path.Combine(_tree.Folder, "Binaries/Managed/net10.0/ManagedDccBridge.dll")));

    [Test]
    public Task An_installation_that_was_killed() => FindsAsync("interrupted installation", "puts back", () => Directory.CreateDirectory(Path.Combine(_tree.Folder, "Intermediate/DccBridgeInstall/new")));

    [Test]
    public async Task Bindings_older_than_UnrealSharp_and_changed_files_and_harmless_settings_are_only_told()
    {
        File.SetLastWriteTimeUtc(Path.Combine(_tree.Folder, "Plugins/UnrealSharp/UnrealSharp.uplugin"), DateTime.UtcNow.AddHours(1));
        _tree.Write("Plugins/DccBridge/Plugin/Unreal/Module.cs", "changed by me");
        _tree.Write("Script/ManagedDccBridge/Properties/launchSettings.json", "{}");
        var (code, checks) = await DoctorAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(ExitCodes.Clean));
            Assert.That(checks["glue up to date"], Is.EqualTo("notice"));
            Assert.That(checks["plugin files"], Is.EqualTo("notice"));
            Assert.That(checks["launch settings"], Is.EqualTo("good"));
        }
    }

    // The trouble is the only bad check, and its instruction says what to do.
    private async Task FindsAsync(string check, string instruction, Action trouble, params string[] others)
    {
        trouble();
        var (code, checks) = await DoctorAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(ExitCodes.Failed));
            Assert.That(checks.Where(c => c.Value == "bad").Select(c => c.Key), Is.EquivalentTo(others.Append(check)));
            Assert.That(_instructions[check], Does.Contain(instruction));
        }
    }

    private Dictionary<string, string?> _instructions = [];

    private async Task<(int Code, Dictionary<string, string> Checks)> DoctorAsync(bool noEditor = false)
    {
        using var bench = new CliBench();
        bench.Editor.Entries = noEditor ? [] : null;
        bench.Adjust = s => s with { Dotnet = _dotnet, Engines = new EngineLocator(null) };
        var code = await bench.RunAsync("doctor", _tree.UprojectPath, "--endpoint-folder", bench.Folder, "--json");
        JsonElement[] checks = [.. bench.Json.GetProperty("checks").EnumerateArray()];
        _instructions = checks.GroupBy(c => c.GetProperty("check").GetString()!).ToDictionary(g => g.Key, g => g.First().TryGetProperty("instruction", out var i) ? i.GetString() : null);
        return (code, checks.GroupBy(c => c.GetProperty("check").GetString()!).ToDictionary(g => g.Key, g => g.First().GetProperty("result").GetString()!));
    }

    private void MakeGlue(string module) => _tree.Write($"Plugins/UnrealSharp/Intermediate/UnrealSharp/UHT/Editor/{module}/U{module}.cs", "// glue");
}
