using System.Globalization;

namespace DccBridge.Protocol.Discovery;

/// <summary>How a choice among editors came out.</summary>
public enum EditorChoiceOutcome
{
    /// <summary>Exactly one editor fits.</summary>
    Chosen,

    /// <summary>No living editor at all, and no file that could be of one.</summary>
    NoEditor,

    /// <summary>No living editor; endpoint files of dead or unreadable ones are there.</summary>
    OnlyStale,

    /// <summary>Editors live, but none fits what was wanted.</summary>
    NoMatch,

    /// <summary>Several fit.</summary>
    Ambiguous,
}

/// <summary>The result of <see cref="EditorSelection.Choose"/>.</summary>
/// <param name="Outcome">How it came out.</param>
/// <param name="Editor">The chosen editor; null unless <see cref="EditorChoiceOutcome.Chosen"/>.</param>
/// <param name="Explanation">One to many lines for a person: what was chosen, or what to do.</param>
public sealed record EditorChoice(EditorChoiceOutcome Outcome, EditorEntry? Editor, string Explanation);

/// <summary>Picks one of the running editors by what a person typed.</summary>
public static class EditorSelection
{
    private const int ShortestIdPrefix = 4;

    /// <summary>
    /// Chooses. <paramref name="wanted"/> is a project's name (upper and lower case alike), the first four or more digits of an instance id, a port, or a process id;
    /// <c>project:</c>, <c>id:</c>, <c>port:</c> or <c>pid:</c> before it says which. Null or empty: the only one that runs.
    /// </summary>
    public static EditorChoice Choose(IReadOnlyList<EditorEntry> entries, string? wanted)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var alive = entries.Where(e => e is { Liveness: EditorLiveness.Alive, File: not null }).ToArray();
        if (alive.Length == 0)
        {
            return entries.Count == 0
                ? new EditorChoice(EditorChoiceOutcome.NoEditor, null, "No editor is running. Start Unreal with the DccBridge plugin, or a headless editor (dccbridge-headless FOLDER).")
                : new EditorChoice(EditorChoiceOutcome.OnlyStale, null, $"No editor is running; these are left over:{Lines(entries)}\nStart Unreal with the DccBridge plugin, or a headless editor (dccbridge-headless FOLDER).");
        }

        wanted = wanted?.Trim();
        var fitting = string.IsNullOrEmpty(wanted) ? alive : [.. alive.Where(e => Fits(e.File!, wanted))];
        return fitting.Length switch
        {
            1 => new EditorChoice(EditorChoiceOutcome.Chosen, fitting[0], Line(fitting[0])),
            0 => new EditorChoice(EditorChoiceOutcome.NoMatch, null, $"No running editor fits '{wanted}'. Running:{Lines(alive)}"),
            _ => new EditorChoice(EditorChoiceOutcome.Ambiguous, null, $"{(string.IsNullOrEmpty(wanted) ? "Several editors are running" : $"Several running editors fit '{wanted}'")}. Name one by project, instance id, port or process id (\"port:{fitting[0].File!.Port}\"):{Lines(fitting)}"),
        };
    }

    private static bool Fits(EndpointFile file, string wanted)
    {
        var colon = wanted.IndexOf(':', StringComparison.Ordinal);
        var value = wanted[(colon + 1)..].Trim();
        switch (colon < 0 ? "" : wanted[..colon].Trim().ToLowerInvariant())
        {
            case "project":
                return IsProject(file, value);
            case "id":
                return IsIdPrefix(file, value);
            case "port":
                return IsNumber(file.Port, value);
            case "pid":
                return IsNumber(file.ProcessId, value);
            default:
                return IsProject(file, wanted) || IsIdPrefix(file, wanted) || IsNumber(file.Port, wanted) || IsNumber(file.ProcessId, wanted);
        }
    }

    private static bool IsProject(EndpointFile file, string value) => file.Project.Equals(value, StringComparison.OrdinalIgnoreCase);

    private static bool IsIdPrefix(EndpointFile file, string value)
        => value.Length >= ShortestIdPrefix
            && (file.InstanceId.ToString("D").StartsWith(value, StringComparison.OrdinalIgnoreCase) || file.InstanceId.ToString("N").StartsWith(value, StringComparison.OrdinalIgnoreCase));

    private static bool IsNumber(int number, string value)
        => number > 0 && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed == number;

    private static string Lines(IEnumerable<EditorEntry> entries) => string.Concat(entries.Select(e => "\n  " + Line(e)));

    private static string Line(EditorEntry entry) => entry.File is not { } file
        ? entry.Problem?.Message ?? entry.Path
        : $"{file.Project} ({file.Engine}, id {file.InstanceId:D}, {(file.Port > 0 ? $"port {file.Port}" : $"socket {file.Socket}")}, pid {file.ProcessId}){(entry.Liveness == EditorLiveness.Dead ? $", not running any more: {entry.Path}" : "")}";
}
