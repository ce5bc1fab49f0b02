using System.Globalization;
using DccBridge.Companion.Cli;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Resident.Activities;
using DccBridge.Companion.Resident.Editors;
using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Thumbnails;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Resident.Findings;

/// <summary>Findings and what can be done about each.</summary>
internal sealed class FindingDesk(ResidentOptions options, FindingStore store, FindingViews views, EditorRoster roster, ActivityDesk activities, SourceThumbnails thumbnails, WayBack way, Action looked) : IFindings
{
    private const int MaxReason = 500;

    /// <inheritdoc/>
    public FindingPage Query(FindingQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        looked();
        return FindingSearch.Run(store.Snapshot, query, views.Now());
    }

    /// <inheritdoc/>
    public FindingView? Find(string id) => store.Snapshot.Find(id) is { } row ? views.Now()(row) : null;

    /// <inheritdoc/>
    public IReadOnlyList<VerdictView> History(string project, string assetPath) => store.History(project, assetPath);

    /// <inheritdoc/>
    public Task<SelectView> SelectAsync(string id, CancellationToken cancellation) => way.SelectAsync(Get(id), cancellation);

    /// <inheritdoc/>
    public Task OpenSourceAsync(string id, CancellationToken cancellation) => way.OpenAsync(Get(id), cancellation);

    /// <inheritdoc/>
    public async Task ShowAsync(string id, CancellationToken cancellation)
    {
        var row = Get(id);
        await CallAsync(
            Editor(row),
            async (session, stop) =>
            {
                await session.ShowAsync([row.Asset.Path], stop).ConfigureAwait(false);
                return true;
            },
            cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ActivityView Validate(string id, string origin)
    {
        var row = Get(id);
        return activities.Validate(new ValidateRequest { Paths = [row.Asset.Path], Editor = Editor(row).Id, Origin = origin });
    }

    /// <inheritdoc/>
    public async Task SuppressAsync(string id, string reason, DateOnly? until, string? folder, CancellationToken cancellation)
    {
        var row = Get(id);
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxReason)
        {
            throw new ResidentException(ResidentFault.Invalid, "invalidRequest", $"'reason' is not allowed as it is. Allowed: text of 1 to {MaxReason} characters, so that others know why.");
        }

        if (folder is not null && (folder.Length < 2 || folder[0] != '/' || folder[^1] == '/' || !row.Asset.Path.StartsWith(folder + "/", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ResidentException(ResidentFault.Invalid, "invalidRequest", $"'folder' is not allowed as it is. Allowed: a folder that {row.Asset.Path} lies in, without a slash at its end.");
        }

        var suppress = new SuppressParams { Rule = row.Finding.Rule, Path = folder ?? row.Asset.Path, Reason = reason.Trim(), Expires = until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        await CallAsync(Editor(row), (session, stop) => session.SuppressAsync(suppress, stop), cancellation).ConfigureAwait(false);
        store.MarkSuppressed(row.Asset.ProjectPath, suppress.Rule, suppress.Path, suppress.Reason);
    }

    /// <inheritdoc/>
    public async Task<FixView> PreviewFixAsync(string id, CancellationToken cancellation)
    {
        var row = Get(id);
        var result = await FixAsync(row, preview: true, null, cancellation).ConfigureAwait(false);
        return View(result);
    }

    /// <inheritdoc/>
    public async Task<FixView> ApplyFixAsync(string id, string planHash, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(planHash))
        {
            throw new ResidentException(ResidentFault.Invalid, "invalidRequest", "'planHash' is missing. Look at the preview first and give back its hash: what was shown is done, or nothing.");
        }

        var row = Get(id);
        var editor = Editor(row);
        return await activities.RunAsync(ActivityKind.Fix, $"Fix {row.Finding.Rule} of {row.Asset.Path}", "dashboard", editor, async () =>
        {
            var result = await FixAsync(row, preview: false, planHash, cancellation).ConfigureAwait(false);
            Follow(row.Asset.ProjectPath, result);
            return (View(result), $"{ByteText.Count(result.Changes.Count, "change")} made.{JudgeAgain(editor, result)}");
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<FixView> UndoFixAsync(string project, Guid undoId, CancellationToken cancellation)
    {
        var editor = EditorChoices.Choose(roster.Editors, project, null);
        return await activities.RunAsync(ActivityKind.Fix, $"Take a fix in {editor.Project} back", "dashboard", editor, async () =>
        {
            var result = await CallAsync(editor, (session, stop) => session.UndoFixAsync(undoId, $"undo-{undoId:N}", _ => { }, stop), cancellation).ConfigureAwait(false);
            Follow(editor.ProjectPath, result);
            return (View(result), $"{ByteText.Count(result.Changes.Count, "change")} taken back.{JudgeAgain(editor, result)}");
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<Thumbnail?> ThumbnailAsync(string id, CancellationToken cancellation) =>
        Get(id).Asset.Source is { } source ? thumbnails.OfAsync(source, cancellation) : Task.FromResult<Thumbnail?>(null);

    private static FixView View(FixAssetsResult result) => new()
    {
        Changes = [.. result.Changes.Select(c => new FixChangeView(c.AssetPath, c.Kind == FixKind.Rename ? "rename" : c.Property ?? "property", c.Before, c.After, c.UpdatedReferences.Count))],
        Refused = [.. result.Refused.Select(r => $"{r.AssetPath}: {r.Reason}")],
        PlanHash = result.PlanHash,
        UndoId = result.UndoId,
    };

    private FindingRow Get(string id) => store.Snapshot.Find(id)
        ?? throw new ResidentException(ResidentFault.NotFound, "unknownFinding", "There is no such finding any more: its asset was mended, or is gone. Ask for the findings again.");

    private LinkedEditor Editor(FindingRow row) => roster.OfProject(row.Asset.ProjectPath)
        ?? throw new ResidentException(ResidentFault.Conflict, FailureCodes.NoEditor, $"The editor of project '{row.Asset.Project}' does not run. Start it ({row.Asset.ProjectPath}) and do this again.");

    private Task<FixAssetsResult> FixAsync(FindingRow row, bool preview, string? planHash, CancellationToken cancellation)
    {
        var fix = new FixAssetsParams { Paths = [row.Asset.Path], Rules = [row.Finding.Rule], Preview = preview, PlanHash = planHash };
        return CallAsync(Editor(row), (session, stop) => session.FixAsync(fix, $"fix-{Guid.NewGuid():N}", _ => { }, stop), cancellation);
    }

    private async Task<T> CallAsync<T>(LinkedEditor editor, Func<IEditorSession, CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        await using var session = editor.Borrow();
        return await ResidentFailure.GuardAsync(stop => call(session, stop), options, $"The editor of project '{editor.Project}'", cancellation).ConfigureAwait(false);
    }

    // Editors do not judge what a fix changed: without this the finding that was mended would stand until somebody validates.
    private string JudgeAgain(LinkedEditor editor, FixAssetsResult result)
    {
        var renamed = result.Changes.Where(c => c.Kind == FixKind.Rename).DistinctBy(c => c.Before).ToDictionary(c => c.Before, c => c.After, StringComparer.OrdinalIgnoreCase);
        string[] paths = [.. result.Changes.Select(c => renamed.GetValueOrDefault(c.AssetPath, c.AssetPath)).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (paths.Length == 0)
        {
            return "";
        }

        try
        {
            activities.Validate(new ValidateRequest { Paths = paths, Editor = editor.Id, Origin = "dashboard" });
            return "";
        }
        catch (ResidentException e)
        {
            // The change is made all the same.
            return $" Validate again to see what is left: {e.Message}";
        }
    }

    /// <summary>What was renamed keeps its findings until the verdict under the new name comes.</summary>
    private void Follow(string projectPath, FixAssetsResult result)
    {
        foreach (var change in result.Changes.Where(c => c.Kind == FixKind.Rename))
        {
            store.Rename(projectPath, change.Before, change.After);
        }
    }
}
