using MessagePack;

namespace DccBridge.Protocol.Contracts.Validation;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Info = 0,

    /// <summary>Should be mended.</summary>
    Warning = 1,

    /// <summary>Must be mended; the asset fails.</summary>
    Error = 2,
}

/// <summary>One thing that a rule found wrong with an asset.</summary>
[MessagePackObject]
public sealed partial record Finding
{
    /// <summary>Stable id of the rule ("tex.pow2").</summary>
    [Key(0)] public required string RuleId { get; init; }

    /// <summary>How bad it is, by the settings in force.</summary>
    [Key(1)] public required Severity Severity { get; init; }

    /// <summary>What is wrong, with the figures ("2049 x 1024 px: the width is not a power of two").</summary>
    [Key(2)] public required string Message { get; init; }

    /// <summary>How to mend it, as an instruction to the artist.</summary>
    [Key(3)] public required string Fix { get; init; }

    /// <summary>Where in the source it is; null when it concerns the whole asset.</summary>
    [Key(4)] public FindingLocator? Locator { get; init; }

    /// <summary>Why it is suppressed; null when it is not. A suppressed finding does not fail the asset.</summary>
    [Key(5)] public string? SuppressedBecause { get; init; }
}

/// <summary>The place in the source scene or file that a finding points at: what a DCC can select.</summary>
[MessagePackObject]
public sealed partial record FindingLocator
{
    /// <summary>Name of the node in the DCC.</summary>
    [Key(0)] public string? Node { get; init; }

    /// <summary>Name of the material in the DCC.</summary>
    [Key(1)] public string? Material { get; init; }

    /// <summary>Index of the material slot; -1 when it is not about a slot.</summary>
    [Key(2)] public int Slot { get; init; } = -1;
}
