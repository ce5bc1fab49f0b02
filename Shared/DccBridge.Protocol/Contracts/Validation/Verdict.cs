using DccBridge.Protocol.Contracts.Session;
using MessagePack;

namespace DccBridge.Protocol.Contracts.Validation;

/// <summary>Why an asset was validated.</summary>
public enum ValidationUseCase
{
    /// <summary>It was imported.</summary>
    Import = 0,

    /// <summary>Somebody asked, in the editor or over the wire.</summary>
    Manual = 1,

    /// <summary>It was saved.</summary>
    Save = 2,

    /// <summary>It is about to be submitted to source control.</summary>
    PreSubmit = 3,

    /// <summary>A script or a build asked.</summary>
    Script = 4,
}

/// <summary>The sum of an asset's findings.</summary>
public enum VerdictOutcome
{
    /// <summary>No finding of severity warning or error.</summary>
    Passed = 0,

    /// <summary>Warnings, no errors.</summary>
    Warnings = 1,

    /// <summary>At least one error that is not suppressed.</summary>
    Failed = 2,

    /// <summary>It could not be validated; a finding says why.</summary>
    NotValidated = 3,
}

/// <summary>What validation says of one asset.</summary>
[MessagePackObject]
public sealed partial record Verdict
{
    /// <summary>The run that made it: all verdicts of one import or one request share it.</summary>
    [Key(0)] public required Guid RunId { get; init; }

    /// <summary>Package path of the asset.</summary>
    [Key(1)] public required string AssetPath { get; init; }

    /// <summary>Unreal class name of the asset.</summary>
    [Key(2)] public required string AssetClass { get; init; }

    /// <summary>The sum of the findings.</summary>
    [Key(3)] public required VerdictOutcome Outcome { get; init; }

    /// <summary>All findings, worst first.</summary>
    [Key(4)] public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Why it was validated.</summary>
    [Key(5)] public ValidationUseCase UseCase { get; init; }

    /// <summary>When, UTC.</summary>
    [Key(6)] public required DateTime ValidatedAt { get; init; }

    /// <summary>Path of the source file on the artist's machine; null when unknown.</summary>
    [Key(7)] public string? SourcePath { get; init; }

    /// <summary>Content hash of the source that was judged; null when unknown.</summary>
    [Key(8)] public string? ContentHash { get; init; }
}

/// <summary>Params of the notification <see cref="MethodNames.Validation.Verdict"/>.</summary>
[MessagePackObject]
public sealed partial record VerdictEvent
{
    /// <summary>Identity of the event; to be acknowledged by its sequence.</summary>
    [Key(0)] public required EventId Id { get; init; }

    /// <summary>The verdict.</summary>
    [Key(1)] public required Verdict Verdict { get; init; }
}
