using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;
using DccBridge.Validation.Fixes;

namespace DccBridge.Headless.Content;

/// <summary>Fixes of a content folder: however many assets they touch, one change of the store, which a kill cannot cut in two.</summary>
internal sealed class ContentEdits(ContentStore store, IEngineThread engine) : IAssetEdits
{
    /// <inheritdoc/>
    public string? FindProblem(AssetRecord asset, FixChange change) => null;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ReferencersOf(IReadOnlyList<string> paths)
    {
        AssertThread();
        var referencers = paths.ToDictionary(static path => path, static _ => new List<string>(), StringComparer.OrdinalIgnoreCase);
        foreach (AssetRecord record in store.List())
        {
            foreach (string used in AssetReferences.Of(record).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (referencers.TryGetValue(used, out List<string>? list) && !string.Equals(used, record.Path, StringComparison.OrdinalIgnoreCase))
                {
                    list.Add(record.Path);
                }
            }
        }

        return referencers.ToDictionary(static entry => entry.Key, static entry => (IReadOnlyList<string>)entry.Value, StringComparer.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public void Apply(IReadOnlyList<FixChange> changes)
    {
        AssertThread();
        if (changes.Count == 0)
        {
            return;
        }

        var edited = new Dictionary<string, AssetRecord>(StringComparer.OrdinalIgnoreCase);
        var renames = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (FixChange change in changes)
        {
            AssetRecord asset = edited.GetValueOrDefault(change.AssetPath) ?? store.Get(change.AssetPath)
                ?? throw new EditorException(ErrorCode.AssetNotFound, $"Nothing was changed: there is no asset '{change.AssetPath}' any more.");
            edited[asset.Path] = change.Kind == FixKind.Rename ? Renamed(asset, change.After, renames) : WithProperty(asset, change);
        }

        store.Commit(Changes(edited, renames), changes[0].AssetPath);
    }

    private static AssetRecord WithProperty(AssetRecord asset, FixChange change) => FixProperties.Write(asset, change.Property, change.After)
        ?? throw new EditorException(ErrorCode.InvalidParams, $"Nothing was changed: '{asset.Path}' has no property {change.Property} that could be '{change.After}'.");

    private AssetRecord Renamed(AssetRecord asset, string to, Dictionary<string, string> renames)
    {
        if (!AssetPath.TryParse(to, out AssetPath target, out string? problem))
        {
            throw new EditorException(ErrorCode.InvalidAssetPath, $"Nothing was changed: {problem}");
        }

        bool isOnlyCase = string.Equals(asset.Path, target.Value, StringComparison.OrdinalIgnoreCase);
        if (!isOnlyCase && (store.Get(target.Value) is not null || renames.ContainsValue(target.Value)))
        {
            throw new EditorException(ErrorCode.AssetExists, $"Nothing was changed: '{target.Value}' exists, so '{asset.Path}' cannot be renamed to it.");
        }

        renames.Add(asset.Path, target.Value);
        return asset with { Revision = asset.Revision + 1 };
    }

    /// <summary>What becomes of each record: those that are edited, those that move, and those that refer to one that moves.</summary>
    private List<AssetChange> Changes(Dictionary<string, AssetRecord> edited, Dictionary<string, string> renames)
    {
        var changes = new List<AssetChange>();
        foreach (AssetRecord record in store.List())
        {
            AssetRecord? edit = edited.GetValueOrDefault(record.Path);
            AssetRecord changed = edit ?? record;
            AssetRecord? followed = renames.Count == 0 ? null : AssetReferences.Follow(changed, renames);
            if (edit is null && followed is null)
            {
                continue;
            }

            changed = followed ?? changed;
            if (!renames.TryGetValue(record.Path, out string? path))
            {
                changes.Add(new AssetChange(record.Path, changed));
            }
            else if (string.Equals(path, record.Path, StringComparison.OrdinalIgnoreCase))
            {
                changes.Add(new AssetChange(record.Path, changed with { Path = path }));
            }
            else
            {
                changes.Add(new AssetChange(record.Path, null));
                changes.Add(new AssetChange(path, changed with { Path = path }));
            }
        }

        return changes;
    }

    private void AssertThread()
    {
        if (!engine.IsCurrent)
        {
            throw new InvalidOperationException("Assets are changed on the engine thread only.");
        }
    }
}
