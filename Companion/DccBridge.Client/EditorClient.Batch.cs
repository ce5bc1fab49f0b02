using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Batch;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Client;

public sealed partial class EditorClient
{
    /// <summary>Runs the calls of a batch within one engine tick; afterwards its entries hold the results. Done once, also when the connection is lost meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The batch was run already.</exception>
    /// <exception cref="Protocol.Errors.RpcException">The batch failed as a whole; single calls fail within their entries.</exception>
    public async ValueTask RunBatchAsync(EditorBatch batch, CallOptions options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var result = await OperateAsync<BatchParams, BatchResult>(MethodNames.Batch.Run, batch.Seal(), options, cancellationToken).ConfigureAwait(false);
        batch.Complete(result);
    }
}
