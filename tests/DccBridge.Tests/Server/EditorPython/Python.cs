using System.Diagnostics;

namespace DccBridge.Tests.Server.EditorPython;

/// <summary>The machine's own python3 and where the scripts lie. Where it is missing tests are skipped, with DCCBRIDGE_REQUIRE_PEERS=1 they fail.</summary>
internal static class Python
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Full path of the interpreter.</summary>
    public static string Program
    {
        get
        {
            if (Locate() is { } program)
            {
                return program;
            }

            const string Message = "python3 is missing. Install it: apt-get install python3";
            if (Environment.GetEnvironmentVariable("DCCBRIDGE_REQUIRE_PEERS") == "1")
            {
                Assert.Fail(Message + " (DCCBRIDGE_REQUIRE_PEERS=1 asks for it.)");
            }

            Assert.Ignore(Message);
            throw new InvalidOperationException(Message);
        }
    }

    /// <summary>The folder that holds DccBridge.slnx.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder of the stand-in and of the Python tests.</summary>
    public static string TestFolder => Path.Combine(Repository, "tests", "UnrealPython");

    /// <summary>The folder above the package dccbridge_unreal.</summary>
    public static string ScriptFolder => Path.Combine(Repository, "Plugin", "Python");

    /// <summary>Runs python3 to its end in the folder of the Python tests.</summary>
    /// <returns>Exit code and all that it wrote.</returns>
    public static (int ExitCode, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = TestFolder };
        start.Environment["PYTHONPATH"] = TestFolder + Path.PathSeparator + ScriptFolder;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("python3 did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"python3 {string.Join(' ', arguments)} did not end within {Limit.TotalSeconds} s.");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult());
    }

    private static string? Locate()
    {
        string[] names = OperatingSystem.IsWindows() ? ["python3.exe", "python.exe"] : ["python3"];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DccBridge.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("DccBridge.slnx is not above the tests.");
    }
}
