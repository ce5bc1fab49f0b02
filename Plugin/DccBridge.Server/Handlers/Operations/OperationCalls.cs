using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Operations;
using DccBridge.Server.Storage;

namespace DccBridge.Server.Handlers.Operations;

/// <summary>operation.get, operation.list and operation.cancel. Answered without the engine thread.</summary>
internal sealed class OperationCalls(OperationTable operations)
{
    private const int MaxLimit = 1_000;

    public OperationStatus Get(GetOperationParams parameters)
    {
        var found = parameters switch
        {
            { OperationId: { } id, IdempotencyKey: null } => operations.Find(id),
            { OperationId: null, IdempotencyKey: { } key } => operations.FindByKey(key),
            _ => throw new RpcException(ErrorCode.InvalidParams, "Give either 'operationId' or 'idempotencyKey'.", Outcome.NotStarted),
        };
        return StatusOf(found ?? throw NotFound());
    }

    public ListOperationsResult List(ListOperationsParams parameters)
    {
        if (parameters.Limit is < 1 or > MaxLimit)
        {
            throw new RpcException(ErrorCode.InvalidParams, $"'limit' must be 1 to {MaxLimit}.", Outcome.NotStarted);
        }

        return new ListOperationsResult { Operations = operations.List(parameters.IncludeFinished, parameters.Limit).Select(StatusOf).ToList() };
    }

    /// <param name="parameters">Which.</param>
    /// <param name="mayCancel">Whether the session may do what the operation's method does.</param>
    public OperationStatus Cancel(CancelOperationParams parameters, Action<string> mayCancel)
    {
        var operation = operations.Find(parameters.OperationId) ?? throw NotFound();
        mayCancel(operation.Method);
        operations.Cancel(parameters.OperationId);
        return StatusOf(operations.Find(parameters.OperationId) ?? operation);
    }

    private static RpcException NotFound() =>
        new(ErrorCode.OperationNotFound, "No such operation is known. Operations are kept for 7 days; look at the assets to see what was done.", Outcome.NotStarted);

    private static OperationStatus StatusOf(StoredOperation stored) => new()
    {
        OperationId = stored.Id,
        Method = stored.Method,
        IdempotencyKey = stored.Key,
        State = stored.State,
        Progress = stored.Progress,
        Message = stored.Message,
        CreatedAt = stored.CreatedAt,
        FinishedAt = stored.FinishedAt,
        Error = stored.Error,
        Result = stored.Result,
    };
}
