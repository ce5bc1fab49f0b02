using System.Threading.Tasks.Sources;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Protocol.Rpc;

/// <summary>A call of this side that waits for its answer. Pooled: it goes back when its result was taken.</summary>
internal abstract class PendingCall : DeadlineEntry
{
    /// <summary>What a completed call does with a second completion: nothing. 0 free, 1 waiting, 2 completed.</summary>
    private int _state;

    protected PendingCall(PendingCalls owner) => Owner = owner;

    public PendingCalls Owner { get; }

    /// <summary>Request id; 0 while free.</summary>
    public uint Id { get; private set; }

    public Action<CallProgress>? Progress { get; private set; }

    /// <summary>The upload that belongs to the call; null for plain calls.</summary>
    public ChunkWriter? Upload { get; set; }

    /// <summary>True from the begin of a use to its first completion.</summary>
    public bool IsWaiting => Volatile.Read(ref _state) == 1;

    public CancellationTokenRegistration CancellationRegistration { get; set; }

    public CancellationToken CancellationToken { get; private set; }

    /// <summary>Timestamp before which a firing deadline belongs to an earlier use of this pooled object.</summary>
    public long DueAt { get; set; } = long.MaxValue;

    public void Begin(uint id, Action<CallProgress>? progress, CancellationToken cancellationToken)
    {
        Id = id;
        Progress = progress;
        CancellationToken = cancellationToken;
        Volatile.Write(ref _state, 1);
    }

    /// <summary>Reads the result out of a response and completes the call with it.</summary>
    public abstract void CompleteWithResult(ref MessagePackReader reader);

    /// <summary>Completes the call with a failure.</summary>
    public void Fail(Exception exception)
    {
        if (TryComplete())
        {
            Upload?.Fail(exception);
            SetException(exception);
        }
    }

    protected internal override void OnDeadline() => Owner.OnDeadline(this);

    protected bool TryComplete() => Interlocked.CompareExchange(ref _state, 2, 1) == 1;

    protected abstract void SetException(Exception exception);

    /// <summary>Called when the result was taken.</summary>
    protected void Recycle()
    {
        CancellationRegistration.Dispose();
        CancellationRegistration = default;
        CancellationToken = default;
        Upload = null;
        Progress = null;
        Id = 0;
        DueAt = long.MaxValue;
        Volatile.Write(ref _state, 0);
        Owner.Recycle(this);
    }
}

/// <inheritdoc cref="PendingCall"/>
internal sealed class PendingCall<TResult> : PendingCall, IValueTaskSource<TResult>
    where TResult : IMessage<TResult>
{
    private ManualResetValueTaskSourceCore<TResult> _core;

    public PendingCall(PendingCalls owner, bool inlineContinuations)
        : base(owner) => _core.RunContinuationsAsynchronously = !inlineContinuations;

    public ValueTask<TResult> Task => new(this, _core.Version);

    public override void CompleteWithResult(ref MessagePackReader reader)
    {
        TResult result = TResult.Read(ref reader);
        if (TryComplete())
        {
            Upload?.Fail(new RpcException(ErrorCode.Cancelled, "The peer answered before the whole stream was sent.", Outcome.Completed));
            _core.SetResult(result);
        }
    }

    protected override void SetException(Exception exception) => _core.SetException(exception);

    TResult IValueTaskSource<TResult>.GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            Recycle();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<TResult>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<TResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
