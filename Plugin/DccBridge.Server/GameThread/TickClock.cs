namespace DccBridge.Server.GameThread;

/// <summary>Measures the engine's ticks: how often they come, when the last one ended, and how long the next may take. Callable from any thread.</summary>
internal sealed class TickClock(GameThreadOptions options, TimeProvider time)
{
    private const int Remembered = 128;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly long[] _starts = new long[Remembered];
    private readonly long _created = time.GetTimestamp();
    private long _count;
    private long _lastStart;
    private long? _lastEnd;
    private bool _slow;

    /// <summary>Begins a tick.</summary>
    /// <returns>The time after which the tick begins no further work.</returns>
    public TimeSpan BeginTick()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_count > 0)
            {
                var interval = time.GetElapsedTime(_lastStart, now);
                var work = time.GetElapsedTime(_lastStart, _lastEnd ?? _lastStart);
                // After much work of ours the interval says nothing of the engine's own pace; then only the pause counts, and a
                // wrong guess of "fast" costs one short tick before the next measurement.
                _slow = (work <= options.TickBudget * 2 ? interval : interval - work) >= options.SlowTick;
            }

            _lastStart = now;
            _starts[_count % Remembered] = now;
            _count++;
            return _slow ? options.SlowTickBudget : options.TickBudget;
        }
    }

    /// <summary>Ends the tick.</summary>
    public void EndTick()
    {
        lock (_lock)
        {
            _lastEnd = time.GetTimestamp();
        }
    }

    /// <summary>True after the first tick.</summary>
    public bool HasTicked
    {
        get
        {
            lock (_lock)
            {
                return _count > 0;
            }
        }
    }

    /// <summary>Time since the last tick ended; before the first one, since the clock was made.</summary>
    public TimeSpan SinceTick
    {
        get
        {
            lock (_lock)
            {
                // Within the first tick no tick has ended yet.
                return time.GetElapsedTime(_lastEnd ?? _created);
            }
        }
    }

    /// <summary>Ticks per second over the last five seconds; 0 when fewer than two came.</summary>
    public double TicksPerSecond
    {
        get
        {
            lock (_lock)
            {
                var now = time.GetTimestamp();
                long first = 0;
                var counted = 0;
                for (var i = _count - 1; i >= 0 && i > _count - 1 - Remembered; i--)
                {
                    var start = _starts[i % Remembered];
                    if (time.GetElapsedTime(start, now) > Window)
                    {
                        break;
                    }

                    first = start;
                    counted++;
                }

                if (counted < 2)
                {
                    return 0;
                }

                // The tick that is due now does not count against the rate until it is late.
                var span = time.GetElapsedTime(first, _lastStart);
                var mean = span / (counted - 1);
                var upToNow = time.GetElapsedTime(first, now) - mean;
                var measured = upToNow > span ? upToNow : span;
                return measured <= TimeSpan.Zero ? 0 : (counted - 1) / measured.TotalSeconds;
            }
        }
    }
}
