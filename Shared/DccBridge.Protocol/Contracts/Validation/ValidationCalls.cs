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

/// <summary>Result of <see cref="MethodNames.Validation.Rules"/>; its params are empty.</summary>
[MessagePackObject]
public sealed partial record ListRulesResult
{
    /// <summary>Name of the naming preset in force.</summary>
    [Key(0)] public required string Preset { get; init; }

    /// <summary>The rules, sorted by id.</summary>
    [Key(1)] public required IReadOnlyList<RuleInfo> Rules { get; init; }
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
