using MessagePack;

namespace DccBridge.Protocol.Contracts.Assets;

/// <summary>Params of <see cref="MethodNames.Asset.Find"/>: all conditions that are set must hold.</summary>
[MessagePackObject]
public sealed partial record FindAssetsParams
{
    /// <summary>Folder or asset path to look below ("/Game/Props"); null is everywhere.</summary>
    [Key(0)] public string? Under { get; init; }

    /// <summary>Unreal class name.</summary>
    [Key(1)] public string? Class { get; init; }

    /// <summary>Part of the asset's name, without case.</summary>
    [Key(2)] public string? NameContains { get; init; }

    /// <summary>Source content hash.</summary>
    [Key(3)] public string? ContentHash { get; init; }

    /// <summary>Exact paths; null is no condition. Unknown ones are left out of the result.</summary>
    [Key(4)] public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>How many to pass over, for paging.</summary>
    [Key(5)] public int Offset { get; init; }

    /// <summary>How many at most, 1 to 1000.</summary>
    [Key(6)] public int Limit { get; init; } = 1000;

    /// <summary>
    /// Paths of source files, without case, and content hashes, at most 2000: an asset is found when its source has one of these. Null is no
    /// condition. An editor that does not know this field answers without it.
    /// </summary>
    [Key(7)] public IReadOnlyList<string>? Sources { get; init; }
}

/// <summary>Result of <see cref="MethodNames.Asset.Find"/>, sorted by path.</summary>
[MessagePackObject]
public sealed partial record FindAssetsResult
{
    /// <summary>The page that was asked for.</summary>
    [Key(0)] public required IReadOnlyList<AssetRecord> Assets { get; init; }

    /// <summary>How many there are in all.</summary>
    [Key(1)] public int Total { get; init; }
}

/// <summary>Params of <see cref="MethodNames.Asset.Get"/>. The result is an <see cref="AssetRecord"/>.</summary>
[MessagePackObject]
public sealed partial record GetAssetParams
{
    /// <summary>Package path.</summary>
    [Key(0)] public required string Path { get; init; }
}

/// <summary>Params of <see cref="MethodNames.Asset.Delete"/>.</summary>
[MessagePackObject]
public sealed partial record DeleteAssetsParams
{
    /// <summary>Package paths, at most 1000. A path that does not exist is an error and nothing is deleted.</summary>
    [Key(0)] public required IReadOnlyList<string> Paths { get; init; }
}

/// <summary>Result of <see cref="MethodNames.Asset.Delete"/>.</summary>
[MessagePackObject]
public sealed partial record DeleteAssetsResult
{
    /// <summary>What was deleted.</summary>
    [Key(0)] public required IReadOnlyList<string> Deleted { get; init; }

    /// <summary>Assets that still refer to a deleted one.</summary>
    [Key(1)] public IReadOnlyList<string> BrokenReferences { get; init; } = [];
}

/// <summary>Params of <see cref="MethodNames.Asset.Rename"/>.</summary>
[MessagePackObject]
public sealed partial record RenameAssetParams
{
    /// <summary>Package path as it is.</summary>
    [Key(0)] public required string From { get; init; }

    /// <summary>Package path as it shall be; must be free.</summary>
    [Key(1)] public required string To { get; init; }
}

/// <summary>Result of <see cref="MethodNames.Asset.Rename"/>.</summary>
[MessagePackObject]
public sealed partial record RenameAssetResult
{
    /// <summary>The asset under its new path.</summary>
    [Key(0)] public required AssetRecord Asset { get; init; }

    /// <summary>Assets whose references were changed to the new path.</summary>
    [Key(1)] public IReadOnlyList<string> UpdatedReferences { get; init; } = [];
}
