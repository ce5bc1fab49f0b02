using System.Diagnostics;
using System.Globalization;
using DccBridge.Companion.Cli;
using DccBridge.Protocol.Discovery;

namespace DccBridge.Companion.Platform;

/// <summary>Starts the headless editor that lies beside the companion.</summary>
/// <param name="companionFolder">The companion's folder.</param>
/// <param name="emergency">Takes the editor and its folder along when the companion ends at once.</param>
internal sealed class HeadlessLauncher(string companionFolder, EmergencyEnd emergency) : IHeadlessLauncher
{
    private const string ReadyWord = "ready";

    /// <inheritdoc/>
    public async Task<IHeadlessEditor> StartAsync(HeadlessRequest request, CancellationToken cancellation)
    {
        var executable = HeadlessExecutable.Find(companionFolder);
        var temporary = new TemporaryFolder();
        string endpointFolder;
        HeadlessProcess process;
        try
        {
            endpointFolder = request.EndpointFolder ?? temporary.Folder("editors");
            var arguments = Arguments(request.ContentFolder ?? temporary.Folder("content"), endpointFolder, request.SettingsFile);
            process = new HeadlessProcess(Start(executable, arguments), temporary, emergency);
        }
        catch
        {
            temporary.Dispose();
            throw;
        }

        try
        {
            var instance = await ReadyAsync(process, request.StartLimit, cancellation).ConfigureAwait(false);
            var choice = EditorSelection.Choose(new EditorDirectory(endpointFolder).Find(), $"id:{instance}");
            return new RunningHeadlessEditor(
                process,
                choice.Editor ?? throw new CommandFailure(FailureCodes.Headless, $"The headless editor is ready, but its endpoint file is not in '{endpointFolder}': {choice.Explanation}"),
                endpointFolder,
                request.ContentFolder);
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The command line of the headless editor.</summary>
    internal static string[] Arguments(string content, string endpointFolder, string? settings) =>
    [
        content,
        "--endpoint-folder", endpointFolder,
        "--port", "0",

        // Clients prefer the socket where there is one; a run without an editor is to go the way that every platform has.
        "--socket", "off",
        "--parent-pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
        "--control",
        .. settings is null ? Array.Empty<string>() : ["--settings", settings],
    ];

    private static Process Start(string executable, string[] arguments)
    {
        var start = new ProcessStartInfo(executable)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return Process.Start(start) ?? throw new CommandFailure(FailureCodes.Headless, $"The headless editor '{executable}' could not be started.");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new CommandFailure(FailureCodes.Headless, $"The headless editor '{executable}' could not be started: {e.Message}. Is it executable, and is the .NET runtime installed?", e);
        }
    }

    private static async Task<string> ReadyAsync(HeadlessProcess process, TimeSpan limit, CancellationToken cancellation)
    {
        string? line;
        try
        {
            line = await process.FirstLineAsync(l => l.StartsWith(ReadyWord + " ", StringComparison.Ordinal)).WaitAsync(limit, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new CommandFailure(FailureCodes.Headless, $"The headless editor was not ready within {limit.TotalSeconds:0} s. {process.LastWords}", e);
        }

        const string Field = "instance=";
        return line?.Split(' ').FirstOrDefault(w => w.StartsWith(Field, StringComparison.Ordinal)) is { } word
            ? word[Field.Length..]
            : throw new CommandFailure(FailureCodes.Headless, $"The headless editor ended before it was ready. {process.LastWords}");
    }

    private sealed class RunningHeadlessEditor(HeadlessProcess process, EditorEntry entry, string endpointFolder, string? keptContent) : IHeadlessEditor
    {
        public EditorEntry Entry => entry;

        public string EndpointFolder => endpointFolder;

        public string? KeptContent => keptContent;

        public ValueTask DisposeAsync() => process.DisposeAsync();
    }
}
