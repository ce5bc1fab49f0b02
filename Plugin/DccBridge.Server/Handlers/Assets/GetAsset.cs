using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;

namespace DccBridge.Server.Handlers.Assets;

/// <summary>asset.get.</summary>
internal sealed class GetAsset(IEditorAssets assets)
{
    public EngineJob<AssetRecord> Prepare(GetAssetParams parameters)
    {
        AssetPaths.Verify(parameters.Path);
        AssetRecord? found = null;
        return new EngineJob<AssetRecord>(
            () => found = assets.Get(parameters.Path),
            () => found ?? throw NotFound(parameters.Path));
    }

    internal static RpcException NotFound(string path) =>
        new(ErrorCode.AssetNotFound, $"There is no asset '{path}' in this project. List the assets to see what there is.", Outcome.NotStarted);
}
