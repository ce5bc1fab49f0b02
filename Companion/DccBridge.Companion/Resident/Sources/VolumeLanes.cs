namespace DccBridge.Companion.Resident.Sources;

/// <summary>
/// Work on files, one piece after the other for each volume, each volume on a thread of its own that ends when nothing is left to do. A volume that does not answer
/// holds that one thread and what waits behind it, and nothing else. How much waits is bounded by who adds: each file and folder is in here once at most.
/// </summary>
/// <param name="time">Measures how long a piece takes.</param>
/// <param name="failed">Told what a piece of work threw.</param>
internal sealed class VolumeLanes(TimeProvider time, Action<Exception> failed)
{
    /// <summary>Most volumes, and so most threads; volumes beyond share one.</summary>
    public const int MaxLanes = 16;

    private const string Others = "";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private TaskCompletionSource? _idle;

    /// <summary>Adds work at the end of a lane. Never waits.</summary>
    /// <param name="volume">Whose lane.</param>
    /// <param name="folder">What it is about, for a person.</param>
    /// <param name="work">The work; given what it is to call when it gets on.</param>
    public void Add(string volume, string folder, Action<Action> work)
    {
        lock (_gate)
        {
            var name = _lanes.ContainsKey(volume) || _lanes.Count < MaxLanes - 1 ? volume : Others;
            if (!_lanes.TryGetValue(name, out var lane))
            {
                // It waits for the lock that is held here.
                lane = new Lane();
                new Thread(() => Run(name, lane)) { IsBackground = true, Name = $"Files of {volume}" }.Start();
                _lanes[name] = lane;
            }

            lane.Waiting.Enqueue((folder, work));
        }
    }

    /// <summary>The folders at which a lane has not got on for longer than this.</summary>
    public IReadOnlyList<string> Silent(TimeSpan after)
    {
        lock (_gate)
        {
            return [.. _lanes.Values.Where(l => l.Folder is not null && time.GetElapsedTime(l.GotOnAt) >= after).Select(l => l.Folder!).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Leaves out what has not begun, and waits for what has, as long as the limit lets it: a thread that a dead volume holds ends with the process.</summary>
    public async Task EndAsync(TimeSpan limit)
    {
        Task idle;
        lock (_gate)
        {
            foreach (var lane in _lanes.Values)
            {
                lane.Waiting.Clear();
            }

            if (_lanes.Count == 0)
            {
                return;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle.Task;
        }

        await idle.WaitAsync(limit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Run(string name, Lane lane)
    {
        while (Next(name, lane) is { } work)
        {
            try
            {
                work(() => lane.GotOnAt = time.GetTimestamp());
            }
            catch (Exception e)
            {
                failed(e);
            }
        }
    }

    private Action<Action>? Next(string name, Lane lane)
    {
        lock (_gate)
        {
            if (!lane.Waiting.TryDequeue(out var next))
            {
                _lanes.Remove(name);
                if (_lanes.Count == 0)
                {
                    _idle?.TrySetResult();
                }

                return null;
            }

            (lane.Folder, lane.GotOnAt) = (next.Folder, time.GetTimestamp());
            return next.Work;
        }
    }

    private sealed class Lane
    {
        private long _gotOnAt;

        public Queue<(string Folder, Action<Action> Work)> Waiting { get; } = new();

        public string? Folder { get; set; }

        public long GotOnAt
        {
            get => Volatile.Read(ref _gotOnAt);
            set => Volatile.Write(ref _gotOnAt, value);
        }
    }
}
