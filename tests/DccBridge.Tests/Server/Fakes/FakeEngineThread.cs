using DccBridge.Server.Editor;

namespace DccBridge.Tests.Server.Fakes;

/// <summary>An engine that ticks when the test says so.</summary>
internal sealed class FakeEngineThread : IEngineThread
{
    private readonly Lock _lock = new();
    private readonly List<Action> _posts = [];
    private int _tickingThread;

    public bool TakesWork { get; set; } = true;

    public int MostPosts { get; private set; }

    public bool IsCurrent => _tickingThread == Environment.CurrentManagedThreadId;

    public IReadOnlyList<Action> Posts
    {
        get
        {
            lock (_lock)
            {
                return [.. _posts];
            }
        }
    }

    public bool TryPost(Action pump)
    {
        lock (_lock)
        {
            if (!TakesWork)
            {
                return false;
            }

            _posts.Add(pump);
            MostPosts = Math.Max(MostPosts, _posts.Count);
            return true;
        }
    }

    /// <summary>Runs something as if on the engine's thread, between ticks.</summary>
    public T OnEngine<T>(Func<T> work)
    {
        _tickingThread = Environment.CurrentManagedThreadId;
        try
        {
            return work();
        }
        finally
        {
            _tickingThread = 0;
        }
    }

    /// <summary>Runs what was posted before this tick.</summary>
    public void Tick()
    {
        Action[] due;
        lock (_lock)
        {
            due = [.. _posts];
            _posts.Clear();
        }

        _tickingThread = Environment.CurrentManagedThreadId;
        foreach (var post in due)
        {
            post();
        }

        _tickingThread = 0;
    }
}
