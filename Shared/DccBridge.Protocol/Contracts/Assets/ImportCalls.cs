using MessagePack;

namespace DccBridge.Protocol.Contracts.Assets;

/// <summary>What to do when an asset of the destination path exists.</summary>
public enum ImportConflict
{
    /// <summary>Import nothing for that item and report <see cref="ErrorCode.AssetExists"/>.</summary>
    Fail = 0,

    /// <summary>Import as an update: settings, references and material assignments are kept.</summary>
    Update = 1,
}

/// <summary>What became of an asset.</summary>
public enum ImportAction
{
    /// <summary>It is new.</summary>
    Created = 0,

    /// <summary>It existed and has the new content.</summary>
    Updated = 1,

    /// <summary>It existed with this very content; nothing was written.</summary>
    Unchanged = 2,

    /// <summary>Nothing was written; <see cref="ImportItemResult.Error"/> says why.</summary>
    Failed = 3,
}

/// <summary>Params of <see cref="MethodNames.Asset.Import"/>. One item that fails does not stop the others.</summary>
[MessagePackObject]
public sealed partial record ImportAssetsParams
{
    /// <summary>What to import, at most 1000 items.</summary>
    [Key(0)] public required IReadOnlyList<ImportItem> Items { get; init; }
}

/// <summary>One file to import; its content was uploaded before.</summary>
[MessagePackObject]
public sealed partial record ImportItem
{
    /// <summary>Package path of the main asset ("/Game/Props/SM_Crate"). A mesh file also makes a Material asset beside it for each material that is not there yet.</summary>
    [Key(0)] public required string DestinationPath { get; init; }

    /// <summary>Name of the file without folders; its ending says the type.</summary>
    [Key(1)] public required string FileName { get; init; }

    /// <summary>SHA-256 of the uploaded content, 64 lower-case hexadecimal digits.</summary>
    [Key(2)] public required string ContentHash { get; init; }

    /// <summary>Path of the file on the artist's machine, for the source mapping.</summary>
    [Key(3)] public required string SourcePath { get; init; }

    /// <summary>What to do when the asset exists.</summary>
    [Key(4)] public ImportConflict OnConflict { get; init; }
}

/// <summary>Result of <see cref="MethodNames.Asset.Import"/>.</summary>
[MessagePackObject]
public sealed partial record ImportAssetsResult
{
    /// <summary>One entry per item, in order.</summary>
    [Key(0)] public required IReadOnlyList<ImportItemResult> Items { get; init; }
}

/// <summary>What one item became.</summary>
[MessagePackObject]
public sealed partial record ImportItemResult
{
    /// <summary>Destination path of the item.</summary>
    [Key(0)] public required string DestinationPath { get; init; }

    /// <summary>All assets that the item made or changed, the main one first.</summary>
    [Key(1)] public IReadOnlyList<ImportedAsset> Assets { get; init; } = [];

    /// <summary>Why nothing was imported; null otherwise.</summary>
    [Key(2)] public RpcError? Error { get; init; }
}

/// <summary>One asset that an import made or changed.</summary>
[MessagePackObject]
public sealed partial record ImportedAsset
{
    /// <summary>Package path.</summary>
    [Key(0)] public required string Path { get; init; }

    /// <summary>Unreal class name.</summary>
    [Key(1)] public required string Class { get; init; }

    /// <summary>What became of it.</summary>
    [Key(2)] public ImportAction Action { get; init; }
}
