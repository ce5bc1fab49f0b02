using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;

namespace DccBridge.Server.GameThread;

/// <summary>
/// The one way to the engine thread. Work waits in a bounded queue with priorities and is taken in ticks, each for a budget of
/// milliseconds; results and exceptions go back to whoever awaits them. One piece of work is never spread over ticks, so that a
/// batch is simply one piece. While it lives, it keeps exactly one post with the engine, one per tick, which is also how it
/// knows whether the engine ticks at all.
/// </summary>
/// <remarks>Every member is callable from any thread. Code that runs on the engine thread must not block on a task of this class.</remarks>
public sealed class GameThreadDispatcher
{
    private readonly IEngineThread _engine;
    private readonly IBridgeLog _log;
    private readonly GameThreadOptions _options;
    private readonly TimeProvider _time;
    private readonly TickClock _clock;
    private readonly Lock _lock = new();
    private readonly WorkQueue _queue;
    private EnginePost? _post;
    private readonly List<EngineWork> _nextTick = [];
    private bool _pumping;
    private long _tick;
    private bool _stopped;
    private string? _currentWork;

    /// <summary>Makes a dispatcher; <see cref="Start"/> begins to watch the ticks.</summary>
    public GameThreadDispatcher(IEngineThread engine, IBridgeLog log, GameThreadOptions options, TimeProvider time)
    {
        _engine = engine;
        _log = log;
        _options = options;
        _time = time;
        _clock = new TickClock(options, time);
        _queue = new WorkQueue(options.QueueCapacity);
    }

    /// <summary>What is known of the engine thread now.</summary>
    public DispatcherState State
    {
        get
        {
            lock (_lock)
            {
                var since = _clock.SinceTick;
                return new DispatcherState(_clock.HasTicked, since > _options.StallLimit, _stopped, since, _clock.TicksPerSecond, _currentWork, _queue.Count);
            }
        }
    }

    /// <summary>Asks for the first tick. Without effect when called again.</summary>
    public void Start() => EnsurePosted();

    /// <summary>Runs <paramref name="work"/> on the engine thread, at one of the next ticks.</summary>
    /// <param name="name">The method that the work belongs to, for <see cref="DispatcherState.CurrentWork"/>.</param>
    /// <param name="priority">What runs first.</param>
    /// <param name="work">Runs once, within one tick.</param>
    /// <param name="cancellation">Takes the work out of the queue while it waits; work that has begun runs to its end.</param>
    /// <returns>The result of the work, or the exception that it threw. To be awaited once.</returns>
    /// <exception cref="RpcException">In the task, with <see cref="Outcome.NotStarted"/>: <see cref="ErrorCode.Busy"/> when the queue is full,
    /// <see cref="ErrorCode.EditorStopping"/> after <see cref="Stop"/>, <see cref="ErrorCode.Cancelled"/> when cancelled in the queue.</exception>
    public ValueTask<T> CallAsync<T>(string name, WorkPriority priority, Func<T> work, CancellationToken cancellation = default)
    {
        var call = new EngineCall<T>(this, name, priority, work);
        if (cancellation.CanBeCanceled)
        {
            call.CancelWith(cancellation);
        }

        Submit(call);
        return call.Result;
    }

    /// <summary>As <see cref="CallAsync"/>, for callers that stop waiting and then have to know whether the work began.</summary>
    /// <param name="name">The method that the work belongs to.</param>
    /// <param name="priority">What runs first.</param>
    /// <param name="work">Runs once, within one tick.</param>
    public EngineTicket<T> Enqueue<T>(string name, WorkPriority priority, Func<T> work)
    {
        var call = new EngineCall<T>(this, name, priority, work);
        Submit(call);
        return new EngineTicket<T>(call);
    }

    /// <summary>Opens a stream of values of which only the newest is applied, at most one per tick.</summary>
    /// <param name="name">The method that the values belong to.</param>
    /// <param name="priority">What runs first.</param>
    /// <param name="apply">Applies a value on the engine thread; what it throws is written to the log.</param>
    public EngineStream<T> OpenStream<T>(string name, WorkPriority priority, Action<T> apply) => new(this, name, priority, apply);

    internal bool TrySet<T>(EngineStream<T>.Update update, T value)
    {
        lock (_lock)
        {
            update.Newest = value;
            if (update.State is WorkState.Queued or WorkState.NextTick)
            {
                return true;
            }

            if (_stopped || _queue.IsFull)
            {
                return false;
            }

            if (_pumping && update.Tick == _tick)
            {
                // It had its turn in this tick: what it applies is seen once per tick, however often it is set.
                update.State = WorkState.NextTick;
                _nextTick.Add(update);
                return true;
            }

            _queue.Add(update);
        }

        EnsurePosted();
        return true;
    }

    /// <summary>Refuses all further work and ends what waits with <see cref="ErrorCode.EditorStopping"/>. Work that runs now ends by itself. Does not wait; safe on the engine thread and more than once.</summary>
    public void Stop()
    {
        EnginePost? post;
        IReadOnlyList<EngineWork> waiting;
        lock (_lock)
        {
            _stopped = true;
            post = _post;
            _post = null;
            waiting = _queue.Clear();
            _nextTick.Clear();
        }

        post?.Withdraw();
        foreach (var work in waiting)
        {
            work.Refuse(Stopping());
        }
    }

    private static RpcException Stopping() =>
        new(ErrorCode.EditorStopping, "The editor is stopping; nothing was done. Call again when it is back.", Outcome.NotStarted);

    private static RpcException Cancelled() =>
        new(ErrorCode.Cancelled, "Cancelled before the editor began; nothing was done.", Outcome.NotStarted);

    private RpcException Full() =>
        new(ErrorCode.Busy, $"{_options.QueueCapacity} calls wait for the editor already; nothing was done. Wait for some of them, then try again.", Outcome.NotStarted);

    private bool Submit(EngineWork work)
    {
        RpcException? refusal;
        lock (_lock)
        {
            refusal = _stopped ? Stopping()
                : work.State == WorkState.Removed ? Cancelled()
                : _queue.IsFull ? Full()
                : null;
            if (refusal is null && work.State == WorkState.New)
            {
                _queue.Add(work);
            }
        }

        if (refusal is not null)
        {
            work.Refuse(refusal);
            return false;
        }

        EnsurePosted();
        return true;
    }

    /// <summary>Takes out work that waits; false when it was taken or ended before.</summary>
    internal bool CancelQueued(EngineWork work)
    {
        lock (_lock)
        {
            switch (work.State)
            {
                case WorkState.New:
                    // Cancelled before it was queued: Submit sees the state and refuses.
                    work.State = WorkState.Removed;
                    return true;
                case WorkState.Queued:
                    _queue.Remove(work);
                    break;
                default:
                    return false;
            }
        }

        work.Refuse(Cancelled());
        return true;
    }

    private void EnsurePosted()
    {
        EnginePost post;
        lock (_lock)
        {
            if (_stopped || _pumping || _post is not null)
            {
                return;
            }

            post = _post = new EnginePost(Pump);
        }

        if (_engine.TryPost(post.Trigger))
        {
            return;
        }

        IReadOnlyList<EngineWork> waiting;
        lock (_lock)
        {
            if (ReferenceEquals(_post, post))
            {
                _post = null;
            }

            waiting = _queue.Clear();
        }

        post.Withdraw();
        foreach (var work in waiting)
        {
            work.Refuse(Stopping());
        }
    }

    private void Pump()
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            _post = null;
            _pumping = true;
            _tick++;
        }

        var budget = _clock.BeginTick();
        var start = _time.GetTimestamp();
        do
        {
            EngineWork? work;
            lock (_lock)
            {
                work = _queue.TryTake();
                _currentWork = work?.Name;
                if (work is not null)
                {
                    work.Tick = _tick;
                }
            }

            if (work is null)
            {
                break;
            }

            work.Run();
        }
        while (_time.GetElapsedTime(start) < budget);

        lock (_lock)
        {
            _currentWork = null;
            _pumping = false;
            foreach (var update in _nextTick)
            {
                _queue.Add(update);
            }

            _nextTick.Clear();
        }

        _clock.EndTick();
        EnsurePosted();
    }

    internal void LogFailedUpdate(string name, Exception exception) =>
        _log.Write(BridgeLogLevel.Error, $"The update of '{name}' failed on the engine thread.", exception);
}
