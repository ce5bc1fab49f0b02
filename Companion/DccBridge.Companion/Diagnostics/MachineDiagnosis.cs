using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Discovery;

namespace DccBridge.Companion.Diagnostics;

/// <summary>What keeps editors and this machine's programs from finding each other: the folder, what lies in it, and each living editor.</summary>
/// <param name="connector">Finds and reaches editors.</param>
/// <param name="ports">Tells whether anybody listens on a port.</param>
/// <param name="endpointFolder">Folder of the endpoint files; null is the user's own.</param>
/// <param name="limit">Longest wait for an editor.</param>
internal sealed class MachineDiagnosis(IEditorConnector connector, IPortProbe ports, string? endpointFolder, TimeSpan limit)
{
    /// <summary>All checks, in order.</summary>
    /// <param name="wanted">Which editor; null is all.</param>
    /// <param name="fix">Remove what dead editors left behind.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<List<CheckResult>> RunAsync(string? wanted, bool fix, CancellationToken cancellation)
    {
        var folder = new FolderChecks(connector, endpointFolder, fix);
        var results = folder.Run().ToList();
        if (results[0].Outcome == CheckOutcome.Bad)
        {
            return results;
        }

        var alive = folder.Entries.Where(e => e is { Liveness: EditorLiveness.Alive, File: not null }).ToArray();
        if (wanted is not null || alive.Length == 0)
        {
            var choice = EditorSelection.Choose(folder.Entries, wanted);
            alive = choice.Editor is { } one ? [one] : [];
            if (choice.Editor is null)
            {
                results.Add(new CheckResult(CheckNames.Running, CheckOutcome.Bad, choice.Outcome is EditorChoiceOutcome.NoMatch or EditorChoiceOutcome.Ambiguous ? choice.Explanation : "No editor is running", "Start Unreal with the DccBridge plugin in the project; or 'dccbridge send <folder> --headless' to work without it."));
                return results;
            }
        }

        results.Add(new CheckResult(CheckNames.Running, CheckOutcome.Good, ByteText.Count(alive.Length, "editor")));
        var checks = new EditorChecks(connector, ports, endpointFolder, limit);
        foreach (var entry in alive)
        {
            results.AddRange(await checks.RunAsync(entry, cancellation).ConfigureAwait(false));
        }

        return results;
    }

    /// <summary>The checks as the resident companion shows them. No editor is nothing bad there: it waits for one.</summary>
    public async Task<IReadOnlyList<CheckView>> RunAsync(bool fix, CancellationToken cancellation) =>
        [.. (await RunAsync(null, fix, cancellation).ConfigureAwait(false)).Where(r => r.Outcome != CheckOutcome.Skipped).Select(View)];

    private static CheckView View(CheckResult result)
    {
        var state = result.Outcome switch
        {
            CheckOutcome.Good => "ok",
            CheckOutcome.Bad when result.Check != CheckNames.Running => "problem",
            _ => "notice",
        };
        var text = result.Editor is { } editor ? $"{editor}: {result.Cause}" : result.Cause;
        return new CheckView(result.Check, state, result.Instruction is { } todo ? $"{text.TrimEnd('.')}. {todo}" : text, result is { Check: CheckNames.Stale, Outcome: CheckOutcome.Notice });
    }
}
