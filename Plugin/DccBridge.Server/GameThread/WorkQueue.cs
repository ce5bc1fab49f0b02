namespace DccBridge.Server.GameThread;

/// <summary>
/// Waiting work in three lanes, bounded over all. Of sixteen takes one begins at the background lane and three at the normal
/// lane, the rest at the interactive lane, so that a flood in one lane slows the others but never stops them.
/// Not synchronised: the dispatcher's lock guards it.
/// </summary>
internal sealed class WorkQueue(int capacity)
{
    private const int Round = 16;
    private readonly LinkedList<EngineWork>[] _lanes = [new(), new(), new()];
    private readonly Dictionary<string, EngineWork> _streams = new(StringComparer.Ordinal);
    private int _takes;

    public int Count { get; private set; }

    public bool IsFull => Count >= capacity;

    /// <summary>Appends work to its lane. The caller checked <see cref="IsFull"/>.</summary>
    public void Add(EngineWork work)
    {
        work.Node = _lanes[(int)work.Priority].AddLast(work);
        work.State = WorkState.Queued;
        Count++;
        if (work.StreamKey is { } key)
        {
            _streams[key] = work;
        }
    }

    /// <summary>Puts the newer value of a stream in the place of the waiting one.</summary>
    /// <returns>False when none waits.</returns>
    public bool TryReplace(EngineWork work)
    {
        if (work.StreamKey is not { } key || !_streams.TryGetValue(key, out var older))
        {
            return false;
        }

        var node = older.Node!;
        node.Value = work;
        work.Node = node;
        work.State = WorkState.Queued;
        older.Node = null;
        older.State = WorkState.Removed;
        _streams[key] = work;
        return true;
    }

    /// <summary>The next work to run; null when nothing waits.</summary>
    public EngineWork? TryTake()
    {
        if (Count == 0)
        {
            return null;
        }

        var turn = _takes++ & (Round - 1);
        var first = turn == Round - 1 ? WorkPriority.Background : turn % 4 == 3 ? WorkPriority.Normal : WorkPriority.Interactive;
        var lane = _lanes[(int)first];
        for (var i = 0; lane.Count == 0; i++)
        {
            lane = _lanes[i];
        }

        var work = lane.First!.Value;
        Remove(work, WorkState.Taken);
        return work;
    }

    /// <summary>Takes out work that waits.</summary>
    public void Remove(EngineWork work, WorkState state = WorkState.Removed)
    {
        var node = work.Node!;
        node.List!.Remove(node);
        work.Node = null;
        work.State = state;
        Count--;
        if (work.StreamKey is { } key)
        {
            _streams.Remove(key);
        }
    }

    /// <summary>Takes out everything.</summary>
    public IReadOnlyList<EngineWork> Clear()
    {
        var all = new List<EngineWork>(Count);
        foreach (var lane in _lanes)
        {
            while (lane.First is { } node)
            {
                all.Add(node.Value);
                Remove(node.Value);
            }
        }

        return all;
    }
}
