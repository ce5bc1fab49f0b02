using MessagePack;

namespace DccBridge.Protocol.Contracts.Validation;

/// <summary>Params of <see cref="MethodNames.Validation.Fix"/>.</summary>
[MessagePackObject]
public sealed partial record FixAssetsParams
{
    /// <summary>Asset paths and folders, 1 to 1000.</summary>
    [Key(0)] public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Ids of the rules whose findings are to be mended; empty is all that can be.</summary>
    [Key(1)] public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>True: nothing is changed, the result says what would be.</summary>
    [Key(2)] public bool Preview { get; init; } = true;

    /// <summary>
    /// <see cref="FixAssetsResult.PlanHash"/> of the preview that somebody agreed to: when the plan is another one by now, nothing is changed and
    /// the call fails with <see cref="ErrorCode.PlanChanged"/>. Null applies whatever the plan is.
    /// </summary>
    [Key(3)] public string? PlanHash { get; init; }
}

/// <summary>Result of <see cref="MethodNames.Validation.Fix"/>.</summary>
[MessagePackObject]
public sealed partial record FixAssetsResult
{
    /// <summary>All changes, in the order in which they are made.</summary>
    [Key(0)] public required IReadOnlyList<FixChange> Changes { get; init; }

    /// <summary>Findings of these rules that cannot be mended safely, and why.</summary>
    [Key(1)] public IReadOnlyList<FixRefusal> Refused { get; init; } = [];

    /// <summary>SHA-256 of the changes, 64 lower-case hexadecimal digits.</summary>
    [Key(2)] public required string PlanHash { get; init; }

    /// <summary>Names the step for <see cref="MethodNames.Validation.UndoFix"/>; null for a preview, and when there was nothing to do.</summary>
    [Key(3)] public Guid? UndoId { get; init; }
}

/// <summary>What a change does.</summary>
public enum FixKind
{
    /// <summary>Renames the asset; <see cref="FixChange.Before"/> and <see cref="FixChange.After"/> are package paths.</summary>
    Rename = 0,

    /// <summary>Sets an import setting or an editor property.</summary>
    SetProperty = 1,
}

/// <summary>One change of a fix.</summary>
[MessagePackObject]
public sealed partial record FixChange
{
    /// <summary>Package path of the asset, before all changes.</summary>
    [Key(0)] public required string AssetPath { get; init; }

    /// <summary>The rules whose findings it mends.</summary>
    [Key(1)] public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>What it does.</summary>
    [Key(2)] public required FixKind Kind { get; init; }

    /// <summary>The property ("Srgb", "Compression", "LodGroup"); null for a rename.</summary>
    [Key(3)] public string? Property { get; init; }

    /// <summary>As it is.</summary>
    [Key(4)] public required string Before { get; init; }

    /// <summary>As it shall be.</summary>
    [Key(5)] public required string After { get; init; }

    /// <summary>Assets whose references follow.</summary>
    [Key(6)] public IReadOnlyList<string> UpdatedReferences { get; init; } = [];
}

/// <summary>A finding that is not mended.</summary>
[MessagePackObject]
public sealed partial record FixRefusal
{
    /// <summary>Package path of the asset.</summary>
    [Key(0)] public required string AssetPath { get; init; }

    /// <summary>Id of the rule.</summary>
    [Key(1)] public required string Rule { get; init; }

    /// <summary>Why, and what to do instead.</summary>
    [Key(2)] public required string Reason { get; init; }
}

/// <summary>Params of <see cref="MethodNames.Validation.UndoFix"/>: takes a fix back whole. The result is a <see cref="FixAssetsResult"/> with the changes that were made.</summary>
[MessagePackObject]
public sealed partial record UndoFixParams
{
    /// <summary>The step, of <see cref="FixAssetsResult.UndoId"/>. Kept for 7 days, of the newest 100 steps and at most 32 MiB of them, also after a restart.</summary>
    [Key(0)] public required Guid UndoId { get; init; }
}
