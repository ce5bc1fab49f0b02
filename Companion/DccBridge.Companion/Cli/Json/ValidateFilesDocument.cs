using DccBridge.Companion.Offline;
using DccBridge.Companion.Reports;

namespace DccBridge.Companion.Cli.Json;

/// <summary>An asset that a file would become, with its verdict.</summary>
/// <param name="File">The file relative to the base folder, or its full path when it is not below it.</param>
/// <param name="IsMain">True for the asset of the file itself, false for a material beside a mesh.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="ContentHash">SHA-256 of the file; null when it could not be read.</param>
/// <param name="Verdict">What the rules say.</param>
internal sealed record JudgedPart(string File, bool IsMain, long Bytes, string? ContentHash, VerdictPart Verdict)
{
    public static JudgedPart Of(JudgedAsset asset, ReportData data) => new(data.Shown(asset), asset.IsMain, asset.Bytes, asset.Verdict.ContentHash, VerdictPart.Of(asset.Verdict));
}

/// <summary>The document of <c>validate</c> with files.</summary>
internal sealed record ValidateFilesDocument
{
    public string Command { get; init; } = "validate";

    public required int ExitCode { get; init; }

    public required string Summary { get; init; }

    public required Guid RunId { get; init; }

    /// <summary>The settings files, the weakest first; empty for the defaults.</summary>
    public IReadOnlyList<string> SettingsFiles { get; init; } = [];

    public required string BaseFolder { get; init; }

    public required int Files { get; init; }

    public required IReadOnlyList<JudgedPart> Assets { get; init; }

    public required IReadOnlyList<SkippedPart> Skipped { get; init; }

    public required CountPart Count { get; init; }

    public static ValidateFilesDocument Of(ReportData data, FindingCount count) => new()
    {
        ExitCode = data.ExitCode,
        Summary = data.Summary,
        RunId = data.Result.RunId,
        SettingsFiles = data.Result.SettingsFiles,
        BaseFolder = data.BaseFolder,
        Files = data.Result.Files,
        Assets = [.. data.Result.Assets.Select(a => JudgedPart.Of(a, data))],
        Skipped = [.. data.Result.Skipped.Select(s => new SkippedPart(s.ShownPath, s.Reason))],
        Count = CountPart.Of(count),
    };
}
