using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Discovery;

namespace DccBridge.Companion.Diagnostics;

/// <summary>What the endpoint folder tells without asking an editor.</summary>
internal sealed class FolderChecks(IEditorConnector connector, string? endpointFolder, bool fix)
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The endpoint files, once <see cref="Run"/> has looked.</summary>
    public IReadOnlyList<EditorEntry> Entries { get; private set; } = [];

    /// <summary>All checks of the folder, in order.</summary>
    public IEnumerable<CheckResult> Run()
    {
        string folder;
        CheckResult? problem = null;
        try
        {
            folder = endpointFolder ?? EditorFolder.Default();
            Entries = connector.Find(endpointFolder);
        }
        catch (EndpointException e)
        {
            folder = e.Path;
            problem = new CheckResult(CheckNames.Folder, CheckOutcome.Bad, e.Message, Remedy(e.Path));
        }

        if (problem is not null)
        {
            return [problem];
        }

        var first = Directory.Exists(folder)
            ? new CheckResult(CheckNames.Folder, CheckOutcome.Good, $"{folder}, {ByteText.Count(Entries.Count, "file")}")
            : new CheckResult(CheckNames.Folder, CheckOutcome.Notice, $"{folder} does not exist: no editor has been started by this user", "Start Unreal with the DccBridge plugin, or a headless editor (dccbridge-headless FOLDER); it makes the folder.");
        return [first, .. Permissions(), .. Contents(), Stale()];
    }

    private static string? Remedy(string path) =>
        !OperatingSystem.IsWindows() && Directory.Exists(path) ? $"If the folder is yours: chmod 700 '{path}'. Else set {EditorFolder.Variable} to a folder that only you can write." : null;

    private static string? OpenTo(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
        {
            return null;
        }

        var mode = File.GetUnixFileMode(path);
        return (mode & Others) == 0 ? null : Convert.ToString((int)mode, 8);
    }

    private IEnumerable<CheckResult> Permissions()
    {
        var isGood = true;
        foreach (var entry in Entries)
        {
            if (OpenTo(entry.Path) is { } mode)
            {
                isGood = false;
                yield return new CheckResult(
                    CheckNames.Permissions,
                    CheckOutcome.Bad,
                    $"Others can open {entry.Path} (mode {mode}), and it holds the secret of its editor: no client uses it",
                    $"Run: chmod 600 '{entry.Path}'. Then restart that editor, so that it makes a new secret.");
            }
        }

        if (isGood && Entries.Count > 0)
        {
            yield return new CheckResult(CheckNames.Permissions, CheckOutcome.Good, "only you can read them");
        }
    }

    private IEnumerable<CheckResult> Contents()
    {
        foreach (var entry in Entries.Where(e => e.Problem is not null && OpenTo(e.Path) is null))
        {
            yield return new CheckResult(CheckNames.Content, CheckOutcome.Bad, entry.Problem!.Message, $"Restart the editor that wrote it; when none runs, delete '{entry.Path}'.");
        }
    }

    private CheckResult Stale()
    {
        var dead = Entries.Count(e => e.Liveness == EditorLiveness.Dead);
        if (dead == 0)
        {
            return new CheckResult(CheckNames.Stale, CheckOutcome.Good, "none");
        }

        if (!fix)
        {
            return new CheckResult(CheckNames.Stale, CheckOutcome.Notice, $"{ByteText.Count(dead, "editor")} ended without removing its file, by a crash or a kill", "Run 'dccbridge doctor --fix' to remove what is left over; it is in nobody's way.");
        }

        var removed = new EditorDirectory(endpointFolder ?? EditorFolder.Default()).RemoveStale();
        Entries = [.. Entries.Where(e => e.Liveness != EditorLiveness.Dead)];
        return new CheckResult(CheckNames.Stale, CheckOutcome.Good, $"removed {ByteText.Count(removed.Count, "file")} of {ByteText.Count(dead, "dead editor")}");
    }
}
