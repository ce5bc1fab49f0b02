using MessagePack;

namespace DccBridge.Protocol.Contracts.Validation;

/// <summary>Params of <see cref="MethodNames.Validation.Run"/>.</summary>
[MessagePackObject]
public sealed partial record RunValidationParams
{
    /// <summary>Asset paths and folders ("/Game/Props"); empty is everything.</summary>
    [Key(0)] public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Why.</summary>
    [Key(1)] public ValidationUseCase UseCase { get; init; } = ValidationUseCase.Manual;
}

/// <summary>Result of <see cref="MethodNames.Validation.Run"/>; the same verdicts are also pushed to every subscriber.</summary>
[MessagePackObject]
public sealed partial record RunValidationResult
{
    /// <summary>Names the run.</summary>
    [Key(0)] public required Guid RunId { get; init; }

    /// <summary>One verdict per asset, sorted by path.</summary>
    [Key(1)] public required IReadOnlyList<Verdict> Verdicts { get; init; }
}

/// <summary>Params of <see cref="MethodNames.Validation.Rules"/>.</summary>
[MessagePackObject]
public sealed partial record ListRulesParams
{
    /// <summary>Asset path or folder whose rules are wanted; null is the project as a whole.</summary>
    [Key(0)] public string? Path { get; init; }
}

/// <summary>Result of <see cref="MethodNames.Validation.Rules"/>.</summary>
[MessagePackObject]
public sealed partial record ListRulesResult
{
    /// <summary>Name of the naming preset in force.</summary>
    [Key(0)] public required string Preset { get; init; }

    /// <summary>The rules, sorted by id.</summary>
    [Key(1)] public required IReadOnlyList<RuleInfo> Rules { get; init; }

    /// <summary>The settings files in force, the weakest first; empty when there are none.</summary>
    [Key(2)] public IReadOnlyList<string> SettingsFiles { get; init; } = [];

    /// <summary>Equal for settings that mean the same; changes with every change of meaning.</summary>
    [Key(3)] public string Hash { get; init; } = "";

    /// <summary>What is wrong with a studio's own rules, each a text that names file and field; those rules are not among the others, and every verdict says so.</summary>
    [Key(4)] public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>One rule as it is in force.</summary>
[MessagePackObject]
public sealed partial record RuleInfo
{
    /// <summary>Stable id ("tex.pow2").</summary>
    [Key(0)] public required string Id { get; init; }

    /// <summary>What it demands, in one sentence.</summary>
    [Key(1)] public required string Description { get; init; }

    /// <summary>False when the settings switch it off.</summary>
    [Key(2)] public bool Enabled { get; init; }

    /// <summary>Severity of its findings.</summary>
    [Key(3)] public Severity Severity { get; init; }

    /// <summary>Where <see cref="Enabled"/> comes from: empty for the rule's default, else a settings file, with " (folder)" behind it where a folder's entry says so.</summary>
    [Key(4)] public string EnabledFrom { get; init; } = "";

    /// <summary>Where <see cref="Severity"/> comes from, written likewise.</summary>
    [Key(5)] public string SeverityFrom { get; init; } = "";

    /// <summary>The figures of the rule.</summary>
    [Key(6)] public IReadOnlyList<ThresholdInfo> Thresholds { get; init; } = [];

    /// <summary>True when <see cref="MethodNames.Validation.Fix"/> can mend what it finds.</summary>
    [Key(7)] public bool CanFix { get; init; }

    /// <summary>Name of the studio's assembly that it comes from; null for DccBridge's own.</summary>
    [Key(8)] public string? Assembly { get; init; }
}

/// <summary>A figure of a rule as it is in force.</summary>
[MessagePackObject]
public sealed partial record ThresholdInfo
{
    /// <summary>Its name in the settings ("maxLength").</summary>
    [Key(0)] public required string Name { get; init; }

    /// <summary>Its value.</summary>
    [Key(1)] public double Value { get; init; }

    /// <summary>Where the value comes from, written as in <see cref="RuleInfo.EnabledFrom"/>.</summary>
    [Key(2)] public string From { get; init; } = "";

    /// <summary>What it limits, with the unit.</summary>
    [Key(3)] public string Description { get; init; } = "";
}

/// <summary>Params of <see cref="MethodNames.Validation.Subscribe"/>.</summary>
[MessagePackObject]
public sealed partial record SubscribeValidationParams
{
    /// <summary>True: verdicts are kept for this client id while it is away, until acknowledged (7 days or 10,000 events). False: only while connected or resumed.</summary>
    [Key(0)] public bool Durable { get; init; }
}

/// <summary>Result of <see cref="MethodNames.Validation.Subscribe"/>.</summary>
[MessagePackObject]
public readonly partial record struct SubscribeValidationResult([property: Key(0)] long NextSequence, [property: Key(1)] int Pending);
