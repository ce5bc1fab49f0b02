using System.ComponentModel;
using System.Diagnostics;

namespace DccBridge.Companion.Unreal.Install;

/// <summary>
/// Runs <c>dotnet</c>. On Windows UnrealSharp takes it from an entry of PATH that holds "Program Files\dotnet\", with the last backslash, and from nowhere else
/// (UnrealSharp at 028a1122, CSDotnetUtilties.cpp:33-108): so do we.
/// </summary>
internal sealed class DotnetTool : IDotnetTool
{
    private const int MostOutput = 4000;
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <param name="searchPath">The variable PATH.</param>
    public DotnetTool(string? searchPath)
    {
        var folders = (searchPath ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var file = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        Path = folders
            .Where(f => !OperatingSystem.IsWindows() || f.Contains(@"Program Files\dotnet\", StringComparison.OrdinalIgnoreCase))
            .Select(f => System.IO.Path.Combine(f, file))
            .FirstOrDefault(File.Exists);
    }

    /// <inheritdoc/>
    public string? Path { get; }

    /// <inheritdoc/>
    public string Places => OperatingSystem.IsWindows() ? @"the entries of PATH that hold 'Program Files\dotnet\', with the backslash at the end" : "the folders of PATH";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DotnetSdk>> ListSdksAsync(CancellationToken cancellation)
    {
        var result = await RunAsync(null, ["--list-sdks"], cancellation).ConfigureAwait(false);
        return result.Succeeded ? [.. result.Output.Split('\n').Select(Sdk).OfType<DotnetSdk>()] : [];
    }

    /// <inheritdoc/>
    public Task<DotnetResult> AddToSolutionAsync(string solution, string project, CancellationToken cancellation) =>
        RunAsync(System.IO.Path.GetDirectoryName(solution), ["sln", solution, "add", project, "--include-references", "false"], cancellation);

    /// <inheritdoc/>
    public Task<DotnetResult> RemoveFromSolutionAsync(string solution, string project, CancellationToken cancellation) =>
        RunAsync(System.IO.Path.GetDirectoryName(solution), ["sln", solution, "remove", project], cancellation);

    /// <summary>Reads "10.0.203 [/usr/share/dotnet/sdk]"; null when it is none of ours to read.</summary>
    internal static DotnetSdk? Sdk(string line)
    {
        var space = line.IndexOf(" [", StringComparison.Ordinal);
        return space > 0 && Version.TryParse(line[..space].Split('-')[0], out var version) ? new DotnetSdk(version, line[(space + 2)..].TrimEnd(']', '\r', ' ')) : null;
    }

    private async Task<DotnetResult> RunAsync(string? folder, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        if (Path is null)
        {
            return new DotnetResult(false, $"There is no dotnet in {Places}.");
        }

        var start = new ProcessStartInfo(Path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = folder ?? "",
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        // A server that stays behind would hold the pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            var text = $"{await output.ConfigureAwait(false)}{await errors.ConfigureAwait(false)}".Trim();
            return new DotnetResult(process.ExitCode == 0, text.Length > MostOutput ? text[..MostOutput] : text);
        }
        catch (OperationCanceledException)
        {
            // What it was changing must be at rest before that is put back.
            process.Kill(entireProcessTree: true);
            process.WaitForExit(LongestEnd);
            cancellation.ThrowIfCancellationRequested();
            return new DotnetResult(false, $"dotnet did not end within {Limit.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return new DotnetResult(false, $"'{Path}' does not run: {e.Message}");
        }
    }
}
