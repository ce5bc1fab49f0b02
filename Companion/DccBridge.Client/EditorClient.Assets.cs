using System.Runtime.CompilerServices;
using DccBridge.Client.Connecting;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Client;

public sealed partial class EditorClient
{
    /// <summary>One page of the assets that fit.</summary>
    /// <exception cref="Protocol.Errors.RpcException">The call failed; see its code and outcome.</exception>
    public ValueTask<FindAssetsResult> FindAssetsAsync(FindAssetsParams parameters, CallOptions options = default, CancellationToken cancellationToken = default)
        => ReadAsync<FindAssetsParams, FindAssetsResult>(MethodNames.Asset.Find, parameters, options, cancellationToken);

    /// <summary>All assets that fit, page after page from <see cref="FindAssetsParams.Offset"/> on. An asset that is made or deleted meanwhile may be missed or come twice.</summary>
    /// <exception cref="Protocol.Errors.RpcException">A call failed; see its code and outcome.</exception>
    public async IAsyncEnumerable<AssetRecord> FindAllAssetsAsync(FindAssetsParams parameters, CallOptions options = default, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var offset = parameters.Offset; ;)
        {
            var page = await FindAssetsAsync(parameters with { Offset = offset }, options, cancellationToken).ConfigureAwait(false);
            foreach (var asset in page.Assets)
            {
                yield return asset;
            }

            offset += page.Assets.Count;
            if (page.Assets.Count == 0 || offset >= page.Total)
            {
                yield break;
            }
        }
    }

    /// <summary>One asset by its package path.</summary>
    /// <exception cref="Protocol.Errors.RpcException">There is none (<see cref="ErrorCode.AssetNotFound"/>), or the call failed.</exception>
    public ValueTask<AssetRecord> GetAssetAsync(string path, CallOptions options = default, CancellationToken cancellationToken = default)
        => ReadAsync<GetAssetParams, AssetRecord>(MethodNames.Asset.Get, new GetAssetParams { Path = path }, options, cancellationToken);

    /// <summary>Imports uploaded files. Done once, also when the connection is lost meanwhile.</summary>
    /// <exception cref="Protocol.Errors.RpcException">The call failed as a whole; single items fail within the result.</exception>
    public ValueTask<ImportAssetsResult> ImportAssetsAsync(ImportAssetsParams parameters, CallOptions options = default, CancellationToken cancellationToken = default)
        => OperateAsync<ImportAssetsParams, ImportAssetsResult>(MethodNames.Asset.Import, parameters, options, cancellationToken);

    /// <summary>Deletes assets, all or none. Done once, also when the connection is lost meanwhile.</summary>
    /// <exception cref="Protocol.Errors.RpcException">One does not exist (<see cref="ErrorCode.AssetNotFound"/>), or the call failed.</exception>
    public ValueTask<DeleteAssetsResult> DeleteAssetsAsync(IReadOnlyList<string> paths, CallOptions options = default, CancellationToken cancellationToken = default)
        => OperateAsync<DeleteAssetsParams, DeleteAssetsResult>(MethodNames.Asset.Delete, new DeleteAssetsParams { Paths = paths }, options, cancellationToken);

    /// <summary>Renames or moves one asset. Done once, also when the connection is lost meanwhile.</summary>
    /// <exception cref="Protocol.Errors.RpcException">There is none, the new path is taken, or the call failed.</exception>
    public ValueTask<RenameAssetResult> RenameAssetAsync(string from, string to, CallOptions options = default, CancellationToken cancellationToken = default)
        => OperateAsync<RenameAssetParams, RenameAssetResult>(MethodNames.Asset.Rename, new RenameAssetParams { From = from, To = to }, options, cancellationToken);

    /// <summary>Shows assets in the editor's content browser and selects them there.</summary>
    /// <exception cref="Protocol.Errors.RpcException">One does not exist (<see cref="ErrorCode.AssetNotFound"/>), or the call failed.</exception>
    public async ValueTask ShowAssetsAsync(IReadOnlyList<string> paths, CallOptions options = default, CancellationToken cancellationToken = default)
        => await CallAsync<ShowAssetsParams, EmptyMessage>(MethodNames.Asset.Show, new ShowAssetsParams { Paths = paths }, options, Interruption.Repeat, cancellationToken).ConfigureAwait(false);
}
