namespace DccBridge.Protocol.Rpc;

/// <summary>
/// All deadlines of a process side on one timer: a hashed wheel in which setting and clearing a deadline costs a few instructions and no
/// allocation. One timer that is disposed with its owner also means that no pending timer keeps an unloaded plugin alive.
/// </summary>
/// <remarks>Deadlines fire up to one resolution late, never early.</remarks>
public sealed class DeadlineWheel : IDisposable
{
    private const int SlotCount = 512;
    private const long Never = long.MaxValue;

    /// <summary>In ticks: an hour at the usual resolution.</summary>
    private const long LongestSleep = 72_000;

    private readonly object _gate = new();
    private readonly DeadlineEntry?[] _slots = new DeadlineEntry?[SlotCount];
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly TimeSpan _resolution;
    private readonly ITimer _timer;
    private long _tick;
    private int _count;
    private long _wakeTick = Never;
    private bool _disposed;

    /// <summary>Makes a wheel; its timer fires only when an entry is due, so that an idle process sleeps.</summary>
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
            if (entry.DueTick < _wakeTick)
            {
                WakeAt(entry.DueTick);
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

    // Cleared entries leave the timer as it is: it fires once for nothing. Setting it for each call would cost more than the call's deadline.
    private void WakeAt(long tick)
    {
        // Timers do not take the longest times there are; on the way to one it is looked again.
        _wakeTick = Math.Min(tick, CurrentTick() + LongestSleep);
        TimeSpan left = TimeSpan.FromTicks(_wakeTick * _resolution.Ticks) - _time.GetElapsedTime(_startedAt);

        // Up to the next millisecond, which is what timers count in: one that fires early finds nothing due.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(left.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }

    private long NextDue()
    {
        long least = Never;
        for (long tick = _tick + 1; tick <= _tick + SlotCount; tick++)
        {
            for (DeadlineEntry? entry = _slots[tick % SlotCount]; entry is not null; entry = entry.Next)
            {
                if (entry.DueTick <= tick)
                {
                    return entry.DueTick;
                }

                least = Math.Min(least, entry.DueTick);
            }
        }

        return least;
    }

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
            _wakeTick = Never;
            if (_count > 0)
            {
                WakeAt(NextDue());
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
