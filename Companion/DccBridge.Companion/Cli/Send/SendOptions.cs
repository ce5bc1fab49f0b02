using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Companion.Cli.Send;

/// <summary>What a send was asked for.</summary>
internal sealed record SendOptions
{
    /// <summary>Files and folders.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Package folder; null is one of the name of the folder below /Game; a file that was sent before then goes to the asset that came from it.</summary>
    public string? Destination { get; init; }

    /// <summary>Start a headless editor for this run.</summary>
    public bool Headless { get; init; }

    /// <summary>Content folder of the headless editor; null is a temporary one.</summary>
    public string? ContentFolder { get; init; }

    /// <summary>Validation settings of the headless editor; null is the defaults.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>What to do with assets that exist with other content.</summary>
    public ImportConflict OnConflict { get; init; } = ImportConflict.Update;

    /// <summary>Show the plan and do nothing.</summary>
    public bool DryRun { get; init; }
}
