namespace DccBridge.Server.GameThread;

/// <summary>
/// Waiting work in three lanes, bounded over all. Of sixteen takes one begins at the background lane and three at the normal
/// lane, the rest at the interactive lane, so that a flood in one lane slows the others but never stops them.
/// Not synchronised: the dispatcher's lock guards it.
/// </summary>
internal sealed class WorkQueue(int capacity)
{
    private const int Round = 16;
    private readonly Lane[] _lanes = [new(), new(), new()];
    private int _takes;

    public int Count { get; private set; }

    public bool IsFull => Count >= capacity;

    /// <summary>Appends work to its lane. The caller checked <see cref="IsFull"/>.</summary>
    public void Add(EngineWork work)
    {
        _lanes[(int)work.Priority].Append(work);
        work.State = WorkState.Queued;
        Count++;
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
        for (var i = 0; lane.First is null; i++)
        {
            lane = _lanes[i];
        }

        var work = lane.First;
        Remove(work, WorkState.Taken);
        work.OnTaken();
        return work;
    }

    /// <summary>Takes out work that waits.</summary>
    public void Remove(EngineWork work, WorkState state = WorkState.Removed)
    {
        _lanes[(int)work.Priority].Unlink(work);
        work.State = state;
        Count--;
    }

    /// <summary>Takes out everything.</summary>
    public IReadOnlyList<EngineWork> Clear()
    {
        var all = new List<EngineWork>(Count);
        foreach (var lane in _lanes)
        {
            while (lane.First is { } work)
            {
                all.Add(work);
                Remove(work);
            }
        }

        return all;
    }

    /// <summary>A list through the links of the work itself.</summary>
    private sealed class Lane
    {
        private EngineWork? _last;

        public EngineWork? First { get; private set; }

        public void Append(EngineWork work)
        {
            work.Previous = _last;
            if (_last is null)
            {
                First = work;
            }
            else
            {
                _last.Next = work;
            }

            _last = work;
        }

        public void Unlink(EngineWork work)
        {
            if (work.Previous is null)
            {
                First = work.Next;
            }
            else
            {
                work.Previous.Next = work.Next;
            }

            if (work.Next is null)
            {
                _last = work.Previous;
            }
            else
            {
                work.Next.Previous = work.Previous;
            }

            work.Next = work.Previous = null;
        }
    }
}
