using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;

namespace DccBridge.Headless.Content;

/// <summary>The assets of a content folder as the server sees them. Engine thread only, and every member checks that.</summary>
internal sealed class ContentAssets(ContentStore store, IEngineThread engine) : IEditorAssets
{
    /// <inheritdoc/>
    public AssetRecord? Get(string path)
    {
        AssertThread();
        return store.Get(path);
    }

    /// <inheritdoc/>
    public IReadOnlyList<AssetRecord> List()
    {
        AssertThread();
        return store.List();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Delete(IReadOnlyList<string> paths)
    {
        AssertThread();
        var deleted = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string path in paths)
        {
            deleted.Add(Existing(path).Path);
        }

        if (deleted.Count == 0)
        {
            return [];
        }

        store.Commit([.. deleted.Select(static path => new AssetChange(path, null))], paths[0]);
        return [.. store.List().Where(record => AssetReferences.Of(record).Any(deleted.Contains)).Select(static record => record.Path)];
    }

    /// <inheritdoc/>
    public RenameAssetResult Rename(string from, string to)
    {
        AssertThread();
        AssetRecord asset = Existing(from);
        if (!AssetPath.TryParse(to, out AssetPath target, out string? problem))
        {
            throw new EditorException(ErrorCode.InvalidAssetPath, problem);
        }

        to = target.Value;
        bool isOnlyCase = string.Equals(asset.Path, to, StringComparison.OrdinalIgnoreCase);
        if (!isOnlyCase && store.Get(to) is { } taken)
        {
            throw new EditorException(ErrorCode.AssetExists, $"'{asset.Path}' cannot be renamed: '{taken.Path}' exists. Choose a free path, or delete that asset first.");
        }

        AssetRecord renamed = AssetReferences.Follow(asset, asset.Path, to) ?? asset;
        renamed = renamed with { Path = to, Revision = asset.Revision + 1 };
        List<AssetChange> changes = isOnlyCase
            ? [new AssetChange(asset.Path, renamed)]
            : [new AssetChange(asset.Path, null), new AssetChange(to, renamed)];
        var followed = new List<string>();
        foreach (AssetRecord other in store.List())
        {
            if (!ReferenceEquals(other, asset) && AssetReferences.Follow(other, asset.Path, to) is { } updated)
            {
                changes.Add(new AssetChange(other.Path, updated));
                followed.Add(other.Path);
            }
        }

        store.Commit(changes, asset.Path);
        return new RenameAssetResult { Asset = renamed, UpdatedReferences = followed };
    }

    private AssetRecord Existing(string path) => store.Get(path)
        ?? throw new EditorException(ErrorCode.AssetNotFound, $"No asset '{path}' in this project. List the assets to see what there is.");

    private void AssertThread()
    {
        if (!engine.IsCurrent)
        {
            throw new InvalidOperationException("Assets are used on the engine thread only.");
        }
    }
}
