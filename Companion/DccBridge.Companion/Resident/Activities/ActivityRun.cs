using DccBridge.Companion.Cli;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Resident.Editors;
using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Sending;
using DccBridge.Companion.Unreal;
using DccBridge.Dcc.Clients;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Resident.Activities;

/// <summary>Does the work of activities, each with the standing link to its editor.</summary>
internal sealed class ActivityRun(ResidentOptions options, ActivityLog log, EditorRoster roster, IActivityRooms rooms)
{
    /// <summary>As many paths as a view shows.</summary>
    public const int MostShown = 100;

    /// <summary>Sends.</summary>
    public async Task SendAsync(Activity activity, SendRequest request, ActivityBoard board, CancellationToken stop)
    {
        var report = new SendReport();
        var job = new SendJob
        {
            Paths = request.Files,
            WorkingFolder = options.Folder,
            Destination = request.To,
            OnConflict = request.OnConflict == "fail" ? ImportConflict.Fail : ImportConflict.Update,
            Quiet = options.VerdictLimit,
            RunKey = activity.Kept.RunKey,
            IsAgain = activity.Kept.Operations.Count > 0,
        };
        var run = new SendRun(job, report, options.Time) { Begins = key => Begin(activity, key) };
        try
        {
            var files = await run.InspectAsync(board, stop).ConfigureAwait(false);
            log.Change(activity, k => k with { View = k.View with { FileCount = files.Count } }, keep: false);
            await using var session = Borrow(activity);
            await run.PlanAsync(session, files, stop).ConfigureAwait(false);
            await run.CarryOutAsync(session, board, stop).ConfigureAwait(false);
        }
        finally
        {
            // Also of a run that broke off: what the editor has is to be seen.
            Register(activity, report);
            Show(activity, report);
        }

        if (Refusal(report) is { } refusal)
        {
            throw refusal;
        }

        var summary = report.Summary;
        log.Change(activity, k => k with { View = k.View with { Message = char.ToUpperInvariant(summary[0]) + summary[1..] + "." } }, keep: false);
    }

    /// <summary>Validates.</summary>
    public async Task ValidateAsync(Activity activity, ValidateRequest request, ActivityBoard board, CancellationToken stop)
    {
        await using var session = Borrow(activity);
        var key = $"validate-{activity.Kept.RunKey}";
        Begin(activity, key);
        RunValidationResult? result = null;
        await BlockedEditor.RunAsync(session, options.Time, board.Say, async () => result = await EditorOperation.RunAsync(
            session,
            key,
            p => board.Report(SendStages.Validate, p.Fraction, 1),
            (progress, ct) => session.ValidateAsync(new RunValidationParams { Paths = request.Paths }, key, progress, ct),
            stop).ConfigureAwait(false)).ConfigureAwait(false);
        var count = FindingCount.Of([.. result!.Verdicts]);
        log.Change(activity, k => k with { View = WithCount(k.View, count, [.. result.Verdicts.Select(v => v.AssetPath)]) with { Message = $"{ByteText.Count(count.Assets, "asset")}: {count.Text}." } }, keep: false);
    }

    /// <summary>Has a DCC export its selection, then sends that.</summary>
    public async Task ExportAsync(Activity activity, string dccId, SendRequest request, ActivityBoard board, CancellationToken stop)
    {
        board.Report(ActivityBoard.Export, 0, 1);
        var client = await rooms.DccAsync(dccId, stop).ConfigureAwait(false);
        var info = await client.GetInfoAsync(stop).ConfigureAwait(false);
        var folder = ExportFolders.Of(options.Folder, info);
        Directory.CreateDirectory(folder);
        var export = await client.ExportSelectionAsync(
            new DccExportRequest { Folder = folder, Format = info.Kind == DccKind.SubstancePainter ? DccExportFormat.Textures : info.Kind == DccKind.Maya ? DccExportFormat.Fbx : DccExportFormat.Glb },
            stop).ConfigureAwait(false);
        board.Report(ActivityBoard.Export, 1, 1);
        string[] files = [.. export.MoreFiles.Prepend(export.File).Distinct(StringComparer.Ordinal)];
        var sent = request with { Files = files };
        log.Change(activity, k => k with { Send = sent, View = k.View with { Files = [.. files.Take(MostShown)], FileCount = files.Length } }, keep: true);
        if (export.Warnings.Count > 0)
        {
            board.Say(string.Join(' ', export.Warnings));
        }

        await SendAsync(activity, sent, board, stop).ConfigureAwait(false);
    }

    private void Begin(Activity activity, string key) =>
        log.Change(activity, k => k.Operations.Contains(key) ? k : k with { Operations = [.. k.Operations, key] }, keep: true);

    private IEditorSession Borrow(Activity activity)
    {
        var editor = roster.OfProject(activity.Kept.ProjectPath)
            ?? throw new ResidentException(ResidentFault.Conflict, FailureCodes.NoEditor, $"The editor of project '{activity.View.Project}' was closed. Start it and do this again.");
        log.Change(activity, k => k with { View = k.View with { EditorId = editor.Id } }, keep: false);
        return editor.Borrow();
    }

    private void Register(Activity activity, SendReport report)
    {
        if (report.Plan is not { } plan || report.Imported.Count == 0)
        {
            return;
        }

        var imported = report.Imported.Select(a => a.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var row in plan.Sent.Where(r => imported.Contains(r.AssetPath)))
        {
            rooms.Sent(activity.Kept.ProjectPath, activity.View.Project ?? "", row.Source);
        }
    }

    private void Show(Activity activity, SendReport report) =>
        log.Change(activity, k => k with { View = WithCount(k.View, report.Findings, [.. report.Imported.Select(a => a.Path).Distinct(StringComparer.OrdinalIgnoreCase)]) }, keep: false);

    private static ActivityView WithCount(ActivityView view, FindingCount count, IReadOnlyList<string> assets) =>
        view with { Assets = [.. assets.Take(MostShown)], Errors = count.Errors, Warnings = count.Warnings };

    private static ResidentException? Refusal(SendReport report)
    {
        const int Most = 5;
        (string Code, string Text)[] refused =
        [
            .. (report.Plan?.Refused ?? []).Select(r => (FailureCodes.Files, r.Note ?? r.AssetPath)),
            .. report.Failures.Select(f => (FailureText.CodeOf(f.Code), $"'{f.File}' was not imported: {f.Message}")),
        ];
        var more = refused.Length > Most ? $" And {refused.Length - Most} more." : "";
        return refused.Length == 0 ? null : new ResidentException(ResidentFault.Conflict, refused[0].Code, string.Join(' ', refused.Take(Most).Select(r => r.Text.EndsWith('.') ? r.Text : r.Text + ".")) + more);
    }
}
