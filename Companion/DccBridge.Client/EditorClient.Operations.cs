using DccBridge.Client.Connecting;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Client;

public sealed partial class EditorClient
{
    /// <summary>One operation by its id.</summary>
    /// <exception cref="Protocol.Errors.RpcException">No operation has that id (<see cref="ErrorCode.OperationNotFound"/>), or the call failed.</exception>
    public ValueTask<OperationStatus> GetOperationAsync(Guid operationId, CallOptions options = default, CancellationToken cancellationToken = default)
        => ReadAsync<GetOperationParams, OperationStatus>(MethodNames.Operation.Get, new GetOperationParams { OperationId = operationId }, options, cancellationToken);

    /// <summary>One operation by the idempotency key of the call that started it.</summary>
    /// <exception cref="Protocol.Errors.RpcException">No operation has that key (<see cref="ErrorCode.OperationNotFound"/>), or the call failed.</exception>
    public ValueTask<OperationStatus> GetOperationAsync(string idempotencyKey, CallOptions options = default, CancellationToken cancellationToken = default)
        => ReadAsync<GetOperationParams, OperationStatus>(MethodNames.Operation.Get, new GetOperationParams { IdempotencyKey = idempotencyKey }, options, cancellationToken);

    /// <summary>Operations, newest first, without their results.</summary>
    /// <param name="includeFinished">Also those that ended.</param>
    /// <param name="limit">How many at most, 1 to 1000.</param>
    /// <param name="options">How the call is made.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Protocol.Errors.RpcException">The call failed; see its code and outcome.</exception>
    public async ValueTask<IReadOnlyList<OperationStatus>> ListOperationsAsync(bool includeFinished = false, int limit = 100, CallOptions options = default, CancellationToken cancellationToken = default)
        => (await ReadAsync<ListOperationsParams, ListOperationsResult>(MethodNames.Operation.List, new ListOperationsParams { IncludeFinished = includeFinished, Limit = limit }, options, cancellationToken).ConfigureAwait(false)).Operations;

    /// <summary>Asks an operation to stop. One that runs may need a moment: ask again to see how it ended.</summary>
    /// <exception cref="Protocol.Errors.RpcException">No operation has that id (<see cref="ErrorCode.OperationNotFound"/>), or the call failed.</exception>
    public ValueTask<OperationStatus> CancelOperationAsync(Guid operationId, CallOptions options = default, CancellationToken cancellationToken = default)
        => CallAsync<CancelOperationParams, OperationStatus>(MethodNames.Operation.Cancel, new CancelOperationParams(operationId), options, Interruption.Repeat, cancellationToken);
}
