using System.Diagnostics;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Server.Editor;

namespace DccBridge.Headless.Engine;

/// <summary>
/// The engine thread of the headless editor: a loop that ticks at a rate, runs what was posted at each tick, and can be made to
/// hang or to show a modal dialog, as an editor on a bad day does. Everything but the loop itself is callable from any thread.
/// </summary>
internal sealed class TickLoop : IEngineThread, IDisposable
{
    private const int QueueCapacity = 4096;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly IBridgeLog _log;
    private readonly Action<string> _announce;
    private readonly Lock _lock = new();
    private readonly Queue<Action> _posts = new();
    private readonly Queue<Blockade> _blockades = new();
    private readonly ManualResetEvent _stopping = new(initialState: false);
    private readonly AutoResetEvent _released = new(initialState: false);
    private readonly Thread _thread;
    private TimeSpan _interval;
    private ModalDialog? _modal;
    private bool _isBlocked;
    private bool _isStopped;

    /// <param name="ticksPerSecond">60 for an editor in front, 3 for one that is not focused.</param>
    /// <param name="log">Takes what escapes from posted work.</param>
    /// <param name="announce">Told when the loop is blocked and free again, in words that scripts can wait for ("modal open").</param>
    public TickLoop(double ticksPerSecond, IBridgeLog log, Action<string> announce)
    {
        _log = log;
        _announce = announce;
        _interval = TimeSpan.FromSeconds(1 / ticksPerSecond);
        _thread = new Thread(Run) { Name = "engine", IsBackground = true };
    }

    /// <inheritdoc/>
    public bool IsCurrent => Environment.CurrentManagedThreadId == _thread.ManagedThreadId;

    /// <summary>The modal dialog that blocks the loop now.</summary>
    public ModalDialog? CurrentModal => Volatile.Read(ref _modal);

    /// <summary>Begins to tick.</summary>
    public void Start() => _thread.Start();

    /// <inheritdoc/>
    public bool TryPost(Action pump)
    {
        lock (_lock)
        {
            if (_isStopped || _posts.Count >= QueueCapacity)
            {
                return false;
            }

            _posts.Enqueue(pump);
            return true;
        }
    }

    /// <summary>Changes the rate from the next tick on.</summary>
    public void SetRate(double ticksPerSecond)
    {
        lock (_lock)
        {
            _interval = TimeSpan.FromSeconds(1 / ticksPerSecond);
        }
    }

    /// <summary>Blocks the loop from its next tick on, for a time or until <see cref="Release"/>.</summary>
    /// <param name="dialog">The dialog that is shown meanwhile; null blocks without one, as a hang does.</param>
    /// <param name="duration">How long, at most a day.</param>
    /// <returns>False when the loop has stopped or too much is waiting.</returns>
    public bool TryBlock(ModalDialog? dialog, TimeSpan duration)
    {
        lock (_lock)
        {
            if (_isStopped || _blockades.Count >= QueueCapacity)
            {
                return false;
            }

            _blockades.Enqueue(new Blockade(dialog, duration < LongestWait ? duration : LongestWait));
            return true;
        }
    }

    /// <summary>Ends the blockade of now and takes back those that wait.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _blockades.Clear();
            if (_isBlocked)
            {
                _released.Set();
            }
        }
    }

    /// <summary>Makes the engine thread wait, as slow work would; only on that thread.</summary>
    /// <returns>False when the loop is being stopped: give up the work.</returns>
    public bool Pause(TimeSpan duration) => !_stopping.WaitOne(duration < LongestWait ? duration : LongestWait);

    /// <summary>Stops the loop, a blockade or pause included. Work that was posted and has not begun is dropped.</summary>
    /// <returns>False when the tick that runs did not end within <paramref name="limit"/>.</returns>
    public bool Stop(TimeSpan limit)
    {
        lock (_lock)
        {
            _isStopped = true;
            _posts.Clear();
            _blockades.Clear();
        }

        _stopping.Set();
        return !_thread.IsAlive || _thread.Join(limit);
    }

    /// <summary>Frees the loop's handles; after <see cref="Stop"/> has returned true.</summary>
    public void Dispose()
    {
        _stopping.Dispose();
        _released.Dispose();
    }

    private void Run()
    {
        long next = Stopwatch.GetTimestamp();
        TimeSpan left;
        do
        {
            BlockWhileAsked();
            Tick();
            next = Math.Max(next + (long)(Interval().TotalSeconds * Stopwatch.Frequency), Stopwatch.GetTimestamp());

            // On a busy machine this thread may stand still after the line above. Less than nothing is no wait: -1 ms would be one without an end, and -2 ms an exception.
            left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), next);
        }
        while (!_stopping.WaitOne(left > TimeSpan.Zero ? left : TimeSpan.Zero));
    }

    private TimeSpan Interval()
    {
        lock (_lock)
        {
            return _interval;
        }
    }

    // What is posted during a tick runs at the next one: work that posts itself again must not keep the tick from ending.
    private void Tick()
    {
        int count;
        lock (_lock)
        {
            count = _posts.Count;
        }

        for (int i = 0; i < count && TakePost() is { } post; i++)
        {
            try
            {
                post();
            }
            catch (Exception exception)
            {
                _log.Write(BridgeLogLevel.Error, "Work on the engine thread failed; the loop goes on.", exception);
            }
        }
    }

    private Action? TakePost()
    {
        lock (_lock)
        {
            return _posts.TryDequeue(out Action? post) ? post : null;
        }
    }

    private void BlockWhileAsked()
    {
        while (TakeBlockade() is { } blockade)
        {
            string what = blockade.Dialog is null ? "stall" : "modal";
            Volatile.Write(ref _modal, blockade.Dialog);
            _announce($"{what} open");
            WaitHandle.WaitAny([_stopping, _released], blockade.Duration);
            Volatile.Write(ref _modal, null);
            lock (_lock)
            {
                _isBlocked = false;
                _released.Reset();
            }

            _announce($"{what} closed");
        }
    }

    private Blockade? TakeBlockade()
    {
        lock (_lock)
        {
            _isBlocked = _blockades.TryDequeue(out Blockade? blockade);
            return blockade;
        }
    }

    private sealed record Blockade(ModalDialog? Dialog, TimeSpan Duration);
}
