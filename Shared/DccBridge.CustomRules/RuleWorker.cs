namespace DccBridge.CustomRules;

/// <summary>A thread for foreign code, which is waited for so long and no longer. Used by one caller at a time.</summary>
internal sealed class RuleWorker : IDisposable
{
    private readonly object _gate = new();
    private Action? _work;
    private bool _isDone;
    private bool _isEnding;

    /// <param name="name">Name of the thread, for people who look at a hanging process.</param>
    public RuleWorker(string name) => new Thread(Loop) { IsBackground = true, Name = name }.Start();

    /// <summary>Runs <paramref name="work"/>, which must not throw.</summary>
    /// <returns>False when it is not done within <paramref name="limit"/>: it goes on by itself, and this worker must not be used again.</returns>
    public bool Run(Action work, TimeSpan limit)
    {
        lock (_gate)
        {
            _work = work;
            _isDone = false;
            Monitor.PulseAll(_gate);
            var end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
            while (!_isDone)
            {
                var left = end - Environment.TickCount64;
                if (left <= 0)
                {
                    _isEnding = true;
                    return false;
                }

                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left));
            }

            return true;
        }
    }

    /// <summary>Ends the thread, as soon as its work allows.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isEnding = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Loop()
    {
        while (Next() is { } work)
        {
            work();
            lock (_gate)
            {
                _isDone = true;
                _work = null;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private Action? Next()
    {
        lock (_gate)
        {
            while (_work is null && !_isEnding)
            {
                Monitor.Wait(_gate);
            }

            return _isEnding ? null : _work;
        }
    }
}
