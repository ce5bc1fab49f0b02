using System.Runtime.CompilerServices;

namespace DccBridge.Companion.Resident.Changes;

/// <summary>Gives every change to every subscriber, each at its own pace.</summary>
internal sealed class ChangeFeed : IChanges
{
    private readonly Lock _gate = new();
    private readonly List<ChangeQueue> _subscribers = [];
    private long _id;

    /// <summary>Tells all subscribers. Never waits.</summary>
    public void Publish(ChangeKind kind, object? data)
    {
        lock (_gate)
        {
            var change = new Change(++_id, kind, data);
            foreach (var subscriber in _subscribers)
            {
                subscriber.Add(change);
            }
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Change> SubscribeAsync(CancellationToken cancellation)
    {
        // From this call on and not from the first look: whoever asks for the state in between misses nothing.
        var queue = new ChangeQueue();
        lock (_gate)
        {
            _subscribers.Add(queue);
        }

        var registration = cancellation.Register(() => Remove(queue));
        return ReadAsync(queue, registration, cancellation);
    }

    private async IAsyncEnumerable<Change> ReadAsync(ChangeQueue queue, CancellationTokenRegistration registration, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                yield return await queue.TakeAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            Remove(queue);
            await registration.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Remove(ChangeQueue queue)
    {
        lock (_gate)
        {
            _subscribers.Remove(queue);
        }
    }
}
