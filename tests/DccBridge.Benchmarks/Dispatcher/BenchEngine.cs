using System.Diagnostics;
using DccBridge.Server.Editor;

namespace DccBridge.Benchmarks.Dispatcher;

/// <summary>An engine thread of its own: at a rate, or as fast as it can when the rate is 0. Between ticks it takes what was posted.</summary>
internal sealed class BenchEngine : IEngineThread, IDisposable
{
    private readonly Thread _thread;
    private readonly double _ticksPerSecond;
    private Action? _posted;
    private volatile bool _stop;

    public BenchEngine(double ticksPerSecond)
    {
        _ticksPerSecond = ticksPerSecond;
        _thread = new Thread(Run) { IsBackground = true, Name = "engine" };
        _thread.Start();
    }

    /// <summary>Longest time that one tick spent with posted work, in milliseconds.</summary>
    public double LongestTick { get; set; }

    public long Ticks { get; private set; }

    public bool IsCurrent => Thread.CurrentThread == _thread;

    public bool TryPost(Action pump)
    {
        Volatile.Write(ref _posted, pump);
        return !_stop;
    }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
    }

    private void Run()
    {
        long next = Stopwatch.GetTimestamp();
        while (!_stop)
        {
            if (_ticksPerSecond > 0)
            {
                next += (long)(Stopwatch.Frequency / _ticksPerSecond);
                double wait = (next - Stopwatch.GetTimestamp()) * 1000.0 / Stopwatch.Frequency;
                if (wait > 0)
                {
                    // The pace of an engine, not a wait for something: its frame rate limiter sleeps too.
                    Thread.Sleep(TimeSpan.FromMilliseconds(wait));
                }
            }

            long began = Stopwatch.GetTimestamp();
            Interlocked.Exchange(ref _posted, null)?.Invoke();
            LongestTick = Math.Max(LongestTick, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            Ticks++;
        }
    }
}
