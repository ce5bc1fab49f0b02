using System.Diagnostics;
using DccBridge.EndToEnd.Peers;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Cli;

/// <summary>The built program, the plugin of this repository as it is, and the real <c>dotnet sln</c> on a made-up project.</summary>
[TestFixture]
public class InstallTests
{
    private const string Uproject = "{\n\t\"FileVersion\": 3,\n\t\"EngineAssociation\": \"5.7\",\n\t\"Modules\": [\n\t\t{\n\t\t\t\"Name\": \"Kisten\"\n\t\t}\n\t]\n}\n";

    private string _root = null!;

    private string Folder => Path.Combine(_root, "Kisten für 木箱");

    private string Project => Path.Combine(Folder, "Kisten.uproject");

    private string Solution => Path.Combine(Folder, "Script", "ManagedKisten.sln");

    [SetUp]
    public async Task SetUp()
    {
        _root = Directory.CreateTempSubdirectory("dccbridge-install-").FullName;
        Write("Kisten.uproject", Uproject);
        Write("Plugins/UnrealSharp/UnrealSharp.uplugin", "{ \"VersionName\": \"0.1\" }");
        Directory.CreateDirectory(Path.GetDirectoryName(Solution)!);
        await DotnetAsync("new", "sln", "--name", "ManagedKisten", "--format", "sln", "--output", Path.GetDirectoryName(Solution)!);
    }

    [TearDown]
    public void TearDown() => Directory.Delete(_root, recursive: true);

    [Test]
    public async Task Install_puts_the_plugin_into_the_solution_once_and_uninstall_takes_it_out()
    {
        var first = await CliProcess.RunAsync("install", Project, "--from", Peer.RepositoryRoot, "--endpoint-folder", Path.Combine(_root, "editors"), "--json");
        Assert.That(first.Code, Is.Zero, first.Output + first.Errors);
        var listed = await DotnetAsync("sln", Solution, "list");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(listed, Does.Contain("ManagedDccBridge.csproj"));
            Assert.That(listed, Does.Not.Contain("DccBridge.Server"), "its references are not in the solution");
            Assert.That(await File.ReadAllTextAsync(Project), Does.Contain("\n\t\"Plugins\": [\n\t\t{\n\t\t\t\"Name\": \"DccBridge\",\n\t\t\t\"Enabled\": true\n\t\t},\n"));
        }

        var second = await CliProcess.RunAsync("install", Project, "--from", Peer.RepositoryRoot, "--endpoint-folder", Path.Combine(_root, "editors"), "--json");
        Assert.That(second.Json().GetProperty("changed").GetBoolean(), Is.False, second.Output);

        var last = await CliProcess.RunAsync("uninstall", Project, "--endpoint-folder", Path.Combine(_root, "editors"), "--json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(last.Code, Is.Zero, last.Output + last.Errors);
            Assert.That(await File.ReadAllTextAsync(Project), Is.EqualTo(Uproject));
            Assert.That(await DotnetAsync("sln", Solution, "list"), Does.Not.Contain("ManagedDccBridge"));
            Assert.That(Path.Combine(Folder, "Plugins", "DccBridge"), Does.Not.Exist);
        }
    }

    private static async Task<string> DotnetAsync(params string[] arguments)
    {
        await using var process = new DotnetProcess(arguments);
        var end = await process.EndAsync();
        Assert.That(end.Code, Is.Zero, end.Output + end.Errors);
        return end.Output;
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private sealed class DotnetProcess(string[] arguments) : PipedProcess(Start(arguments), TimeSpan.FromSeconds(90))
    {
        private static ProcessStartInfo Start(string[] arguments) => new("dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }
}
