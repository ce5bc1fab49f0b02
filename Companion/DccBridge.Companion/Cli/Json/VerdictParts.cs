using DccBridge.Companion.Cli.Rendering;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Cli.Json;

/// <summary>A finding in a document.</summary>
internal sealed record FindingPart
{
    public required string RuleId { get; init; }

    /// <summary>info, warning or error.</summary>
    public required string Severity { get; init; }

    public required string Message { get; init; }

    public required string Fix { get; init; }

    public string? Node { get; init; }

    public string? Material { get; init; }

    public int? Slot { get; init; }

    public string? SuppressedBecause { get; init; }

    public static FindingPart Of(Finding finding) => new()
    {
        RuleId = finding.RuleId,
        Severity = FindingsTable.Name(finding.Severity),
        Message = finding.Message,
        Fix = finding.Fix,
        Node = finding.Locator?.Node,
        Material = finding.Locator?.Material,
        Slot = finding.Locator is { Slot: >= 0 and var slot } ? slot : null,
        SuppressedBecause = finding.SuppressedBecause,
    };
}

/// <summary>A verdict in a document.</summary>
internal sealed record VerdictPart
{
    public required string AssetPath { get; init; }

    public required string AssetClass { get; init; }

    /// <summary>passed, warnings, failed or notValidated.</summary>
    public required string Outcome { get; init; }

    public string? SourcePath { get; init; }

    public required Guid RunId { get; init; }

    public required DateTime ValidatedAt { get; init; }

    public required IReadOnlyList<FindingPart> Findings { get; init; }

    public static VerdictPart Of(Verdict verdict) => new()
    {
        AssetPath = verdict.AssetPath,
        AssetClass = verdict.AssetClass,
        Outcome = Name(verdict.Outcome),
        SourcePath = verdict.SourcePath,
        RunId = verdict.RunId,
        ValidatedAt = verdict.ValidatedAt,
        Findings = [.. verdict.Findings.Select(FindingPart.Of)],
    };

    public static string Name(VerdictOutcome outcome) => outcome switch
    {
        VerdictOutcome.Passed => "passed",
        VerdictOutcome.Warnings => "warnings",
        VerdictOutcome.Failed => "failed",
        _ => "notValidated",
    };
}
