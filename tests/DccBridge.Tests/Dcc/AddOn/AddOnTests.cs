using System.Diagnostics;
using System.Text.RegularExpressions;
using DccBridge.Companion.Api.Security;
using DccBridge.Companion.Instance;
using DccBridge.Companion.Platform;
using DccBridge.Tests.Server.EditorPython;

namespace DccBridge.Tests.Dcc.AddOn;

/// <summary>The add-on's own tests in the machine's Python, and what must hold for its files.</summary>
[TestFixture]
public sealed partial class AddOnTests
{
    private static string Package => Path.Combine(Python.Repository, "Companion", "Python", "dccbridge");

    [Test]
    public void The_tests_written_in_Python_pass()
    {
        var folder = Path.Combine(Python.Repository, "tests", "CompanionPython");
        var start = new ProcessStartInfo(Python.Program, ["-m", "unittest", "test_core", "test_listener", "test_token", "test_scenes", "test_preferences", "test_menus", "test_entries"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        start.Environment["PYTHONPATH"] = folder + Path.PathSeparator + Path.GetDirectoryName(Package);
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("They did not end within two minutes.");
        }

        var text = output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult();
        Assert.That((process.ExitCode, RanTests().IsMatch(text)), Is.EqualTo((0, true)), text);
    }

    [Test]
    public void The_add_on_sees_the_lock_that_the_companion_takes()
    {
        using var temporary = new TemporaryFolder();
        var folders = new CompanionFolders(Path.Combine(temporary.Root, "home"));
        folders.Prepare();
        new CompanionEndpoint(1, new Uri("http://127.0.0.1:4711/"), ApiToken.Create(), 7, DateTimeOffset.UnixEpoch).Write(folders);
        using (InstanceLock.TryTake(folders))
        {
            Assert.That(Find(folders), Is.EqualTo("http://127.0.0.1:4711"));
            Assert.That(InstanceLock.TryTake(folders), Is.Null, "a look takes nothing away");
        }

        Assert.That(Find(folders), Is.EqualTo("notRunning"), "its file is there, and its lock is free");
    }

    private static string Find(CompanionFolders folders)
    {
        const string Script = """
            import sys
            from dccbridge.core.companion import Companion
            from dccbridge.core.failure import Failure
            try:
                print(Companion.find(sys.argv[1]).url)
            except Failure as failure:
                print(failure.reason)
            """;
        var start = new ProcessStartInfo(Python.Program, ["-c", Script, folders.Root]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["PYTHONPATH"] = Path.GetDirectoryName(Package);
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(1)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("It did not end within a minute.");
        }

        return output.GetAwaiter().GetResult().Trim();
    }

    [Test]
    public void A_DCC_is_imported_only_in_its_own_room()
    {
        var modules = new Dictionary<string, string> { ["blender"] = "bpy|addon_utils", ["maya"] = "maya", ["houdini"] = "hou|hrpyc|hdefereval", ["painter"] = "substance_painter" };
        var wrong = from file in Directory.EnumerateFiles(Package, "*.py", SearchOption.AllDirectories)
                    let room = Path.GetRelativePath(Package, file).Split(Path.DirectorySeparatorChar)[0]
                    from import in Imports().Matches(File.ReadAllText(file))
                    from module in modules
                    where module.Key != room && module.Value.Split('|').Contains(import.Groups[1].Value.Split('.')[0])
                    select $"{file}: {import.Value}";
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void The_version_is_that_of_the_product()
    {
        var version = Regex.Match(File.ReadAllText(Path.Combine(Package, "__init__.py")), "\"version\": \\((\\d+), (\\d+), (\\d+)\\)");
        var product = Regex.Match(File.ReadAllText(Path.Combine(Python.Repository, "Directory.Build.props")), "<Version>(.*)</Version>").Groups[1].Value;
        Assert.That($"{version.Groups[1]}.{version.Groups[2]}.{version.Groups[3]}", Is.EqualTo(product));
    }

    [GeneratedRegex(@"^\s*(?:import|from) ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Imports();

    [GeneratedRegex(@"Ran [1-9]\d* tests")]
    private static partial Regex RanTests();
}
