using DccBridge.Companion.Cli;
using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Tests.Companion.Install;

/// <summary>What a project brings along: other editors, solutions, encodings, links, and what an earlier run left.</summary>
public partial class InstallCommandTests
{
    [Test]
    public async Task An_editor_of_another_project_of_the_same_name_is_in_nobody_s_way_and_one_of_this_is()
    {
        var file = _bench.Editor.Entry.File! with { Project = "Crates", Engine = "Unreal 5.7.1" };
        var other = Path.Combine(_tree.Root, "Other", "Crates.uproject");
        Directory.CreateDirectory(Path.GetDirectoryName(other)!);
        File.WriteAllText(other, "{}");
        File.SetLastWriteTimeUtc(other, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _bench.Editor.Entries = [_bench.Editor.Entry with { File = file }];
        _bench.Editor.ProjectPath = _tree.UprojectPath;
        Assert.That(await InstallAsync(), Is.EqualTo(ExitCodes.Failed));
        _bench.Editor.ProjectPath = other;
        Assert.That(await InstallAsync(), Is.EqualTo(ExitCodes.Clean), _bench.Out);
    }

    [Test]
    public async Task A_solution_that_UnrealSharp_made_later_loses_the_plugin_too()
    {
        await InstallAsync();
        _tree.MakeSolution();
        var without = File.ReadAllText(_tree.Solution);
        File.AppendAllText(_tree.Solution, $"Project(\"ManagedDccBridge\") = \"{Path.Combine(_tree.Plugin, StagedContent.Door)}\"\r\n");
        var before = _tree.Snapshot();
        _dotnet.Failure = "The SDK is broken.";
        Assert.That(await RunAsync("uninstall", _tree.UprojectPath), Is.EqualTo(ExitCodes.Failed), _bench.Out);
        Assert.That(_tree.Snapshot(), Is.EqualTo(before), "all or nothing");
        _dotnet.Failure = null;
        Assert.That(await RunAsync("uninstall", _tree.UprojectPath), Is.EqualTo(ExitCodes.Clean), _bench.Error);
        Assert.That(File.ReadAllText(_tree.Solution), Is.EqualTo(without));
    }

    [TestCase("10.0.200", false)]
    [TestCase("10.1.300", false)]
    [TestCase("11.0.100", false)]
    [TestCase("10.0.201", true)]
    [TestCase("10.0.305", true)]
    public async Task Only_an_SDK_that_UnrealSharp_s_global_json_takes_is_good(string version, bool isGood)
    {
        _dotnet.Sdk = Version.Parse(version);
        Assert.That(await InstallAsync("--dry-run"), Is.EqualTo(isGood ? ExitCodes.Clean : ExitCodes.Failed), _bench.Out);
    }

    [Test]
    public async Task Settings_in_another_encoding_keep_every_byte()
    {
        byte[] before = [.. "[Mine]\nName=K"u8, 0xF6, .. "der\n"u8];
        var path = Path.Combine(_tree.Folder, "Config", "DefaultEditorSettings.ini");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, before);
        await InstallAsync("--background-cpu", "off");
        Assert.That(File.ReadAllBytes(path).Take(before.Length), Is.EqualTo(before));
        await RunAsync("uninstall", _tree.UprojectPath);
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(before));
    }

    [Test]
    public async Task A_read_only_settings_file_is_refused_before_anything_is_written()
    {
        _tree.Write("Config/DefaultEditorSettings.ini", "[Mine]\n");
        var path = Path.Combine(_tree.Folder, "Config", "DefaultEditorSettings.ini");
        File.SetAttributes(path, FileAttributes.ReadOnly);
        var before = _tree.Snapshot();
        Assert.That(await InstallAsync("--background-cpu", "off"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_tree.Snapshot(), Is.EqualTo(before));
        Assert.That(await InstallAsync(), Is.EqualTo(ExitCodes.Clean), "it is not touched unless asked for");
        File.SetAttributes(path, FileAttributes.Normal);
    }

    [Test]
    public async Task A_damaged_installed_descriptor_is_mended()
    {
        await InstallAsync();
        _tree.Write("Plugins/DccBridge/DccBridge.uplugin", "");
        Assert.That(await InstallAsync(), Is.EqualTo(ExitCodes.Clean), _bench.Error);
        Assert.That(File.ReadAllText(Path.Combine(_tree.Plugin, "DccBridge.uplugin")), Does.Contain("VersionName"));
    }

    [Test]
    public async Task Another_name_of_the_script_folder_is_told()
    {
        _tree.Write("Config/UnrealSharp.Settings.json", "{ \"ScriptDirectoryName\": \"CSharp\" }");
        Assert.That(await InstallAsync("--dry-run"), Is.EqualTo(ExitCodes.Clean));
        Assert.That(_bench.Out, Does.Contain("ScriptDirectoryName"));
    }

    [Test]
    [Platform("Linux")]
    public async Task A_linked_project_file_and_a_linked_Intermediate_stay_links()
    {
        var real = Path.Combine(_tree.Root, "real.uproject");
        File.Move(_tree.UprojectPath, real);
        File.CreateSymbolicLink(_tree.UprojectPath, real);
        var elsewhere = Directory.CreateDirectory(Path.Combine(_tree.Root, "elsewhere")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(_tree.Folder, "Intermediate"), elsewhere);
        Assert.That(await InstallAsync(), Is.EqualTo(ExitCodes.Clean), _bench.Error);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new FileInfo(_tree.UprojectPath).LinkTarget, Is.EqualTo(real));
            Assert.That(File.ReadAllText(real), Does.Contain("DccBridge"));
            Assert.That(Directory.EnumerateFileSystemEntries(elsewhere), Is.Empty);
            Assert.That(Path.Combine(_tree.Folder, ".DccBridgeInstall"), Does.Not.Exist);
        }

        Directory.CreateSymbolicLink(Path.Combine(_tree.Plugin, "mine"), elsewhere);
        Assert.That(await RunAsync("uninstall", _tree.UprojectPath), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain("is a link inside the plugin's folder"));
    }

    [Test]
    public async Task After_a_run_that_was_killed_the_next_enables_the_plugin_in_the_project_file_that_was_put_back()
    {
        await InstallAsync();
        var enabled = File.ReadAllBytes(_tree.UprojectPath);
        _tree.Write("Crates.uproject", ProjectTree.Uproject);
        new FileTransaction(_tree.Open(), new ProjectFiles()).Replace(_tree.UprojectPath, enabled);
        Assert.That(await InstallAsync(), Is.EqualTo(ExitCodes.Clean), _bench.Error);
        Assert.That(File.ReadAllBytes(_tree.UprojectPath), Is.EqualTo(enabled));
    }
}
