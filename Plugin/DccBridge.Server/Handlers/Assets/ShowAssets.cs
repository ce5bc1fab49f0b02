using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Serialization;
using DccBridge.Server.Editor;

namespace DccBridge.Server.Handlers.Assets;

/// <summary>asset.show.</summary>
internal sealed class ShowAssets(IEditorAssets assets, IEditorWindow window)
{
    public EngineJob<EmptyMessage> Prepare(ShowAssetsParams parameters)
    {
        AssetPaths.VerifyCount(parameters.Paths.Count, 1, "paths");
        foreach (var path in parameters.Paths)
        {
            AssetPaths.Verify(path);
        }

        return EngineJob.Of(() => window.ShowAssets(parameters.Paths.Select(path => (assets.Get(path) ?? throw GetAsset.NotFound(path)).Path).ToList()));
    }
}
