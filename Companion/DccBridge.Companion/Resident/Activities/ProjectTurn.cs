namespace DccBridge.Companion.Resident.Activities;

/// <summary>Who waits for an editor: one at a time, in the order in which they came.</summary>
internal sealed class ProjectTurn
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Ticket> _line = new();

    /// <summary>How many wait or work.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _line.Count;
            }
        }
    }

    /// <summary>Takes the last place.</summary>
    public Ticket Take()
    {
        var ticket = new Ticket();
        lock (_gate)
        {
            _line.AddLast(ticket);
            if (_line.Count == 1)
            {
                ticket.Call();
            }
        }

        return ticket;
    }

    /// <summary>Gives a place up, whether its turn has come or not.</summary>
    public void Leave(Ticket ticket)
    {
        lock (_gate)
        {
            _line.Remove(ticket);
            _line.First?.Value.Call();
        }
    }

    /// <summary>A place in the line.</summary>
    internal sealed class Ticket
    {
        private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Waits until it is its turn.</summary>
        public Task ComesAsync(CancellationToken stop) => _called.Task.WaitAsync(stop);

        /// <summary>It is its turn.</summary>
        public void Call() => _called.TrySetResult();
    }
}
