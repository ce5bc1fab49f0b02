using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Framing;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Protocol.Rpc;

public sealed partial class RpcConnection
{
    private readonly Dictionary<uint, RequestContext> _running = [];
    private RequestContext? _spareContext;
    private UploadContext? _creditOwed;
    private int _runningCount;
    private long _ignoredNotifications;

    /// <summary>Requests of the peer that were not answered at once and still run.</summary>
    public int RunningRequests => RunningCount;

    /// <summary>Notifications of the peer that were ignored since no handler knows them or they did not decode. Only the first was reported.</summary>
    public long IgnoredNotifications => Interlocked.Read(ref _ignoredNotifications);

    private int RunningCount => Volatile.Read(ref _runningCount);

    internal RequestContext RentContext() => Interlocked.Exchange(ref _spareContext, null) ?? new RequestContext(this);

    /// <summary>Makes a request that takes time known to cancel, deadline and disconnect.</summary>
    internal void Track(RequestContext context)
    {
        if (context.Timeout is { } timeout && !IsTracked(context))
        {
            // From its arrival: what its handler did before it gave way is a part of its time.
            _deadlines.Schedule(context, timeout - _deadlines.Time.GetElapsedTime(Volatile.Read(ref _lastReceivedAt)));
        }

        lock (_running)
        {
            if (!_running.TryAdd(context.RequestId, context))
            {
                return;
            }

            _runningCount = _running.Count;
        }

        if (_disconnect is not null)
        {
            context.Cancel(RequestCancelReason.Disconnected);
        }
    }

    internal void Untrack(RequestContext context)
    {
        if (RunningCount > 0)
        {
            bool tracked;
            lock (_running)
            {
                tracked = _running.TryGetValue(context.RequestId, out RequestContext? current) && current == context && _running.Remove(context.RequestId);
                _runningCount = _running.Count;
            }

            if (tracked)
            {
                _deadlines.Cancel(context);
                (context as UploadContext)?.DiscardUnread();
                return;
            }
        }

        if (context is not UploadContext && context.IsReusable)
        {
            // It was answered before its handler returned: nobody holds it any more.
            Volatile.Write(ref _spareContext, context);
        }
    }

    internal void Respond<TResult>(uint id, string method, TResult result)
        where TResult : IMessage<TResult>
    {
        try
        {
            _outbox.Append(new ResultEnvelope<TResult>(id, result));
        }
        catch (IOException)
        {
            // The caller is gone; it can ask for the operation when it is back.
        }
        catch (Exception e)
        {
            ReportHandlerError(method, e);
            RespondError(id, new RpcError
            {
                Code = e is FrameTooLargeException ? ErrorCode.TooLarge : ErrorCode.Internal,
                Message = e is FrameTooLargeException
                    ? $"The result of '{method}' is too large for one frame. Ask for less at a time."
                    : $"The result of '{method}' could not be encoded; the editor's log says more.",
                Outcome = Outcome.Completed,
            });
        }
    }

    internal void RespondError(uint id, RpcError error)
    {
        try
        {
            _outbox.Append(new ErrorEnvelope(id, error));
        }
        catch (IOException)
        {
            // The caller is gone.
        }
    }

    internal void SendProgress(uint id, CallProgress progress)
    {
        if (_outbox.IsFull)
        {
            // A later one says more.
            return;
        }

        try
        {
            _outbox.Append(new ProgressEnvelope(id, progress));
        }
        catch (IOException)
        {
            // The caller is gone.
        }
    }

    internal void SendCredit(uint id, int chunks)
    {
        try
        {
            _outbox.Append(new ControlEnvelope(MessageKind.Credit, id, chunks));
        }
        catch (IOException)
        {
            // The sender is gone.
        }
    }

    internal RpcError ToError(RequestContext context, Exception exception)
    {
        switch (exception)
        {
            case RpcException e:
                return e.ToError();
            case OperationCanceledException when context.CancelReason != RequestCancelReason.None:
                return context.ToCancelledException().ToError();
            default:
                ReportHandlerError(context.Method, exception);
                return new RpcError
                {
                    Code = ErrorCode.Internal,
                    Message = $"'{context.Method}' failed inside the editor; its log says more.",
                    Outcome = Outcome.Unknown,
                };
        }
    }

    internal void ReportHandlerError(string method, Exception exception)
    {
        try
        {
            _options.OnHandlerError?.Invoke(method, exception);
        }
        catch (Exception)
        {
            // The log itself failed: there is nobody left to tell, and the peer must still get its answer.
        }
    }

    /// <summary>Reports the first of a connection and counts the rest: a peer must not be able to flood the log.</summary>
    internal void ReportIgnoredNotification(string method, Exception exception)
    {
        if (Interlocked.Increment(ref _ignoredNotifications) == 1)
        {
            ReportHandlerError(method, exception);
        }
    }

    private bool IsTracked(RequestContext context) => FindRunning(context.RequestId) == context;

    private RequestContext? FindRunning(uint id)
    {
        if (RunningCount == 0)
        {
            return null;
        }

        lock (_running)
        {
            return _running.GetValueOrDefault(id);
        }
    }

    /// <summary>Within one receive the chunks are nearly always of one upload: its credit is granted once, at the end.</summary>
    private void OweCredit(UploadContext upload)
    {
        if (_creditOwed != upload)
        {
            GrantOwedCredit();
            _creditOwed = upload;
        }
    }

    private void GrantOwedCredit()
    {
        _creditOwed?.GrantOwedCredit();
        _creditOwed = null;
    }

    private void CancelRunningRequests()
    {
        RequestContext[] running;
        lock (_running)
        {
            running = [.. _running.Values];
            _running.Clear();
            _runningCount = 0;
        }

        foreach (RequestContext context in running)
        {
            _deadlines.Cancel(context);
            context.Cancel(RequestCancelReason.Disconnected);
            (context as UploadContext)?.DiscardUnread();
        }
    }
}
