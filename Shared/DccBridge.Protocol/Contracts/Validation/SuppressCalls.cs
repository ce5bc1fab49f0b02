using MessagePack;

namespace DccBridge.Protocol.Contracts.Validation;

/// <summary>Params of <see cref="MethodNames.Validation.Suppress"/>: accepts findings for a while, in the project's settings file.</summary>
[MessagePackObject]
public sealed partial record SuppressParams
{
    /// <summary>Id of the rule.</summary>
    [Key(0)] public required string Rule { get; init; }

    /// <summary>The asset, or a folder with all below it.</summary>
    [Key(1)] public required string Path { get; init; }

    /// <summary>Why, 1 to 500 characters; shown with the finding. Ignored when <see cref="Remove"/> is set.</summary>
    [Key(2)] public string Reason { get; init; } = "";

    /// <summary>Last day, UTC, on which it holds ("2026-12-31"); null is for ever.</summary>
    [Key(3)] public string? Expires { get; init; }

    /// <summary>True: takes the suppression of exactly this rule and path away instead.</summary>
    [Key(4)] public bool Remove { get; init; }
}

/// <summary>Result of <see cref="MethodNames.Validation.Suppress"/>.</summary>
[MessagePackObject]
public sealed partial record SuppressResult
{
    /// <summary>The settings file that was changed.</summary>
    [Key(0)] public required string SettingsFile { get; init; }

    /// <summary>False when the file said so already.</summary>
    [Key(1)] public bool Changed { get; init; }
}
