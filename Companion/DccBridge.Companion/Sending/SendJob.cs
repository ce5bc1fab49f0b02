using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Companion.Sending;

/// <summary>What a send is asked for, whoever asks.</summary>
internal sealed record SendJob
{
    /// <summary>Files and folders.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>What relative paths are relative to.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Package folder; null is one of the name of the folder below /Game; a file that was sent before then goes to the asset that came from it.</summary>
    public string? Destination { get; init; }

    /// <summary>What to do with assets that exist with other content.</summary>
    public ImportConflict OnConflict { get; init; } = ImportConflict.Update;

    /// <summary>Longest wait without any wanted verdict.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The run was begun before and broken off: the editor may have imported and judged already, and judges once more.</summary>
    public bool IsAgain { get; init; }

    /// <summary>Names the run in the editor: the same run again does nothing twice. At most 64 characters.</summary>
    public string RunKey { get; init; } = Guid.NewGuid().ToString("N");
}

/// <summary>The names of a send's stages, in their order.</summary>
internal static class SendStages
{
    /// <summary>The files are read.</summary>
    public const string Hash = "Hash";

    /// <summary>Their content goes to the editor.</summary>
    public const string Upload = "Upload";

    /// <summary>The editor makes assets of it.</summary>
    public const string Import = "Import";

    /// <summary>The editor judges the assets.</summary>
    public const string Validate = "Validate";
}
