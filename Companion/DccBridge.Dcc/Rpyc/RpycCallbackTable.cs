using DccBridge.Dcc.Brine;

namespace DccBridge.Dcc.Rpyc;

/// <summary>The callbacks that Python holds, with how many times each was lent. Safe on several threads.</summary>
/// <param name="most">Most callbacks at the same time.</param>
internal sealed class RpycCallbackTable(int most)
{
    private const string ClassName = "dccbridge.Callback";

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Lent> _lent = [];
    private readonly Dictionary<RpycCallback, long> _ids = [];
    private long _next = 1;

    /// <summary>How many Python holds.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _lent.Count;
            }
        }
    }

    /// <summary>Lends it once more.</summary>
    /// <returns>Its identity on the wire.</returns>
    /// <exception cref="BrineException">There are too many.</exception>
    public PythonTuple Lend(RpycCallback callback)
    {
        lock (_lock)
        {
            if (!_ids.TryGetValue(callback, out var id))
            {
                if (_lent.Count >= most)
                {
                    throw new BrineException($"Python holds {most} callbacks already; let it forget some first.");
                }

                id = _next++;
                _ids.Add(callback, id);
                _lent.Add(id, new Lent(callback, 0));
            }

            _lent[id] = _lent[id] with { Times = _lent[id].Times + 1 };
            return PythonTuple.Of(ClassName, 1L, id);
        }
    }

    /// <summary>The callback of an identity.</summary>
    /// <exception cref="BrineException">There is none.</exception>
    public RpycCallback Find(PythonTuple id)
    {
        lock (_lock)
        {
            return id is [_, _, long number] && _lent.TryGetValue(number, out var lent) ? lent.Callback : throw new BrineException($"{id} was never lent, or is released.");
        }
    }

    /// <summary>Takes it back so many times; forgets it when Python holds it no more.</summary>
    public void Release(RpycCallback callback, long times)
    {
        lock (_lock)
        {
            if (_ids.TryGetValue(callback, out var id))
            {
                var left = _lent[id].Times - times;
                _lent[id] = _lent[id] with { Times = left };
                if (left <= 0)
                {
                    _lent.Remove(id);
                    _ids.Remove(callback);
                }
            }
        }
    }

    private sealed record Lent(RpycCallback Callback, long Times);
}
