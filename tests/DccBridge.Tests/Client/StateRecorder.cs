using DccBridge.Client;

namespace DccBridge.Tests.Client;

/// <summary>Keeps the steps of a connection and lets a test wait for one.</summary>
internal sealed class StateRecorder
{
    private readonly Lock _gate = new();
    private readonly List<ConnectionChange> _changes = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<ConnectionChange> Changes
    {
        get
        {
            lock (_gate)
            {
                return [.. _changes];
            }
        }
    }

    public IEnumerable<ConnectionState> States => Changes.Select(c => c.State);

    public void Add(ConnectionChange change)
    {
        lock (_gate)
        {
            _changes.Add(change);
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Waits for the nth step that leads to <paramref name="state"/>.</summary>
    public async Task<ConnectionChange> ReachAsync(ConnectionState state, int nth = 1)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                var reached = _changes.Where(c => c.State == state).ToArray();
                if (reached.Length >= nth)
                {
                    return reached[nth - 1];
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(limit.Token);
        }
    }
}
