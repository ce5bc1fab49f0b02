using DccBridge.Companion.Cli;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Transfers;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Sending;

/// <summary>A file or asset that the editor did not take.</summary>
internal sealed record SendFailure(string AssetPath, string File, ErrorCode Code, string Message);

/// <summary>What a send has come to so far; filled step by step, so that a run that breaks off can tell how far it came.</summary>
internal sealed class SendReport
{
    public EditorInfo? Editor { get; set; }

    public IReadOnlyList<SkippedFile> Skipped { get; set; } = [];

    public SendPlan? Plan { get; set; }

    public bool DryRun { get; set; }

    public long UploadedBytes { get; set; }

    public int UploadedFiles { get; set; }

    public int PresentFiles { get; set; }

    public List<ImportedAsset> Imported { get; } = [];

    public List<SendFailure> Failures { get; } = [];

    public List<Verdict> Verdicts { get; } = [];

    public CommandFailure? Failure { get; set; }

    public TimeSpan Elapsed { get; set; }

    /// <summary>The figures of the verdicts.</summary>
    public FindingCount Findings => FindingCount.Of(Verdicts);

    /// <summary>How the run ends.</summary>
    public int ExitCode => Failure is not null || Failures.Count > 0 || Plan?.Refused.Any() == true ? ExitCodes.Failed : Findings.ExitCode;

    /// <summary>One line.</summary>
    public string Summary
    {
        get
        {
            var refused = (Plan?.Refused.Count() ?? 0) + Failures.Count;
            var parts = new List<string>();
            if (DryRun)
            {
                parts.Add($"Dry run, nothing was sent: {Of(PlanAction.Create)} to create, {Of(PlanAction.Overwrite)} to overwrite, {Of(PlanAction.Unchanged)} unchanged");
            }
            else
            {
                (string Word, int Number)[] actions = [("created", Of(ImportAction.Created)), ("updated", Of(ImportAction.Updated)), ("unchanged", Of(ImportAction.Unchanged))];
                var done = string.Join(", ", actions.Where(a => a.Number > 0).Select(a => $"{a.Number} {a.Word}"));
                parts.Add(done.Length == 0 ? "nothing was imported" : $"{ByteText.Count(Imported.Count, "asset")}: {done}");
                if (Verdicts.Count > 0)
                {
                    parts.Add(Findings.Text);
                }
            }

            if (Replaced is { Count: > 0 } replaced)
            {
                parts.Add(replaced is [var only]
                    ? $"{only.AssetPath} {(DryRun ? "would replace" : "replaced")} what came from '{only.Replaces}'"
                    : $"{replaced.Count} assets {(DryRun ? "would replace" : "replaced")} what came from other files that are still there");
            }

            if (refused > 0)
            {
                parts.Add($"{ByteText.Count(refused, "file")} refused");
            }

            return string.Join("; ", parts);
        }
    }

    /// <summary>Assets that other files lose to these: those that were imported, or would be.</summary>
    private IReadOnlyList<PlanRow> Replaced =>
        [.. (Plan?.Rows ?? []).Where(r => r.Replaces is not null && (DryRun || Imported.Any(a => a.Action == ImportAction.Updated && a.Path.Equals(r.AssetPath, StringComparison.OrdinalIgnoreCase))))];

    private int Of(PlanAction action) => Plan?.Rows.Count(r => r.Action == action) ?? 0;

    private int Of(ImportAction action) => Imported.Count(a => a.Action == action);
}
