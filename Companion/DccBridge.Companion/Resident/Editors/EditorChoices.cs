using DccBridge.Companion.Cli;
using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Resident.Editors;

/// <summary>Which of the running editors somebody means.</summary>
internal static class EditorChoices
{
    /// <summary>Chooses.</summary>
    /// <param name="editors">The running ones.</param>
    /// <param name="wanted">Id, project path, or a part of the project's name or path; null is the only one.</param>
    /// <param name="preferred">The same for when several run and none is named.</param>
    /// <exception cref="ResidentException">There is not exactly one that is connected.</exception>
    public static LinkedEditor Choose(IReadOnlyList<LinkedEditor> editors, string? wanted, string? preferred)
    {
        LinkedEditor[] standing = [.. editors.Where(e => e.Link is EditorLinkState.Connected or EditorLinkState.Lost && e.Info is not null)];
        if (standing.Length == 0)
        {
            throw new ResidentException(
                ResidentFault.Conflict,
                FailureCodes.NoEditor,
                editors.Count == 0
                    ? "No editor runs. Start Unreal with the DccBridge plugin, or a headless editor (dccbridge-headless FOLDER), and do this again."
                    : $"No editor is connected yet: {string.Join("; ", editors.Select(e => $"{e.Project}: {e.View(0, 0).Message ?? "it is being connected"}"))}");
        }

        var fitting = string.IsNullOrWhiteSpace(wanted) ? standing : Fitting(standing, wanted);
        if (fitting.Length == 0)
        {
            throw new ResidentException(ResidentFault.Conflict, FailureCodes.NoMatch, $"No running editor fits '{wanted}'. Running are {Names(standing)}.");
        }

        if (fitting.Length > 1 && string.IsNullOrWhiteSpace(wanted) && !string.IsNullOrWhiteSpace(preferred) && Fitting(standing, preferred) is { Length: > 0 } liked)
        {
            fitting = liked;
        }

        return fitting.Length == 1
            ? fitting[0]
            : throw new ResidentException(ResidentFault.Conflict, FailureCodes.Ambiguous, $"Several editors run: {Names(fitting)}. Name one in 'editor', by its id or project; or set 'preferredEditor' in the settings.");
    }

    private static LinkedEditor[] Fitting(LinkedEditor[] editors, string wanted)
    {
        Func<LinkedEditor, bool>[] closer =
        [
            e => e.Id.Equals(wanted, StringComparison.OrdinalIgnoreCase),
            e => e.ProjectPath == wanted,
            e => e.Project.Equals(wanted, StringComparison.OrdinalIgnoreCase),
            e => e.Project.Contains(wanted, StringComparison.OrdinalIgnoreCase) || e.ProjectPath.Contains(wanted, StringComparison.OrdinalIgnoreCase),
        ];
        return closer.Select(fits => editors.Where(fits).ToArray()).FirstOrDefault(f => f.Length > 0) ?? [];
    }

    private static string Names(IEnumerable<LinkedEditor> editors) => string.Join(", ", editors.Select(e => $"{e.Project} ({e.ProjectPath}, id {e.Id})"));
}
