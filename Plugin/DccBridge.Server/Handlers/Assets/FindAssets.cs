using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;

namespace DccBridge.Server.Handlers.Assets;

/// <summary>asset.find: a snapshot on the engine thread, the search elsewhere.</summary>
internal sealed class FindAssets(IEditorAssets assets)
{
    private const int MaxLimit = 1_000;
    private const int MaxSources = 2_000;

    public EngineJob<FindAssetsResult> Prepare(FindAssetsParams parameters)
    {
        if (parameters.Limit is < 1 or > MaxLimit || parameters.Offset < 0)
        {
            throw new RpcException(ErrorCode.InvalidParams, $"'limit' must be 1 to {MaxLimit} and 'offset' 0 or more.", Outcome.NotStarted);
        }

        if (parameters.Under is { } under)
        {
            AssetPaths.VerifyFolder(under);
        }

        AssetPaths.VerifyCount(parameters.Paths?.Count ?? 0, 0, "paths");
        if (parameters.Sources is { Count: > MaxSources } sources)
        {
            throw new RpcException(ErrorCode.InvalidParams, $"'sources' has {sources.Count} entries; at most {MaxSources} are allowed.", Outcome.NotStarted);
        }

        IReadOnlyList<AssetRecord> all = [];
        return new EngineJob<FindAssetsResult>(() => all = assets.List(), () => Search(all, parameters));
    }

    private static FindAssetsResult Search(IReadOnlyList<AssetRecord> all, FindAssetsParams parameters)
    {
        var paths = parameters.Paths?.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var sources = parameters.Sources?.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = all.Where(asset => Matches(asset, parameters, paths) && (sources is null || HasSource(asset, sources))).ToList();
        return new FindAssetsResult { Assets = found.Skip(parameters.Offset).Take(parameters.Limit).ToList(), Total = found.Count };
    }

    private static bool HasSource(AssetRecord asset, HashSet<string> sources) =>
        asset.Source is { } source && (sources.Contains(source.Path) || sources.Contains(source.ContentHash));

    private static bool Matches(AssetRecord asset, FindAssetsParams wanted, HashSet<string>? paths) =>
        (wanted.Under is null || AssetPath.IsAtOrBelow(asset.Path, wanted.Under))
        && (wanted.Class is null || asset.Class == wanted.Class)
        && (wanted.NameContains is null || asset.Path[(asset.Path.LastIndexOf('/') + 1)..].Contains(wanted.NameContains, StringComparison.OrdinalIgnoreCase))
        && (wanted.ContentHash is null || asset.Source?.ContentHash == wanted.ContentHash)
        && (paths is null || paths.Contains(asset.Path));
}
