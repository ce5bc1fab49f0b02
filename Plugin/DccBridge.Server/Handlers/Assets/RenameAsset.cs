using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;

namespace DccBridge.Server.Handlers.Assets;

/// <summary>asset.rename.</summary>
internal sealed class RenameAsset(IEditorAssets assets)
{
    public EngineJob<RenameAssetResult> Prepare(RenameAssetParams parameters)
    {
        AssetPaths.Verify(parameters.From);
        AssetPaths.Verify(parameters.To);
        RenameAssetResult? result = null;
        return new EngineJob<RenameAssetResult>(
            () =>
            {
                var from = assets.Get(parameters.From) ?? throw GetAsset.NotFound(parameters.From);
                var changesCaseOnly = string.Equals(parameters.From, parameters.To, StringComparison.OrdinalIgnoreCase);
                if (!changesCaseOnly && assets.Get(parameters.To) is not null)
                {
                    throw new RpcException(ErrorCode.AssetExists, $"An asset '{parameters.To}' exists. Delete it first, or choose another path.", Outcome.NotStarted);
                }

                result = assets.Rename(from.Path, parameters.To);
            },
            () => result!);
    }
}
