using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Sending;
using DccBridge.Companion.Transfers;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;

namespace DccBridge.Companion.Cli.Json;

/// <summary>An editor in a document. Its secret is in none.</summary>
internal sealed record EditorPart(Guid InstanceId, string Project, string Engine, int ProcessId, string? Version, string? ProjectPath)
{
    public static EditorPart Of(EditorInfo info) => new(info.InstanceId, info.ProjectName, info.Engine, info.ProcessId, info.Version, info.ProjectPath);
}

/// <summary>A row of the plan; <c>Action</c> is create, overwrite, unchanged or refused.</summary>
internal sealed record PlanPart(string Action, string AssetPath, string? AssetClass, string File, long Bytes, string? ContentHash, bool IsMain, string? Note);

/// <summary>A file that is left alone.</summary>
internal sealed record SkippedPart(string File, string Reason);

/// <summary>An asset that was made or changed; <c>Action</c> is created, updated, unchanged or failed.</summary>
internal sealed record ImportedPart(string AssetPath, string AssetClass, string Action);

/// <summary>A file that the editor did not take.</summary>
internal sealed record FailedPart(string AssetPath, string File, string Code, string Message);

/// <summary>What travelled.</summary>
internal sealed record UploadPart(int Files, int AlreadyPresent, long Bytes);

/// <summary>Verdicts in figures.</summary>
internal sealed record CountPart(int Assets, int Errors, int Warnings, int Infos, int Suppressed, int NotValidated)
{
    public static CountPart Of(FindingCount count) => new(count.Assets, count.Errors, count.Warnings, count.Infos, count.Suppressed, count.NotValidated);
}

/// <summary>The document of <c>send</c>.</summary>
internal sealed record SendDocument
{
    public string Command { get; init; } = "send";

    public required int ExitCode { get; init; }

    public required string Summary { get; init; }

    public required bool DryRun { get; init; }

    public EditorPart? Editor { get; init; }

    public required IReadOnlyList<PlanPart> Plan { get; init; }

    public required IReadOnlyList<SkippedPart> Skipped { get; init; }

    public required UploadPart Uploaded { get; init; }

    public required IReadOnlyList<ImportedPart> Imported { get; init; }

    public required IReadOnlyList<FailedPart> Failed { get; init; }

    public required IReadOnlyList<VerdictPart> Verdicts { get; init; }

    public required CountPart Count { get; init; }

    public ErrorPart? Error { get; init; }

    public static SendDocument Of(SendReport report) => new()
    {
        ExitCode = report.ExitCode,
        Summary = report.Summary,
        DryRun = report.DryRun,
        Editor = report.Editor is { } editor ? EditorPart.Of(editor) : null,
        Plan = [.. (report.Plan?.Rows ?? []).Select(Row)],
        Skipped = [.. report.Skipped.Select(s => new SkippedPart(s.ShownPath, s.Reason))],
        Uploaded = new UploadPart(report.UploadedFiles, report.PresentFiles, report.UploadedBytes),
        Imported = [.. report.Imported.Select(a => new ImportedPart(a.Path, a.Class, Name(a.Action)))],
        Failed = [.. report.Failures.Select(f => new FailedPart(f.AssetPath, f.File, FailureText.CodeOf(f.Code), f.Message))],
        Verdicts = [.. report.Verdicts.Select(VerdictPart.Of)],
        Count = CountPart.Of(report.Findings),
        Error = report.Failure is { } failure ? ErrorPart.Of(failure) : null,
    };

    private static PlanPart Row(PlanRow row) => new(
        PlanTable.Name(row.Action), row.AssetPath, row.Class, row.Source.File.FullPath, row.Source.Length, row.Source.ContentHash, row.IsMain, row.Note);

    private static string Name(ImportAction action) => action switch
    {
        ImportAction.Created => "created",
        ImportAction.Updated => "updated",
        ImportAction.Unchanged => "unchanged",
        _ => "failed",
    };
}
