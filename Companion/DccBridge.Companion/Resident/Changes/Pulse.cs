namespace DccBridge.Companion.Resident.Changes;

/// <summary>Turns many calls into few: the act runs soon after the first, and then at most once in each interval, the last call always followed by one.</summary>
internal sealed class Pulse : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly Action _act;
    private readonly ITimer _timer;
    private long? _last;
    private bool _waits;
    private bool _ended;

    /// <param name="time">Measures the interval.</param>
    /// <param name="interval">The least time between two acts.</param>
    /// <param name="act">Runs on the thread pool, never beside itself; must not throw.</param>
    public Pulse(TimeProvider time, TimeSpan interval, Action act)
    {
        (_time, _interval, _act) = (time, interval, act);
        _timer = time.CreateTimer(_ => Beat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something happened. Never waits.</summary>
    public void Signal()
    {
        lock (_gate)
        {
            if (_waits || _ended)
            {
                return;
            }

            _waits = true;
            var left = _last is { } last ? _interval - _time.GetElapsedTime(last) : TimeSpan.Zero;
            _timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
        }

        _timer.Dispose();
    }

    private void Beat()
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _waits = false;
            _last = _time.GetTimestamp();
        }

        _act();
    }
}
