using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;

namespace DccBridge.Protocol.Rpc;

/// <summary>Why a running request is no longer wanted.</summary>
public enum RequestCancelReason
{
    /// <summary>It is still wanted.</summary>
    None,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>The time limit that the caller gave is over.</summary>
    DeadlineExceeded,

    /// <summary>The connection ended.</summary>
    Disconnected,
}

/// <summary>One request of the peer while its handler runs. Valid until the handler's task has completed; not to be kept.</summary>
public class RequestContext : DeadlineEntry
{
    private readonly object _gate = new();
    private CancellationTokenSource? _cancellation;
    private RequestCancelReason _cancelReason;
    private bool _finished;

    internal RequestContext(RpcConnection connection) => Connection = connection;

    /// <summary>The connection that the request came over.</summary>
    public RpcConnection Connection { get; }

    /// <summary>The caller's id of the request.</summary>
    public uint RequestId { get; private set; }

    /// <summary>Method name.</summary>
    public string Method { get; private set; } = "";

    /// <summary>The time limit that the caller gave; null when it gave none.</summary>
    public TimeSpan? Timeout { get; private set; }

    /// <summary>The idempotency key that the caller gave; null when it gave none.</summary>
    public string? IdempotencyKey { get; private set; }

    /// <summary>Why the request is no longer wanted.</summary>
    public RequestCancelReason CancelReason
    {
        get
        {
            lock (_gate)
            {
                return _cancelReason;
            }
        }
    }

    /// <summary>Fires when the request is no longer wanted. Made at first use: a handler that answers at once never pays for it.</summary>
    public CancellationToken Cancellation
    {
        get
        {
            lock (_gate)
            {
                if (_cancellation is null)
                {
                    _cancellation = new();
                    if (_cancelReason != RequestCancelReason.None)
                    {
                        _cancellation.Cancel();
                    }
                }

                return _cancellation.Token;
            }
        }
    }

    /// <summary>Tells the caller how far the work is. Does nothing when the connection is gone.</summary>
    /// <param name="fraction">Share that is done, 0 to 1.</param>
    /// <param name="message">What is being done, for a person.</param>
    /// <param name="operationId">The operation behind the request.</param>
    public void ReportProgress(double fraction, string? message = null, Guid? operationId = null) =>
        Connection.SendProgress(RequestId, new CallProgress(fraction, message, operationId));

    internal void Begin(uint id, string method, uint timeoutMs, string? idempotencyKey)
    {
        RequestId = id;
        Method = method;
        Timeout = timeoutMs == 0 ? null : TimeSpan.FromMilliseconds(timeoutMs);
        IdempotencyKey = idempotencyKey;
        _cancelReason = RequestCancelReason.None;
        _finished = false;
    }

    internal virtual void Cancel(RequestCancelReason reason)
    {
        CancellationTokenSource? cancellation;
        lock (_gate)
        {
            if (_cancelReason != RequestCancelReason.None || _finished)
            {
                return;
            }

            _cancelReason = reason;
            cancellation = _cancellation;
        }

        // Handlers' continuations must not run on the receive loop or the timer.
        if (cancellation is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static source => source.Cancel(), cancellation, preferLocal: false);
        }
    }

    /// <summary>Marks the end of the handler.</summary>
    /// <returns>False when it was marked before.</returns>
    internal bool TryFinish()
    {
        lock (_gate)
        {
            if (_finished)
            {
                return false;
            }

            _finished = true;
            return true;
        }
    }

    /// <summary>True when nothing was handed out that could still be in use, so that the object may serve another request.</summary>
    internal bool IsReusable
    {
        get
        {
            lock (_gate)
            {
                return _cancellation is null && _cancelReason == RequestCancelReason.None;
            }
        }
    }

    /// <summary>The answer for a handler that threw because the request was cancelled.</summary>
    internal RpcException ToCancelledException() => CancelReason == RequestCancelReason.DeadlineExceeded
        ? new(ErrorCode.DeadlineExceeded, $"{Method} did not end within {Timeout?.TotalSeconds:0.###} s and was stopped.", Outcome.Failed)
        : new(ErrorCode.Cancelled, $"{Method} was cancelled.", Outcome.Failed);

    /// <inheritdoc/>
    protected internal override void OnDeadline() => Cancel(RequestCancelReason.DeadlineExceeded);
}
