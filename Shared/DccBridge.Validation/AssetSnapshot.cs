using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Validation;

/// <summary>The assets of one run, by path. Made once, in time proportional to their number; read by any thread.</summary>
public sealed class AssetSnapshot : IOtherAssets
{
    private readonly Dictionary<string, AssetRecord> _byPath;
    private readonly Dictionary<string, AssetRecord> _second = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the assets as they are. Of several with one path the first is found; the second is its namesake.</summary>
    public AssetSnapshot(IReadOnlyCollection<AssetRecord> assets)
    {
        ArgumentNullException.ThrowIfNull(assets);
        _byPath = new Dictionary<string, AssetRecord>(assets.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var asset in assets)
        {
            if (asset.Path is { Length: > 0 } path && !_byPath.TryAdd(path, asset))
            {
                _second.TryAdd(path, asset);
            }
        }
    }

    /// <inheritdoc/>
    public AssetRecord? Find(string path) => path is null ? null : _byPath.GetValueOrDefault(path);

    /// <inheritdoc/>
    public AssetRecord? FindNamesake(AssetRecord asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        if (asset.Path is not { } path || !_second.TryGetValue(path, out var second))
        {
            return null;
        }

        // The record that is judged may be a later copy that knows more than the list: its source is not in every list. So the writing of the path decides first.
        var first = _byPath[path];
        var isSecond = path == second.Path && (path != first.Path || string.Equals(asset.Source?.Path, second.Source?.Path, StringComparison.Ordinal));
        return isSecond ? first : second;
    }
}
