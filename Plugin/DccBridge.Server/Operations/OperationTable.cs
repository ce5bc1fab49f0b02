using System.Security.Cryptography;
using System.Text;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Serialization;
using DccBridge.Server.Editor;
using DccBridge.Server.GameThread;
using DccBridge.Server.Storage;

namespace DccBridge.Server.Operations;

/// <summary>
/// Starts operations, lets callers wait for them, and finds them again by id or idempotency key, also after a restart. A caller that
/// stops waiting does not stop the work, unless it cancels or the work has not begun.
/// </summary>
internal sealed class OperationTable(IOperationStore store, EngineBlock block, IBridgeLog log, OperationOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Operation> _open = [];
    private readonly Dictionary<string, Operation> _openKeys = new(StringComparer.Ordinal);
    private bool _stopped;

    /// <summary>Operations queued or running.</summary>
    public int OpenCount
    {
        get
        {
            lock (_lock)
            {
                return _open.Values.Count(operation => !operation.Current.IsFinished);
            }
        }
    }

    private bool IsStopped
    {
        get
        {
            lock (_lock)
            {
                return _stopped;
            }
        }
    }

    /// <summary>Runs work as an operation, or joins the one with the same idempotency key, and waits for its result as long as the caller wants.</summary>
    /// <param name="context">The call.</param>
    /// <param name="parameters">Its params; with an idempotency key they must be those of the first call.</param>
    /// <param name="canRepeat">True when work that was interrupted by the end of the editor may simply run again.</param>
    /// <param name="work">Does it, on the thread pool, and calls <see cref="Operation.Begin"/> before it changes anything.</param>
    /// <exception cref="RpcException">As the work ended, or why it was not begun or is no longer waited for.</exception>
    public async ValueTask<TResult> RunAsync<TParams, TResult>(RequestContext context, TParams parameters, bool canRepeat, Func<Operation, Task<TResult>> work)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
    {
        var operation = BeginOrJoin(context, parameters, canRepeat, out var finished, out var isNew);
        if (finished is not null)
        {
            return ResultOf<TResult>(finished);
        }

        operation!.Attach(context);
        try
        {
            if (isNew)
            {
                _ = Task.Run(() => ExecuteAsync(operation, work));
            }

            var result = await operation.Completion.WaitAsync(context.Cancellation).ConfigureAwait(false);
            return result is TResult typed ? typed : ResultOf<TResult>(operation.Current);
        }
        catch (OperationCanceledException) when (context.CancelReason != RequestCancelReason.None)
        {
            throw await NoLongerAwaitedAsync(operation, context).ConfigureAwait(false);
        }
        finally
        {
            operation.Detach(context);
        }
    }

    /// <summary>The operation as it is now; null when it is not known.</summary>
    public StoredOperation? Find(Guid id)
    {
        lock (_lock)
        {
            return _open.TryGetValue(id, out var operation) ? operation.Current : store.Find(id);
        }
    }

    /// <summary>The operation of an idempotency key as it is now; null when it is not known.</summary>
    public StoredOperation? FindByKey(string key)
    {
        lock (_lock)
        {
            return _openKeys.TryGetValue(key, out var operation) ? operation.Current : store.FindByKey(key);
        }
    }

    /// <summary>Operations, newest first, without results.</summary>
    public IReadOnlyList<StoredOperation> List(bool includeFinished, int limit)
    {
        lock (_lock)
        {
            return store.List(includeFinished, limit).Select(stored => _open.TryGetValue(stored.Id, out var open) ? open.Current with { Result = null } : stored).ToList();
        }
    }

    /// <summary>Asks an open operation to stop; one that has ended stays as it is.</summary>
    public void Cancel(Guid id)
    {
        Operation? operation;
        lock (_lock)
        {
            _open.TryGetValue(id, out operation);
        }

        operation?.Cancel();
    }

    /// <summary>Takes no more and asks all to stop. What does not end by itself is interrupted at the next start.</summary>
    public void Stop()
    {
        List<Operation> open;
        lock (_lock)
        {
            _stopped = true;
            open = [.. _open.Values];
        }

        foreach (var operation in open)
        {
            operation.Cancel();
        }
    }

    private static RpcException Stopping(Guid? id = null) =>
        new(ErrorCode.EditorStopping, "The editor is stopping; nothing was done. Call again when it is back.", Outcome.NotStarted, id);

    private static ReadOnlyMemory<byte> HashOf<TParams>(string method, TParams parameters)
        where TParams : IMessage<TParams>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(method + "\0"));
        hash.AppendData(MessageCodec.Encode(parameters));
        return hash.GetHashAndReset();
    }

    private static TResult ResultOf<TResult>(StoredOperation operation)
        where TResult : IMessage<TResult>
    {
        if (operation is { State: OperationState.Completed, Result: { } result })
        {
            return MessageCodec.Decode<TResult>(result);
        }

        if (operation.Error is { } error)
        {
            throw new RpcException(error.Code, error.Message, error.Outcome, operation.Id, error.Details);
        }

        throw new RpcException(
            ErrorCode.EditorStopping,
            $"The editor ended while '{operation.Method}' ran; it may have been done in part. Look at the assets, then call again with a new idempotency key.",
            Outcome.Unknown,
            operation.Id);
    }

    /// <summary>With the same key: what has an end is answered from there, unless nothing was done; then it is safe to try again.</summary>
    private static bool HasEnded(StoredOperation stored, bool canRepeat) => stored.State switch
    {
        OperationState.Completed => true,
        OperationState.Interrupted => !canRepeat && stored.Error?.Outcome != Outcome.NotStarted,
        _ => stored.Error?.Outcome != Outcome.NotStarted,
    };

    private async Task<RpcException> NoLongerAwaitedAsync(Operation operation, RequestContext context)
    {
        var method = context.Method;
        switch (context.CancelReason)
        {
            case RequestCancelReason.Cancelled:
                operation.Cancel();
                return new RpcException(ErrorCode.Cancelled, $"'{method}' was asked to stop; ask for the operation to see how far it came.", Outcome.Unknown, operation.Id);
            case RequestCancelReason.DeadlineExceeded when operation.TryWithdraw():
                // It ends at once; whoever calls again with the same key must not join what was called off.
                await ((Task)operation.Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return block.NotBegun(method, operation.Id);
            case RequestCancelReason.DeadlineExceeded:
                return new RpcException(
                    ErrorCode.DeadlineExceeded,
                    $"'{method}' did not end in time and goes on in the editor. Ask for its operation, or call again with the same idempotency key to wait for it.",
                    Outcome.Unknown,
                    operation.Id);
            default:
                return new RpcException(ErrorCode.ConnectionLost, $"The connection ended; '{method}' goes on in the editor.", Outcome.Unknown, operation.Id);
        }
    }

    private Operation? BeginOrJoin<TParams>(RequestContext context, TParams parameters, bool canRepeat, out StoredOperation? finished, out bool isNew)
        where TParams : IMessage<TParams>
    {
        finished = null;
        isNew = false;
        var key = string.IsNullOrEmpty(context.IdempotencyKey) ? null : context.IdempotencyKey;
        if (key?.Length > options.MaxKeyLength)
        {
            throw new RpcException(ErrorCode.InvalidParams, $"The idempotency key has {key.Length} characters; at most {options.MaxKeyLength} are allowed.", Outcome.NotStarted);
        }

        var hash = key is null ? default : HashOf(context.Method, parameters);
        lock (_lock)
        {
            if (_stopped)
            {
                throw Stopping();
            }

            Guid? id = null;
            if (key is not null)
            {
                var open = _openKeys.GetValueOrDefault(key);
                var known = open?.Current ?? store.FindByKey(key);
                if (known is not null && !known.ParamsHash.Span.SequenceEqual(hash.Span))
                {
                    throw new RpcException(ErrorCode.IdempotencyConflict, $"The idempotency key was used before, by '{known.Method}' with other params. Use a new key for new work.", Outcome.NotStarted, known.Id);
                }

                if (open is not null && !open.Current.IsFinished)
                {
                    return open;
                }

                if (known is not null && HasEnded(known, canRepeat))
                {
                    finished = known;
                    return null;
                }

                id = known?.Id;
            }

            return Begin(id ?? Guid.NewGuid(), context.Method, key, hash, out isNew);
        }
    }

    private Operation Begin(Guid id, string method, string? key, ReadOnlyMemory<byte> hash, out bool isNew)
    {
        if (_open.Values.Count(open => !open.Current.IsFinished) >= options.MaxOpen)
        {
            throw new RpcException(ErrorCode.Busy, $"{options.MaxOpen} operations are open already; nothing was done. Wait for some of them, then try again.", Outcome.NotStarted);
        }

        var stored = new StoredOperation { Id = id, Method = method, Key = key, ParamsHash = hash, State = OperationState.Queued, CreatedAt = time.GetUtcNow().UtcDateTime };
        try
        {
            store.Save(stored);
        }
        catch (IOException exception) when (DiskFull.IsCauseOf(exception))
        {
            throw DiskFull.Error($"The record of '{method}'", Outcome.NotStarted);
        }

        var operation = new Operation(stored);
        _open[id] = operation;
        if (key is not null)
        {
            _openKeys[key] = operation;
        }

        isNew = true;
        return operation;
    }

    private async Task ExecuteAsync<TResult>(Operation operation, Func<Operation, Task<TResult>> work)
        where TResult : IMessage<TResult>
    {
        try
        {
            var result = await work(operation).ConfigureAwait(false);
            End(operation, OperationState.Completed, MessageCodec.Encode(result), result, null);
        }
        catch (Exception exception)
        {
            var error = AsRpcException(operation, exception);
            if (error.Code == ErrorCode.Cancelled && IsStopped)
            {
                // Not by a person: whoever waits for it calls again when the editor is back.
                error = error.Outcome == Outcome.NotStarted ? Stopping(operation.Id) : new RpcException(ErrorCode.EditorStopping, error.Message, error.Outcome, operation.Id, error.Details, error);
            }

            var state = error.Code == ErrorCode.Cancelled ? OperationState.Cancelled : OperationState.Failed;
            End(operation, state, null, null, error);
        }
    }

    private RpcException AsRpcException(Operation operation, Exception exception)
    {
        switch (exception)
        {
            // Nobody asked this operation to stop: it can be called again when the editor is back.
            case RpcException { Code: ErrorCode.Cancelled, Outcome: Outcome.NotStarted } when IsStopped:
                return new RpcException(ErrorCode.EditorStopping, Stopping().Message, Outcome.NotStarted, operation.Id, inner: exception);
            case RpcException e:
                return new RpcException(e.Code, e.Message, e.Outcome, operation.Id, e.Details, e);
            case OperationCanceledException:
                return new RpcException(ErrorCode.Cancelled, $"'{operation.Current.Method}' was stopped.", Outcome.Unknown, operation.Id);
            case IOException e when DiskFull.IsCauseOf(e):
                return new RpcException(ErrorCode.DiskFull, DiskFull.Error($"A part of '{operation.Current.Method}'", Outcome.Unknown).Message, Outcome.Unknown, operation.Id);
            default:
                log.Write(BridgeLogLevel.Error, $"The operation '{operation.Current.Method}' failed.", exception);
                return new RpcException(ErrorCode.Internal, $"'{operation.Current.Method}' failed inside the editor; its log says more.", Outcome.Unknown, operation.Id);
        }
    }

    private void End(Operation operation, OperationState state, ReadOnlyMemory<byte>? result, object? value, RpcException? error)
    {
        // What the editor's end stopped, not a person, is interrupted. What ran stays open on disk, and the next start calls it so; what
        // only waited is known to have done nothing, and is kept as that, so that the same key may try again.
        var isInterrupted = IsStopped && state != OperationState.Completed;
        var onlyWaited = operation.Current.State == OperationState.Queued && error?.Outcome == Outcome.NotStarted;
        var ended = operation.Finish(isInterrupted && onlyWaited ? OperationState.Interrupted : state, time.GetUtcNow().UtcDateTime, result, error?.ToError());
        try
        {
            if ((!isInterrupted || onlyWaited) && TrySave(ended))
            {
                lock (_lock)
                {
                    _open.Remove(ended.Id);
                    if (ended.Key is { } key && _openKeys.TryGetValue(key, out var current) && ReferenceEquals(current, operation))
                    {
                        _openKeys.Remove(key);
                    }
                }
            }
        }
        finally
        {
            // Whoever waits for it must hear of it, whatever became of its record.
            operation.Announce(value, error);
        }
    }

    /// <summary>Keeps how it ended. Outside the lock: calls that begin must not wait for the disk.</summary>
    private bool TrySave(StoredOperation ended)
    {
        try
        {
            store.Save(ended);
            return true;
        }
        catch (Exception exception)
        {
            // Whatever the store throws: the work itself is done and its caller gets the result; until the next start it can be asked about in memory.
            log.Write(BridgeLogLevel.Error, $"The result of '{ended.Method}' could not be saved.", exception);
            return false;
        }
    }
}
