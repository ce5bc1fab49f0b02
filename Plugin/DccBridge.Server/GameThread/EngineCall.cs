using System.Threading.Tasks.Sources;
using DccBridge.Protocol.Errors;

namespace DccBridge.Server.GameThread;

/// <summary>Work with a result that somebody awaits, once. It runs at most once and ends exactly once. All of it is one object.</summary>
internal sealed class EngineCall<T>(GameThreadDispatcher dispatcher, string name, WorkPriority priority, Func<T> work) : EngineWork(name, priority), IValueTaskSource<T>
{
    // The awaiting code must never run on the engine thread, in the middle of a tick.
    private ManualResetValueTaskSourceCore<T> _completion = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;

    public ValueTask<T> Result => new(this, _completion.Version);

    /// <summary>Takes the work out of the queue when <paramref name="cancellation"/> fires.</summary>
    public void CancelWith(CancellationToken cancellation) =>
        _cancellation = cancellation.UnsafeRegister(static state => ((EngineCall<T>)state!).TryWithdraw(), this);

    /// <summary>Takes the work out of the queue; false when it was taken or ended before.</summary>
    public bool TryWithdraw() => dispatcher.CancelQueued(this);

    public override void Run()
    {
        _cancellation.Unregister();
        T result;
        try
        {
            result = work();
        }
        catch (Exception exception)
        {
            _completion.SetException(exception);
            return;
        }

        _completion.SetResult(result);
    }

    public override void Refuse(RpcException reason)
    {
        _cancellation.Unregister();
        _completion.SetException(reason);
    }

    T IValueTaskSource<T>.GetResult(short token) => _completion.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);
}
