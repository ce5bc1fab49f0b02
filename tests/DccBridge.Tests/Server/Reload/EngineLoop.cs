using System.Collections.Concurrent;

namespace DccBridge.Tests.Server.Reload;

/// <summary>The engine's thread of the process. It outlives every load of the plugin, and so does what a load left in its queue.</summary>
internal sealed class EngineLoop : IDisposable
{
    private readonly ConcurrentQueue<Action> _posts = new();
    private readonly BlockingCollection<Action> _calls = [];
    private readonly Thread _thread;

    public EngineLoop()
    {
        _thread = new Thread(Run);
        _thread.UnsafeStart();
    }

    /// <summary>True while posts stay in the queue: a dialog is open, or the engine reloads.</summary>
    public volatile bool IsHeld;

    public int Posted => _posts.Count;

    public bool Post(Action pump)
    {
        _posts.Enqueue(pump);
        return true;
    }

    public bool IsCurrent() => Environment.CurrentManagedThreadId == _thread.ManagedThreadId;

    /// <summary>Runs a function on the thread, also while it is held: a reload happens there.</summary>
    public Task<T> RunAsync<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Add(() =>
        {
            try
            {
                done.SetResult(function());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task;
    }

    public void Dispose()
    {
        _calls.CompleteAdding();
        _thread.Join();
        _calls.Dispose();
    }

    private void Run()
    {
        while (!_calls.IsCompleted)
        {
            // Its own frame, so that no local of this loop keeps a delegate of an unloaded plugin.
            RunFrame();
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private void RunFrame()
    {
        if (_calls.TryTake(out var call, millisecondsTimeout: 1))
        {
            call();
        }

        for (var due = _posts.Count; due > 0 && !IsHeld && _posts.TryDequeue(out var post); due--)
        {
            post();
        }
    }
}
