using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Resident.Changes;

/// <summary>What waits for one subscriber: a newer state takes the place of an older one of the same thing; beyond the bound the oldest go, and that is told.</summary>
internal sealed class ChangeQueue
{
    /// <summary>The most changes that wait.</summary>
    public const int MaxWaiting = 1_024;

    private readonly Lock _gate = new();
    private readonly LinkedList<Change> _waiting = new();
    private readonly Dictionary<object, LinkedListNode<Change>> _byThing = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastLost;

    /// <summary>Adds a change; never waits.</summary>
    public void Add(Change change)
    {
        lock (_gate)
        {
            var thing = Thing(change);
            if (thing is not null && _byThing.Remove(thing, out var older))
            {
                _waiting.Remove(older);
            }

            var node = _waiting.AddLast(change);
            if (thing is not null)
            {
                _byThing[thing] = node;
            }

            if (_waiting.Count > MaxWaiting)
            {
                _lastLost = _waiting.First!.Value.Id;
                Drop(_waiting.First);
            }

            _arrived.TrySetResult();
        }
    }

    /// <summary>The next change.</summary>
    public async ValueTask<Change> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                cancellation.ThrowIfCancellationRequested();
                if (_lastLost > 0)
                {
                    var lost = new Change(_lastLost, ChangeKind.Lost, null);
                    _lastLost = 0;
                    return lost;
                }

                if (_waiting.First is { } first)
                {
                    Drop(first);
                    return first.Value;
                }

                if (_arrived.Task.IsCompleted)
                {
                    _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                arrived = _arrived.Task;
            }

            await arrived.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    private void Drop(LinkedListNode<Change> node)
    {
        _waiting.Remove(node);
        if (Thing(node.Value) is { } thing && _byThing.TryGetValue(thing, out var kept) && kept == node)
        {
            _byThing.Remove(thing);
        }
    }

    private static object? Thing(Change change) => change switch
    {
        { Kind: ChangeKind.Activity, Data: ActivityView activity } => activity.Id,
        { Kind: ChangeKind.Notice or ChangeKind.Activity } => null,
        _ => change.Kind,
    };
}
