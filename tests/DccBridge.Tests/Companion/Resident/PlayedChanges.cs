using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DccBridge.Companion.Resident;

namespace DccBridge.Tests.Companion.Resident;

/// <summary>A feed of changes that a test pushes into. As the real one: at most 1,024 wait for a subscriber, then the oldest go and Lost comes.</summary>
internal sealed class PlayedChanges : IChanges
{
    private const int Bound = 1024;

    private readonly Lock _gate = new();
    private readonly List<Subscriber> _subscribers = [];
    private long _last;

    /// <summary>How many listen.</summary>
    public int Subscribers
    {
        get
        {
            lock (_gate)
            {
                return _subscribers.Count;
            }
        }
    }

    /// <summary>Tells all subscribers.</summary>
    public void Push(ChangeKind kind, object? data)
    {
        lock (_gate)
        {
            var change = new Change(++_last, kind, data);
            foreach (var subscriber in _subscribers)
            {
                subscriber.Take(change);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Change> SubscribeAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var subscriber = new Subscriber();
        lock (_gate)
        {
            _subscribers.Add(subscriber);
        }

        try
        {
            while (await subscriber.Reader.WaitToReadAsync(cancellation))
            {
                while (subscriber.TryRead(out var change))
                {
                    yield return change;
                }
            }
        }
        finally
        {
            lock (_gate)
            {
                _subscribers.Remove(subscriber);
            }
        }
    }

    private sealed class Subscriber
    {
        private readonly Channel<Change> _changes;
        private long _lostAt;

        public Subscriber() => _changes = Channel.CreateBounded<Change>(
            new BoundedChannelOptions(Bound) { FullMode = BoundedChannelFullMode.DropOldest },
            dropped => Interlocked.Exchange(ref _lostAt, dropped.Id));

        public ChannelReader<Change> Reader => _changes.Reader;

        public void Take(Change change) => _changes.Writer.TryWrite(change);

        public bool TryRead(out Change change)
        {
            if (Interlocked.Exchange(ref _lostAt, 0) is var id and > 0)
            {
                change = new Change(id, ChangeKind.Lost, null);
                return true;
            }

            return _changes.Reader.TryRead(out change!);
        }
    }
}
