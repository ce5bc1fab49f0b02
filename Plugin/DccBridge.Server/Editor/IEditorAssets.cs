using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Server.Editor;

/// <summary>The assets of the project. Called on the engine thread only. Paths were checked with <see cref="AssetPath"/> before.</summary>
public interface IEditorAssets
{
    /// <summary>The asset of that package path, compared without case; null when there is none.</summary>
    AssetRecord? Get(string path);

    /// <summary>All assets, sorted by path. A snapshot: later changes do not show in it.</summary>
    IReadOnlyList<AssetRecord> List();

    /// <summary>Deletes assets that exist.</summary>
    /// <returns>Paths of the assets that still refer to a deleted one.</returns>
    IReadOnlyList<string> Delete(IReadOnlyList<string> paths);

    /// <summary>Renames an asset that exists to a path that is free, and follows its references.</summary>
    RenameAssetResult Rename(string from, string to);
}
