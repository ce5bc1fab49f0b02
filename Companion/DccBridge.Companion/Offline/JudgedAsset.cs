using DccBridge.Companion.Transfers;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Offline;

/// <summary>An asset that a file would become, with what the rules say of it.</summary>
internal sealed record JudgedAsset
{
    /// <summary>What the rules say.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The file that it comes from, or the folder that could not be looked into.</summary>
    public required string FullPath { get; init; }

    /// <summary>As a person knows it.</summary>
    public required string ShownPath { get; init; }

    /// <summary>True for the asset of the file itself, false for a material beside a mesh.</summary>
    public bool IsMain { get; init; } = true;

    /// <summary>Length of the file in bytes; 0 when unknown.</summary>
    public long Bytes { get; init; }

    /// <summary>What a picture of it can be drawn from.</summary>
    public AssetFigures Figures { get; init; } = new();
}

/// <summary>The few facts of an asset that are kept for reports; all of them, ten thousand times, would be too much.</summary>
internal sealed record AssetFigures
{
    /// <summary>Width and height in pixels of a texture; null for others.</summary>
    public (int Width, int Height)? Pixels { get; init; }

    /// <summary>Channels and bits of each, of a texture.</summary>
    public (int Channels, int Bits) Depth { get; init; }

    /// <summary>Edges of the bounds of a mesh in centimetres, in Unreal's axes; null for others.</summary>
    public Vector3D? Size { get; init; }

    /// <summary>Triangles of a mesh.</summary>
    public int Triangles { get; init; }

    /// <summary>Material slots of a mesh.</summary>
    public int Slots { get; init; }

    public static AssetFigures Of(AssetFacts facts) => new()
    {
        Pixels = facts.Texture is { } t ? (t.Width, t.Height) : null,
        Depth = facts.Texture is { } d ? (d.Channels, d.BitDepth) : default,
        Size = facts.Mesh?.Bounds.Size,
        Triangles = facts.Mesh?.Triangles ?? 0,
        Slots = facts.Mesh?.Slots.Count ?? 0,
    };
}

/// <summary>What a validation of files came to.</summary>
internal sealed record OfflineResult
{
    /// <summary>Names the run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTime Started { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public required DateTime Ended { get; init; }

    /// <summary>The settings files, the weakest first; empty for the defaults.</summary>
    public required IReadOnlyList<string> SettingsFiles { get; init; }

    /// <summary>The rules as they are in force where no folder says otherwise.</summary>
    public required IReadOnlyList<RuleInfo> Rules { get; init; }

    /// <summary>The assets in the order of their paths.</summary>
    public required IReadOnlyList<JudgedAsset> Assets { get; init; }

    /// <summary>What was left alone.</summary>
    public required IReadOnlyList<SkippedFile> Skipped { get; init; }

    /// <summary>Files that were looked at.</summary>
    public required int Files { get; init; }
}
