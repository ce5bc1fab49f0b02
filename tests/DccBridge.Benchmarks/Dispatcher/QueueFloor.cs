using System.Collections.Concurrent;

namespace DccBridge.Benchmarks.Dispatcher;

/// <summary>The floor: a concurrent queue and a task per call; no bound, no priorities, no budget, no cancellation.</summary>
internal sealed class QueueFloor(BenchEngine engine)
{
    private readonly ConcurrentQueue<(Func<int> Work, TaskCompletionSource<int> Done)> _queue = new();
    private int _posted;

    public ValueTask<int> CallAsync(Func<int> work)
    {
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Enqueue((work, done));
        if (Interlocked.Exchange(ref _posted, 1) == 0)
        {
            engine.TryPost(Pump);
        }

        return new ValueTask<int>(done.Task);
    }

    private void Pump()
    {
        Volatile.Write(ref _posted, 0);
        while (_queue.TryDequeue(out (Func<int> Work, TaskCompletionSource<int> Done) call))
        {
            call.Done.SetResult(call.Work());
        }
    }
}
