using System.IO.Compression;
using System.Text;
using DccBridge.Companion.Cli;
using DccBridge.Companion.Unreal.Install;
using DccBridge.Protocol.Discovery;

namespace DccBridge.Tests.Companion.Install;

[TestFixture]
public partial class InstallCommandTests
{
    private ProjectTree _tree = null!;
    private FakeDotnet _dotnet = null!;
    private IProjectFiles _files = null!;
    private CliBench _bench = null!;

    [SetUp]
    public void SetUp()
    {
        _tree = new ProjectTree();
        _dotnet = new FakeDotnet();
        _files = new ProjectFiles();
        _bench = new CliBench();
    }

    [TearDown]
    public void TearDown()
    {
        _tree.Dispose();
        _bench.Dispose();
    }

    [Test]
    public async Task A_fresh_project_gets_exactly_what_the_editor_needs()
    {
        var before = _tree.Snapshot();
        Assert.That(await InstallAsync(), Is.EqualTo(ExitCodes.Clean), _bench.Out + _bench.Error);
        var after = _tree.Snapshot();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_tree.Installed(), Is.EquivalentTo(ProjectTree.Staged.Append("installed.json")));
            Assert.That(ProjectTree.Staged.Select(f => File.ReadAllText(Path.Combine(_tree.Plugin, f))), Is.EqualTo(ProjectTree.Staged.Select(f => File.ReadAllText(Path.Combine(_tree.PayloadFolder, f)))));
            Assert.That(after.Keys.Except(before.Keys).Where(p => p != "Plugins/DccBridge" && !p.StartsWith("Plugins/DccBridge/", StringComparison.Ordinal)), Is.Empty);
            Assert.That(before.Where(f => f.Key != "Crates.uproject" && after[f.Key] != f.Value), Is.Empty);
            Assert.That(_dotnet.Calls, Is.Empty, "there is no solution yet");
            Assert.That(_bench.Out, Does.Contain("Build the C++ editor target of Crates").And.Contain("only while that target is built"));
        }
    }

    [Test]
    public async Task The_project_file_changes_only_where_plugins_are_enabled()
    {
        await InstallAsync();
        const string Entry = ",\r\n\t\t{\r\n\t\t\t\"Name\": \"@\",\r\n\t\t\t\"Enabled\": true\r\n\t\t}";
        var added = string.Concat(new[] { "DccBridge", "UnrealSharp", "PythonScriptPlugin", "EditorScriptingUtilities" }.Select(n => Entry.Replace("@", n, StringComparison.Ordinal)));
        var expected = ProjectTree.Uproject.Replace("\"Enabled\": false\r\n\t\t}", "\"Enabled\": true\r\n\t\t}" + added, StringComparison.Ordinal);
        Assert.That(File.ReadAllText(_tree.UprojectPath), Is.EqualTo(expected));
    }

    [Test]
    public async Task The_second_installation_changes_nothing_and_says_so()
    {
        _tree.MakeSolution();
        await InstallAsync();
        var before = _tree.Snapshot();
        Assert.That(await InstallAsync("--json"), Is.EqualTo(ExitCodes.Clean));
        Assert.That(_tree.Snapshot(), Is.EqualTo(before));
        Assert.That(_bench.Out, Does.Contain("already installed in Crates, nothing changed"));
        Assert.That(_dotnet.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_solution_that_is_there_gets_the_project_without_its_references()
    {
        _tree.MakeSolution();
        Assert.That(await InstallAsync(), Is.EqualTo(ExitCodes.Clean), _bench.Out);
        Assert.That(_dotnet.Calls, Is.EqualTo(new[] { $"add {Path.Combine(_tree.Plugin, "Script/ManagedDccBridge/ManagedDccBridge.csproj")}" }));
        Assert.That(File.ReadAllText(_tree.Solution), Does.Contain("ManagedDccBridge"));
    }

    [Test]
    public async Task A_solution_that_dotnet_cannot_change_stays_and_the_command_is_told()
    {
        _tree.MakeSolution();
        var before = File.ReadAllBytes(_tree.Solution);
        _dotnet.Failure = "The SDK is broken.";
        Assert.That(await InstallAsync("--json"), Is.EqualTo(ExitCodes.Findings), _bench.Out);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllBytes(_tree.Solution), Is.EqualTo(before));
            Assert.That(_bench.Json.GetProperty("attention")[0].GetString(), Does.Contain("The SDK is broken.").And.Contain("--include-references false"));
            Assert.That(_tree.Installed(), Does.Contain("DccBridge.uplugin"));
        }
    }

    [Test]
    public async Task A_dry_run_tells_the_plan_and_changes_nothing()
    {
        _tree.MakeSolution();
        var before = _tree.Snapshot();
        Assert.That(await InstallAsync("--dry-run", "--background-cpu", "off", "--json"), Is.EqualTo(ExitCodes.Clean));
        Assert.That(_tree.Snapshot(), Is.EqualTo(before));
        Assert.That(_bench.Json.GetProperty("steps").EnumerateArray().Count(), Is.EqualTo(4), _bench.Out);
        Assert.That(_bench.Json.GetProperty("changed").GetBoolean());
    }

    [Test]
    public async Task Spaces_and_other_scripts_in_the_path_are_no_matter()
    {
        using var tree = new ProjectTree("Ölfässer und 木箱 2");
        tree.MakeSolution();
        Assert.That(await RunAsync("install", tree.Folder, "--from", tree.PayloadFolder), Is.EqualTo(ExitCodes.Clean), _bench.Out);
        Assert.That(tree.Installed(), Is.EquivalentTo(ProjectTree.Staged.Append("installed.json")));
        Assert.That(await RunAsync("uninstall", tree.UprojectPath), Is.EqualTo(ExitCodes.Clean), _bench.Out);
        Assert.That(File.ReadAllText(tree.UprojectPath), Is.EqualTo(ProjectTree.Uproject));
    }

    [TestCase("5.5", "engine version")]
    [TestCase("5.9", "engine version")]
    [TestCase("4.27", "engine version")]
    public async Task An_engine_that_UnrealSharp_does_not_know_is_refused(string version, string check)
    {
        _tree.Write("Crates.uproject", ProjectTree.Uproject.Replace("5.7", version, StringComparison.Ordinal));
        await RefusedAsync(check);
    }

    [TestCase("")]
    [TestCase("{A1B2C3D4-0000-4000-8000-123456789ABC}")]
    public async Task An_engine_of_one_s_own_is_a_notice(string association)
    {
        _tree.Write("Crates.uproject", ProjectTree.Uproject.Replace("5.7", association, StringComparison.Ordinal));
        Assert.That(await InstallAsync("--json"), Is.EqualTo(ExitCodes.Clean), _bench.Out);
        Assert.That(_bench.Json.GetProperty("checks")[0].GetProperty("check").GetString(), Is.EqualTo("engine version"));
    }

    [Test]
    public async Task Without_UnrealSharp_it_is_refused()
    {
        Directory.Delete(Path.Combine(_tree.Folder, "Plugins"), recursive: true);
        await RefusedAsync("UnrealSharp");
    }

    [Test]
    public async Task UnrealSharp_is_found_one_folder_deeper_and_in_the_engine()
    {
        Directory.CreateDirectory(Path.Combine(_tree.Folder, "Plugins", "Scripting"));
        Directory.Move(Path.Combine(_tree.Folder, "Plugins", "UnrealSharp"), Path.Combine(_tree.Folder, "Plugins", "Scripting", "Sharp"));
        Assert.That(await InstallAsync("--dry-run"), Is.EqualTo(ExitCodes.Clean), _bench.Out);
        Assert.That(_bench.Out, Does.Contain("UnrealSharpProps"), "the plugin's project looks for a folder of that name");
        var engine = Path.Combine(_tree.Root, "UE_5.7");
        Directory.CreateDirectory(Path.Combine(engine, "Engine", "Plugins", "Marketplace"));
        Directory.Move(Path.Combine(_tree.Folder, "Plugins", "Scripting", "Sharp"), Path.Combine(engine, "Engine", "Plugins", "Marketplace", "UnrealSharp"));
        Assert.That(await InstallAsync("--dry-run"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(await InstallAsync("--dry-run", "--engine", engine), Is.EqualTo(ExitCodes.Clean), _bench.Out);
        File.WriteAllText(Path.Combine(_tree.Root, "LauncherInstalled.dat"), $"{{\"InstallationList\":[{{\"InstallLocation\":{System.Text.Json.JsonSerializer.Serialize(engine)},\"AppName\":\"UE_5.7\"}}]}}");
        Assert.That(await InstallAsync("--dry-run"), Is.EqualTo(ExitCodes.Clean), "the launcher's list");
    }

    [Test]
    public async Task A_project_of_Blueprints_alone_is_refused()
    {
        _tree.Write("Crates.uproject", "{ \"EngineAssociation\": \"5.7\" }");
        Directory.Delete(Path.Combine(_tree.Folder, "Source"), recursive: true);
        await RefusedAsync("C++ project");
    }

    [Test]
    public async Task An_SDK_that_is_missing_or_old_is_refused()
    {
        _dotnet.Sdk = new Version(9, 0, 100);
        await RefusedAsync(".NET SDK");
        _dotnet.Path = null;
        await RefusedAsync(".NET SDK");
    }

    [Test]
    public async Task A_read_only_project_file_is_refused_before_anything_is_written()
    {
        File.SetAttributes(_tree.UprojectPath, FileAttributes.ReadOnly);
        await RefusedAsync("project file writable");
        File.SetAttributes(_tree.UprojectPath, FileAttributes.Normal);
    }

    [Test]
    public async Task While_the_editor_is_open_it_is_refused()
    {
        _bench.Editor.Entries = [_bench.Editor.Entry with { File = _bench.Editor.Entry.File! with { Project = "crates", Engine = "Unreal 5.7.1" } }];
        await RefusedAsync("editor closed");
        Assert.That(_bench.Out, Does.Contain("process 7"));
    }

    [Test]
    public async Task An_editor_that_is_dead_or_of_another_project_is_in_nobody_s_way()
    {
        var file = _bench.Editor.Entry.File! with { Engine = "Unreal 5.7.1" };
        _bench.Editor.Entries = [_bench.Editor.Entry with { Liveness = EditorLiveness.Dead, File = file }, _bench.Editor.Entry with { File = file with { Project = "Barrels" } }];
        Assert.That(await InstallAsync(), Is.EqualTo(ExitCodes.Clean), _bench.Out);
    }

    [Test]
    public async Task A_library_that_a_program_holds_is_refused()
    {
        _tree.Write("Binaries/Win64/UnrealEditor-Crates.dll", "x");
        _files = new FaultyFiles(0) { InUse = p => p.EndsWith("UnrealEditor-Crates.dll", StringComparison.Ordinal) };
        await RefusedAsync("editor closed");
    }

    [Test]
    public async Task Another_major_than_this_program_s_is_refused()
    {
        _tree.MakePayload("7.0.0");
        await RefusedAsync("versions");
    }

    [Test]
    public async Task Another_major_than_the_installed_one_is_refused()
    {
        _tree.Write("Plugins/DccBridge/DccBridge.uplugin", "{ \"VersionName\": \"3.1.0\" }");
        await RefusedAsync("versions");
    }

    [Test]
    public async Task A_second_copy_is_refused()
    {
        _tree.Write("Plugins/Bridges/Old/DccBridge.uplugin", "{ \"VersionName\": \"0.1.0\" }");
        await RefusedAsync("copies of DccBridge");
    }

    [Test]
    public async Task A_clone_in_the_plugin_s_place_is_refused_unless_it_is_the_payload()
    {
        CopyFolder(_tree.PayloadFolder, _tree.Plugin);
        var before = _tree.Installed();
        Assert.That(await InstallAsync(), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain("is a clone of the repository"));
        Assert.That(await RunAsync("install", _tree.UprojectPath, "--from", _tree.Plugin), Is.EqualTo(ExitCodes.Clean), _bench.Error);
        Assert.That(_tree.Installed(), Is.EqualTo(before.Append("installed.json").Order(StringComparer.Ordinal)));
        Assert.That(File.ReadAllText(_tree.UprojectPath), Does.Contain("DccBridge"));
        Assert.That(await RunAsync("uninstall", _tree.UprojectPath), Is.EqualTo(ExitCodes.Findings), _bench.Error);
        Assert.That(_tree.Installed(), Is.EqualTo(before));
        Assert.That(File.ReadAllText(_tree.UprojectPath), Is.EqualTo(ProjectTree.Uproject));
    }

    [Test]
    public async Task An_upgrade_brings_the_new_files_removes_the_old_and_keeps_the_user_s_own()
    {
        _tree.MakePayload("0.1.0", "Plugin/DccBridge.Server/Retired.cs");
        await InstallAsync();
        _tree.Write("Plugins/DccBridge/Config/Mine.ini", "mine");
        _tree.Write("Plugins/DccBridge/Plugin/Unreal/Module.cs", "changed by me");
        _tree.Write("Plugins/DccBridge/artifacts/bin/x.dll", "built");
        _tree.MakePayload("0.2.0", "Plugin/DccBridge.Server/New.cs");
        Assert.That(await InstallAsync(), Is.EqualTo(ExitCodes.Clean), _bench.Out);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_tree.Installed(), Is.EquivalentTo(ProjectTree.Staged.Concat(["installed.json", "Config/Mine.ini", "Plugin/DccBridge.Server/New.cs", "Plugin/Unreal/Module.cs.yours"])));
            Assert.That(File.ReadAllText(Path.Combine(_tree.Plugin, "Plugin/Unreal/Module.cs.yours")), Is.EqualTo("changed by me"));
            Assert.That(File.ReadAllText(Path.Combine(_tree.Plugin, "Plugin/Unreal/Module.cs")), Is.EqualTo("Plugin/Unreal/Module.cs of 0.2.0"));
            Assert.That(_bench.Out, Does.Contain("kept your file 'Config/Mine.ini'").And.Contain("Module.cs.yours"));
        }

        var before = _tree.Snapshot();
        await InstallAsync();
        Assert.That(_tree.Snapshot(), Is.EqualTo(before), "again changes nothing");
    }

    [Test]
    public async Task The_setting_of_the_background_is_written_only_when_asked_for_and_taken_back()
    {
        const string Before = "[/Script/UnrealEd.EditorLoadingSavingSettings]\r\nbAutomaticallyCheckoutOnAssetModification=True";
        _tree.Write("Config/DefaultEditorSettings.ini", Before);
        var path = Path.Combine(_tree.Folder, "Config", "DefaultEditorSettings.ini");
        await InstallAsync();
        Assert.That(File.ReadAllText(path), Is.EqualTo(Before));
        await InstallAsync("--background-cpu", "off");
        Assert.That(File.ReadAllText(path), Is.EqualTo(Before + "\r\n\r\n[/Script/UnrealEd.EditorPerformanceSettings]\r\nbThrottleCPUWhenNotForeground=False\r\n"));
        await RunAsync("uninstall", _tree.UprojectPath);
        Assert.That(File.ReadAllText(path), Is.EqualTo(Before + "\r\n"));
    }

    [Test]
    public async Task The_payload_may_be_the_zip_beside_the_program()
    {
        CopyFolder(_tree.PayloadFolder, Path.Combine(_tree.Root, "zip", "DccBridge"));
        var companion = Path.Combine(_tree.Root, "program");
        Directory.CreateDirectory(companion);
        ZipFile.CreateFromDirectory(Path.Combine(_tree.Root, "zip"), Path.Combine(companion, $"DccBridge-plugin-{PayloadLocator.CompanionVersion}.zip"));
        Assert.That(await RunAsync("install", _tree.UprojectPath), Is.EqualTo(ExitCodes.Clean), _bench.Error);
        Assert.That(_tree.Installed(), Is.EquivalentTo(ProjectTree.Staged.Append("installed.json")));
    }

    [Test]
    public async Task A_zip_that_leads_out_of_its_folder_or_is_cut_is_no_payload()
    {
        var zip = Path.Combine(_tree.Root, "evil.zip");
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            foreach (var path in ProjectTree.Staged.Append("Plugin/Unreal/../../../../evil.cs"))
            {
                using var stream = archive.CreateEntry(path).Open();
                stream.Write(Encoding.UTF8.GetBytes(path == "DccBridge.uplugin" ? "{\"VersionName\":\"0.1.0\"}" : "x"));
            }
        }

        Assert.That(await RunAsync("install", _tree.UprojectPath, "--from", zip), Is.EqualTo(ExitCodes.Clean), _bench.Error);
        Assert.That(Directory.EnumerateFiles(_tree.Root, "evil.cs", SearchOption.AllDirectories), Is.Empty);
        File.WriteAllBytes(zip, File.ReadAllBytes(zip)[..400]);
        Assert.That(await RunAsync("install", _tree.UprojectPath, "--from", zip), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain("damaged"));
    }

    [Test]
    public async Task An_incomplete_payload_is_refused_with_what_is_missing()
    {
        File.Delete(Path.Combine(_tree.PayloadFolder, StagedContent.Door));
        var before = _tree.Snapshot();
        Assert.That(await InstallAsync("--json"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain(StagedContent.Door));
        Assert.That(_tree.Snapshot(), Is.EqualTo(before));
    }

    private async Task RefusedAsync(string check)
    {
        _bench.Dispose();
        var entries = _bench.Editor.Entries;
        _bench = new CliBench();
        _bench.Editor.Entries = entries;
        var before = _tree.Snapshot();
        Assert.That(await InstallAsync("--json"), Is.EqualTo(ExitCodes.Failed), _bench.Out);
        var bad = _bench.Json.GetProperty("checks").EnumerateArray().Where(c => c.GetProperty("result").GetString() == "bad").ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bad.Select(c => c.GetProperty("check").GetString()), Is.EqualTo(new[] { check }), _bench.Out);
            Assert.That(bad[0].GetProperty("instruction").GetString(), Is.Not.Empty);
            Assert.That(_tree.Snapshot(), Is.EqualTo(before));
        }
    }

    private Task<int> InstallAsync(params string[] more) => RunAsync(["install", _tree.UprojectPath, "--from", _tree.PayloadFolder, .. more]);

    private Task<int> RunAsync(params string[] arguments)
    {
        _bench.Adjust = s => s with { Files = _files, Dotnet = _dotnet, Engines = new EngineLocator(Path.Combine(_tree.Root, "LauncherInstalled.dat")), CompanionFolder = Path.Combine(_tree.Root, "program") };
        return _bench.RunAsync(arguments);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
