using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Resident.Activities;
using DccBridge.Companion.Resident.Editors;
using DccBridge.Companion.Resident.Findings;
using DccBridge.Companion.Resident.Notices;
using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Resident;

/// <summary>All of it at a glance, made of what the rooms say.</summary>
internal sealed class ResidentStatus(
    ResidentOptions options, EditorRoster roster, FindingStore store, ActivityDesk activities, ActivityLog log, NoticeDesk notices, ISettings settings, Func<IReadOnlyList<string>> sourceProblems)
{
    private readonly Lock _gate = new();
    private readonly DateTimeOffset _startedAt = options.Time.GetUtcNow();
    private StatusView? _told;

    /// <summary>As it is now.</summary>
    public StatusView View()
    {
        EditorView[] editors = [.. roster.Editors.Select(e =>
        {
            var (errors, warnings) = store.CountOf(e.ProjectPath);
            return e.View(errors, warnings);
        })];
        var (allErrors, allWarnings) = store.Count();
        var running = activities.Running;
        string[] attention = [.. Attention(editors)];
        var state = State(editors, allErrors + allWarnings, running, attention);
        return new StatusView
        {
            State = state,
            Summary = Summary(state, editors, allErrors, allWarnings, running, attention),
            Version = options.Version,
            ProcessId = Environment.ProcessId,
            StartedAt = _startedAt,
            Errors = allErrors,
            Warnings = allWarnings,
            Running = running,
            CanSendAgain = activities.CanSendAgain,
            PausedUntil = notices.PausedUntil,
            Editors = editors,
            Attention = attention,
        };
    }

    /// <summary>The status, when it is another one than the last that this gave; else null.</summary>
    public StatusView? Changed()
    {
        var status = View();
        lock (_gate)
        {
            if (_told is { } told
                && told.Editors.SequenceEqual(status.Editors)
                && told.Attention.SequenceEqual(status.Attention)
                && told == status with { Editors = told.Editors, Attention = told.Attention })
            {
                return null;
            }

            return _told = status;
        }
    }

    private static ResidentState State(EditorView[] editors, int findings, int running, string[] attention)
    {
        if (attention.Length > 0)
        {
            return ResidentState.Attention;
        }

        if (running > 0 || editors.Any(e => e.Activity is "stalled" or "modal"))
        {
            return ResidentState.Busy;
        }

        var connected = editors.Any(e => e.Link == EditorLinkState.Connected);
        return connected ? (findings > 0 ? ResidentState.Findings : ResidentState.Connected) : editors.Length > 0 ? ResidentState.Connecting : ResidentState.NoEditor;
    }

    private static string Summary(ResidentState state, EditorView[] editors, int errors, int warnings, int running, string[] attention) => state switch
    {
        ResidentState.Attention => attention.Length == 1 ? attention[0] : $"{attention[0]} (and {attention.Length - 1} more)",
        ResidentState.Busy => editors.FirstOrDefault(e => e.Activity is "modal" or "stalled") is { } blocked ? $"{blocked.Project}: {blocked.Modal ?? blocked.Message}" : $"{ByteText.Count(running, "activity").Replace("activitys", "activities", StringComparison.Ordinal)} running",
        ResidentState.Findings => $"{Names(editors)}: {ByteText.Count(errors, "error")}, {ByteText.Count(warnings, "warning")}",
        ResidentState.Connected => $"Connected to {Names(editors)}; nothing to mend",
        ResidentState.Connecting => $"Connecting to {Names(editors)}",
        _ => "No editor runs",
    };

    private static string Names(EditorView[] editors) => string.Join(", ", editors.Select(e => e.Project).Distinct(StringComparer.Ordinal));

    private IEnumerable<string> Attention(EditorView[] editors)
    {
        foreach (var editor in editors.Where(e => e.Link == EditorLinkState.Refused))
        {
            yield return $"{editor.Project}: {editor.Message}";
        }

        foreach (var problem in roster.Problems.Concat(settings.View.Problems).Concat(new[] { store.Problem, log.Problem }.OfType<string>()).Concat(sourceProblems()))
        {
            yield return problem;
        }

        // The last one alone: a send that came out well afterwards puts it right.
        if (log.List().FirstOrDefault(a => a.Kept.HasEnded) is { View: { State: ActivityState.Failed } failed })
        {
            yield return $"{failed.Title}: {failed.Error?.Message ?? failed.Message}";
        }
    }
}
