namespace DccBridge.Protocol.Rpc;

/// <summary>
/// All deadlines of a process side on one timer: a hashed wheel in which setting and clearing a deadline costs a few instructions and no
/// allocation. One timer that is disposed with its owner also means that no pending timer keeps an unloaded plugin alive.
/// </summary>
/// <remarks>Deadlines fire up to one resolution late, never early.</remarks>
public sealed class DeadlineWheel : IDisposable
{
    private const int SlotCount = 512;

    private readonly object _gate = new();
    private readonly DeadlineEntry?[] _slots = new DeadlineEntry?[SlotCount];
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly TimeSpan _resolution;
    private readonly ITimer _timer;
    private long _tick;
    private int _count;
    private bool _running;
    private bool _disposed;

    /// <summary>Makes a wheel; its timer runs only while it holds entries.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="resolution">Distance of two ticks; null is 50 ms.</param>
    public DeadlineWheel(TimeProvider? time = null, TimeSpan? resolution = null)
    {
        _time = time ?? TimeProvider.System;
        _resolution = resolution ?? TimeSpan.FromMilliseconds(50);
        _startedAt = _time.GetTimestamp();

        // The flow of the creator's execution context would be kept alive by the timer.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _timer = _time.CreateTimer(static state => ((DeadlineWheel)state!).OnTick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The clock of the wheel.</summary>
    public TimeProvider Time => _time;

    /// <summary>Sets the entry's deadline, replacing an earlier one. Does nothing after <see cref="Dispose"/>.</summary>
    public void Schedule(DeadlineEntry entry, TimeSpan after)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            Unlink(entry);
            long now = CurrentTick();
            if (_count == 0)
            {
                _tick = now;
            }

            // One tick more: the current one is partly over already.
            entry.DueTick = Math.Max(now, _tick) + 1 + (after.Ticks <= 0 ? 0 : ((after.Ticks - 1) / _resolution.Ticks) + 1);
            entry.Slot = (int)(entry.DueTick % SlotCount);
            entry.Previous = null;
            entry.Next = _slots[entry.Slot];
            if (entry.Next is not null)
            {
                entry.Next.Previous = entry;
            }

            _slots[entry.Slot] = entry;
            _count++;
            if (!_running)
            {
                _running = true;
                _timer.Change(_resolution, _resolution);
            }
        }
    }

    /// <summary>Clears the entry's deadline; an entry that fires at this moment may still fire.</summary>
    public void Cancel(DeadlineEntry entry)
    {
        if (Volatile.Read(ref entry.Slot) >= 0)
        {
            lock (_gate)
            {
                Unlink(entry);
            }
        }
    }

    /// <summary>Forgets all entries without firing them.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Array.Clear(_slots);
            _count = 0;
        }

        _timer.Dispose();
    }

    private long CurrentTick() => _time.GetElapsedTime(_startedAt).Ticks / _resolution.Ticks;

    private void OnTick()
    {
        // Not linked through the entries: one that fires may be scheduled again at this very moment.
        List<DeadlineEntry>? due = null;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            long now = CurrentTick();

            // After a long pause (a sleeping laptop) every slot is looked at once, not once per missed tick.
            long first = Math.Max(_tick + 1, now - SlotCount + 1);
            for (long tick = first; tick <= now && _count > 0; tick++)
            {
                DeadlineEntry? entry = _slots[tick % SlotCount];
                while (entry is not null)
                {
                    DeadlineEntry? next = entry.Next;
                    if (entry.DueTick <= now)
                    {
                        Unlink(entry);
                        (due ??= []).Add(entry);
                    }

                    entry = next;
                }
            }

            _tick = Math.Max(_tick, now);
            if (_count == 0)
            {
                _running = false;
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        if (due is not null)
        {
            foreach (DeadlineEntry entry in due)
            {
                entry.OnDeadline();
            }
        }
    }

    private void Unlink(DeadlineEntry entry)
    {
        if (entry.Slot < 0)
        {
            return;
        }

        if (entry.Previous is not null)
        {
            entry.Previous.Next = entry.Next;
        }
        else
        {
            _slots[entry.Slot] = entry.Next;
        }

        if (entry.Next is not null)
        {
            entry.Next.Previous = entry.Previous;
        }

        entry.Next = entry.Previous = null;
        entry.Slot = -1;
        _count--;
    }
}
