using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Server.Storage;

namespace DccBridge.Server.Operations;

/// <summary>Work that outlives the call that started it, while it is open. Callable from any thread.</summary>
internal sealed class Operation
{
    private readonly Lock _lock = new();
    private readonly List<RequestContext> _callers = [];
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource<object?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoredOperation _current;
    private bool _withdrawn;

    public Operation(StoredOperation current)
    {
        _current = current;
        // An operation whose callers are all gone still fails without anybody looking.
        _ = _completion.Task.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public Guid Id => _current.Id;

    /// <summary>Fires when somebody asked to stop. Checked between items.</summary>
    public CancellationToken Cancellation => _cancel.Token;

    /// <summary>The result, boxed, or the <see cref="RpcException"/> with which it ended.</summary>
    public Task<object?> Completion => _completion.Task;

    public StoredOperation Current
    {
        get
        {
            lock (_lock)
            {
                return _current;
            }
        }
    }

    /// <summary>To be called by the work before it changes anything, as often as it likes.</summary>
    /// <exception cref="RpcException">Nobody wants it any more; with <see cref="Outcome.NotStarted"/>.</exception>
    public void Begin()
    {
        lock (_lock)
        {
            if (_withdrawn)
            {
                throw new RpcException(ErrorCode.Cancelled, "Cancelled before it began; nothing was done.", Outcome.NotStarted, Id);
            }

            if (_current.State == OperationState.Queued)
            {
                _current = _current with { State = OperationState.Running };
            }
        }
    }

    /// <summary>Calls it off if it has not begun and nobody else waits for it.</summary>
    /// <returns>True when it will never begin.</returns>
    public bool TryWithdraw()
    {
        lock (_lock)
        {
            if (_current.State != OperationState.Queued || _callers.Count > 1)
            {
                return false;
            }

            _withdrawn = true;
        }

        Cancel();
        return true;
    }

    /// <summary>Asks to stop: at once what waits, at the next item what runs.</summary>
    public void Cancel() => _cancel.Cancel();

    /// <summary>Says how far it is, to everybody who waits and to whoever asks.</summary>
    public void Report(double fraction, string message)
    {
        lock (_lock)
        {
            if (_current.IsFinished)
            {
                return;
            }

            _current = _current with { Progress = Math.Clamp(fraction, 0, 1), Message = message };
            foreach (var caller in _callers)
            {
                caller.ReportProgress(_current.Progress, message, Id);
            }
        }
    }

    /// <summary>Sends progress to the caller until <see cref="Detach"/>; tells it the id at once.</summary>
    public void Attach(RequestContext caller)
    {
        lock (_lock)
        {
            _callers.Add(caller);
            caller.ReportProgress(_current.Progress, _current.Message, Id);
        }
    }

    public void Detach(RequestContext caller)
    {
        lock (_lock)
        {
            _callers.Remove(caller);
        }
    }

    /// <summary>Keeps how it ended; <see cref="Announce"/> tells it to those who wait.</summary>
    public StoredOperation Finish(OperationState state, DateTime now, ReadOnlyMemory<byte>? result, RpcError? error)
    {
        lock (_lock)
        {
            return _current = _current with
            {
                State = state,
                FinishedAt = now,
                Result = result,
                Error = error,
                Progress = state == OperationState.Completed ? 1 : _current.Progress,
            };
        }
    }

    public void Announce(object? result, RpcException? error)
    {
        if (error is null)
        {
            _completion.TrySetResult(result);
        }
        else
        {
            _completion.TrySetException(error);
        }
    }
}
