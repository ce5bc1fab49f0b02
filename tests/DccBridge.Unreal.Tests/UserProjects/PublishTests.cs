using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.MSBuild;

namespace DccBridge.Unreal.Tests.UserProjects;

/// <summary>What UnrealSharp does at each start of the editor, on a project of a user: publishes the solution of the Script folder.</summary>
[TestFixture]
[Category("Slow")]
public sealed partial class PublishTests
{
    private static readonly string[] Ours = ["DccBridge.Protocol", "DccBridge.Server", "DccBridge.Validation", "ManagedDccBridge"];

    private UserProject _project = null!;
    private (int ExitCode, string Output) _publish;

    [OneTimeSetUp]
    public async Task Publish()
    {
        _project = new UserProject();
        await RunAsync("new", "sln", "--name", "ManagedCrates", "--format", "sln");
        await RunAsync("sln", "ManagedCrates.sln", "add", "--include-references", "false", _project.Project);
        _publish = await _project.DotnetAsync(["publish", ".", "-c", "Release", $"-p:PublishDir={_project.PublishFolder}/", "-v", "normal", "-tl:off"]);
    }

    [OneTimeTearDown]
    public void Clean() => _project?.Dispose();

    [Test]
    [Order(1)]
    public void It_succeeds_without_packages_and_without_the_users_build_files() => Assert.Multiple(() =>
    {
        Assert.That(_publish.ExitCode, Is.Zero, _publish.Output);
        Assert.That(Directory.Exists(_project.PackageCache) ? Directory.EnumerateFileSystemEntries(_project.PackageCache) : [], Is.Empty, "no package was needed");
        Assert.That(_publish.Output, Does.Not.Contain("The user's targets reached DccBridge."));
    });

    [Test]
    [Order(2)]
    public void Every_library_is_built_once_in_Release()
    {
        var built = BuiltLine().Matches(_publish.Output).Select(match => (Name: match.Groups[1].Value, Path: match.Groups[2].Value)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(built.Select(line => line.Name), Is.EquivalentTo(Ours), _publish.Output);
            Assert.That(built.Select(line => line.Path), Is.All.Contains("release"));
            Assert.That(Directory.EnumerateDirectories(Path.Combine(_project.Plugin, "artifacts"), "debug", SearchOption.AllDirectories), Is.Empty);
        });
    }

    [Test]
    [Order(3)]
    public void What_is_published_is_ours_and_UnrealSharps_and_nothing_else()
    {
        // UnrealSharp.Shared.props lets the SDK copy UnrealSharp's own assemblies.
        var expected = Ours.SelectMany(name => new[] { name + ".dll", name + ".pdb" }).Concat(["ManagedDccBridge.deps.json", "ManagedDccBridge.runtimeconfig.json", "UnrealSharp.Surface.dll"]);
        var published = Directory.EnumerateFiles(_project.PublishFolder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_project.PublishFolder, file)).Where(file => !file.EndsWith(".xml", StringComparison.Ordinal));
        Assert.That(published, Is.EquivalentTo(expected));
    }

    [Test]
    [Order(4)]
    public void Nothing_but_the_project_file_lies_below_Script() =>
        Assert.That(
            Directory.EnumerateFileSystemEntries(Path.Combine(_project.Plugin, "Script"), "*", SearchOption.AllDirectories).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "ManagedDccBridge", UserProject.Csproj }));

    [Test]
    [Order(5)]
    public async Task A_hot_reload_sees_only_projects_whose_assembly_was_published()
    {
        // As UnrealSharp's hot reload opens the solution; it loads an assembly for each project that it finds.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var workspace = MSBuildWorkspace.Create(new Dictionary<string, string> { ["Configuration"] = "Release", ["NUGET_PACKAGES"] = _project.PackageCache });
        var solution = await workspace.OpenSolutionAsync(Path.Combine(_project.Root, "Script", "ManagedCrates.sln"), cancellationToken: limit.Token);
        Assert.Multiple(() =>
        {
            Assert.That(solution.Projects.Select(project => project.AssemblyName), Is.EquivalentTo(Ours), string.Join('\n', workspace.Diagnostics));
            Assert.That(solution.Projects.Select(project => Path.Combine(_project.PublishFolder, project.AssemblyName + ".dll")), Is.All.Exist);
            Assert.That(solution.Projects.Single(project => project.AssemblyName == "ManagedDccBridge").Documents.Select(document => document.Name), Does.Contain("UDccBridgeValidator.cs"));
        });
    }

    [Test]
    [Order(5)]
    public async Task A_packaged_game_gets_none_of_it()
    {
        var folder = Path.Combine(_project.Root, "Game");
        var (exitCode, output) = await _project.DotnetAsync(["publish", ".", "-c", "Release", "-p:UETargetType=Game", $"-p:PublishDir={folder}/"]);
        Assert.That((exitCode, Directory.Exists(folder)), Is.EqualTo((0, false)), output);
    }

    [TestCase("Plugins/Marketplace/UnrealSharp")]
    [TestCase("UnrealSharp")]
    [Order(6)]
    public async Task UnrealSharp_is_found_one_folder_deeper_or_higher(string folder)
    {
        _project.Move("Plugins/UnrealSharp", folder);
        try
        {
            Assert.That(await FoundAsync(), Is.EqualTo(folder.Replace('/', Path.DirectorySeparatorChar)));
        }
        finally
        {
            _project.Move(folder, "Plugins/UnrealSharp");
        }
    }

    [TestCase("Engine/Plugins/UnrealSharp")]
    [TestCase("Engine/Plugins/Marketplace/UnrealSharp")]
    [Order(7)]
    public async Task UnrealSharp_is_found_under_the_engine(string folder)
    {
        _project.Move("Plugins/UnrealSharp", folder);
        try
        {
            Assert.That(await FoundAsync(("uebp_LOCAL_ROOT", _project.Root)), Is.EqualTo(folder.Replace('/', Path.DirectorySeparatorChar)));
        }
        finally
        {
            _project.Move(folder, "Plugins/UnrealSharp");
        }
    }

    [Test]
    [Order(8)]
    public async Task Without_UnrealSharp_the_error_says_where_to_put_it()
    {
        _project.Move("Plugins/UnrealSharp", "away");
        try
        {
            var (exitCode, output) = await _project.DotnetAsync(["build", _project.Project, "--no-restore", "-c", "Release"]);
            Assert.That(exitCode, Is.Not.Zero);
            Assert.That(output, Does.Contain("DCCB001").And.Contain("Plugins/UnrealSharp").And.Not.Contain("CS0246"));
        }
        finally
        {
            _project.Move("away", "Plugins/UnrealSharp");
        }
    }

    [TestCase("restore")]
    [TestCase("build")]
    [Order(9)]
    public async Task A_build_with_the_package_is_refused(string verb)
    {
        var (exitCode, output) = await _project.DotnetAsync([verb, _project.Project, "-p:MessagePackPackage=true"]);
        Assert.That(exitCode, Is.Not.Zero);
        Assert.That(output, Does.Contain("DCCB002").And.Contain("without MessagePackPackage=true"));
    }

    [GeneratedRegex(@"^\s*([\w.]+) -> (.+\.dll)\s*$", RegexOptions.Multiline)]
    private static partial Regex BuiltLine();

    private async Task<string> FoundAsync(params (string Name, string Value)[] variables)
    {
        var (exitCode, output) = await _project.DotnetAsync(["msbuild", _project.Project, "-getProperty:UnrealSharpPluginDir"], variables);
        Assert.That(exitCode, Is.Zero, output);
        return Path.TrimEndingDirectorySeparator(Path.GetRelativePath(_project.Root, Path.GetFullPath(output.Trim())));
    }

    private async Task RunAsync(params string[] arguments)
    {
        var (exitCode, output) = await _project.DotnetAsync(arguments);
        Assert.That(exitCode, Is.Zero, output);
    }
}
