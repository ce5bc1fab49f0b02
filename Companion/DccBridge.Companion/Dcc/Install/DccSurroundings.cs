using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DccBridge.Companion.Dcc.Install;

/// <summary>The part of the machine that tells where DCCs look for add-ons; tests put in their own.</summary>
internal sealed partial record DccSurroundings
{
    private static readonly TimeSpan VersionLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan EnableLimit = TimeSpan.FromSeconds(60);

    /// <summary>"windows", "macos" or "linux".</summary>
    public required string System { get; init; }

    /// <summary>The user's home folder.</summary>
    public required string Home { get; init; }

    /// <summary>The user's documents folder: Maya and Houdini keep theirs there on Windows.</summary>
    public required string Documents { get; init; }

    /// <summary>%APPDATA%; only on Windows.</summary>
    public required string ApplicationData { get; init; }

    /// <summary>An environment variable; null when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The executables of Blender on this machine.</summary>
    public required Func<IReadOnlyList<string>> Blenders { get; init; }

    /// <summary>Runs a program to its end: exit code and what it printed; null when it did not end in time or cannot be started.</summary>
    public Func<string, IReadOnlyList<string>, TimeSpan, CancellationToken, Task<(int Code, string Output)?>> RunAsync { get; init; } = RunProgramAsync;

    /// <summary>This machine and this user.</summary>
    public static DccSurroundings OfThisUser()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux";
        return new DccSurroundings
        {
            System = system,
            Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
            Documents = Environment.GetFolderPath(Environment.SpecialFolder.MyDocuments, Environment.SpecialFolderOption.DoNotVerify),
            ApplicationData = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            Variable = Environment.GetEnvironmentVariable,
            Blenders = () => FindBlenders(system),
        };
    }

    /// <summary>The version of a Blender as its folders name it ("3.4"); null when the program does not say.</summary>
    public async Task<string?> BlenderVersionAsync(string program, CancellationToken cancellation) =>
        await RunAsync(program, ["--version"], VersionLimit, cancellation).ConfigureAwait(false) is (0, var output) && BlenderVersion().Match(output) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Switches the add-on on or off in a Blender's preferences, as its own preferences window does.</summary>
    /// <returns>Null when it worked, else what the program said.</returns>
    public async Task<string?> SwitchBlenderAsync(string program, bool on, CancellationToken cancellation)
    {
        var change = on
            ? $"import addon_utils, bpy; ok = addon_utils.enable('{DccAddOn.Package}', default_set=True) is not None; bpy.ops.wm.save_userpref() if ok else None; print('dccbridge-switched', ok)"
            : $"import addon_utils, bpy; addon_utils.disable('{DccAddOn.Package}', default_set=True); bpy.ops.wm.save_userpref(); print('dccbridge-switched', True)";
        var ran = await RunAsync(program, ["-b", "-noaudio", "--python-exit-code", "1", "--python-expr", change], EnableLimit, cancellation).ConfigureAwait(false);
        return ran is (0, var output) && output.Contains("dccbridge-switched True", StringComparison.Ordinal) ? null : ran?.Output.Trim() ?? "it did not end within a minute";
    }

    private static IReadOnlyList<string> FindBlenders(string system)
    {
        var names = system switch
        {
            "windows" => Below(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "Blender Foundation", "blender.exe"),
            "macos" => ["/Applications/Blender.app/Contents/MacOS/Blender"],
            _ => [],
        };
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, system == "windows" ? "blender.exe" : "blender"));
        return [.. onPath.Concat(names).Where(File.Exists).Distinct()];
    }

    private static IEnumerable<string> Below(string programs, string maker, string name)
    {
        var folder = Path.Combine(programs, maker);
        return Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(version => Path.Combine(version, name)) : [];
    }

    private static async Task<(int Code, string Output)?> RunProgramAsync(string program, IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false } };
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        wait.CancelAfter(limit);
        try
        {
            process.Start();
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(wait.Token);
            var errors = process.StandardError.ReadToEndAsync(wait.Token);
            await process.WaitForExitAsync(wait.Token).ConfigureAwait(false);
            return (process.ExitCode, await output.ConfigureAwait(false) + await errors.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // What has the name is no program for this machine.
            return null;
        }
    }

    [GeneratedRegex(@"^Blender (\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex BlenderVersion();
}
