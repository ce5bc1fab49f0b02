using DccBridge.Protocol.Errors;

namespace DccBridge.Server.GameThread;

/// <summary>Where a piece of work stands. Guarded by the lock of the dispatcher.</summary>
internal enum WorkState
{
    New,
    Queued,
    Taken,
    Removed,
}

/// <summary>One piece of work for the engine thread. It runs at most once and ends exactly once.</summary>
internal abstract class EngineWork(string name, WorkPriority priority)
{
    /// <summary>For the editor's state: the method name that the work belongs to.</summary>
    public string Name { get; } = name;

    public WorkPriority Priority { get; } = priority;

    /// <summary>Set for items of a coalesced stream.</summary>
    public string? StreamKey { get; init; }

    public WorkState State { get; set; }

    /// <summary>The place in the queue while <see cref="WorkState.Queued"/>.</summary>
    public LinkedListNode<EngineWork>? Node { get; set; }

    /// <summary>Runs on the engine thread. Never throws: what the work throws goes to whoever asked for it.</summary>
    public abstract void Run();

    /// <summary>Ends work that will not run.</summary>
    public abstract void Refuse(RpcException reason);
}

/// <summary>Work with a result that somebody awaits.</summary>
internal sealed class EngineCall<T>(string name, WorkPriority priority, Func<T> work) : EngineWork(name, priority)
{
    // The awaiting code must never run on the engine thread, in the middle of a tick.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _cancellation;

    public Task<T> Task => _completion.Task;

    public void CancelWith(CancellationTokenRegistration registration) => _cancellation = registration;

    public override void Run()
    {
        _cancellation.Unregister();
        try
        {
            _completion.TrySetResult(work());
        }
        catch (Exception exception)
        {
            _completion.TrySetException(exception);
        }
    }

    public override void Refuse(RpcException reason)
    {
        _cancellation.Unregister();
        _completion.TrySetException(reason);
    }
}

/// <summary>The newest value of a coalesced stream; nobody awaits it.</summary>
internal sealed class EngineUpdate(string name, WorkPriority priority, Action work, Action<string, Exception> onError) : EngineWork(name, priority)
{
    public override void Run()
    {
        try
        {
            work();
        }
        catch (Exception exception)
        {
            onError(Name, exception);
        }
    }

    public override void Refuse(RpcException reason)
    {
        // A newer value follows, or the editor stops: either way nobody misses this one.
    }
}
