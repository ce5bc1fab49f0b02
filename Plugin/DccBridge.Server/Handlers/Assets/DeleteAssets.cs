using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;

namespace DccBridge.Server.Handlers.Assets;

/// <summary>asset.delete: all or nothing, in one tick.</summary>
internal sealed class DeleteAssets(IEditorAssets assets)
{
    public EngineJob<DeleteAssetsResult> Prepare(DeleteAssetsParams parameters)
    {
        AssetPaths.VerifyCount(parameters.Paths.Count, 1, "paths");
        foreach (var path in parameters.Paths)
        {
            AssetPaths.Verify(path);
        }

        List<string> deleted = [];
        IReadOnlyList<string> broken = [];
        return new EngineJob<DeleteAssetsResult>(
            () =>
            {
                var wanted = parameters.Paths.Distinct(StringComparer.OrdinalIgnoreCase);
                deleted = wanted.Select(path => (assets.Get(path) ?? throw GetAsset.NotFound(path)).Path).ToList();
                broken = assets.Delete(deleted);
            },
            () => new DeleteAssetsResult { Deleted = deleted, BrokenReferences = broken });
    }
}
