using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Protocol.Rpc;

/// <summary>
/// The calls of this side that wait for an answer, found by the slot in the low bits of their id; the high bits tell the uses of a slot
/// apart, so that a late answer is not taken for the answer to a newer call.
/// </summary>
internal sealed class PendingCalls
{
    private const int SlotBits = 12;
    private const uint SlotMask = (1u << SlotBits) - 1;

    private readonly object _gate = new();
    private readonly RpcOptions _options;
    private readonly Action<PendingCall> _onDeadline;
    private readonly PendingCall?[] _slots;
    private readonly uint[] _uses;
    private readonly int[] _free;
    private readonly Stack<PendingCall> _spare = new();
    private int _freeCount;
    private Func<Outcome, Exception>? _closed;

    public PendingCalls(RpcOptions options, Action<PendingCall> onDeadline)
    {
        _options = options;
        _onDeadline = onDeadline;
        int capacity = Math.Clamp(options.MaxPendingCalls, 1, (int)SlotMask);
        _slots = new PendingCall?[capacity];
        _uses = new uint[capacity];
        _free = new int[capacity];
        for (int i = 0; i < capacity; i++)
        {
            _free[i] = capacity - 1 - i;
        }

        _freeCount = capacity;
    }

    /// <summary>Takes a slot.</summary>
    /// <exception cref="RpcException">All slots are in use.</exception>
    public PendingCall<TResult> Begin<TResult>(Action<CallProgress>? progress, CancellationToken cancellationToken)
        where TResult : IMessage<TResult>
    {
        lock (_gate)
        {
            if (_closed is not null)
            {
                throw _closed(Outcome.NotStarted);
            }

            if (_freeCount == 0)
            {
                throw new RpcException(ErrorCode.Busy, $"{_slots.Length} calls wait for an answer already. Wait for some of them.", Outcome.NotStarted);
            }

            int slot = _free[--_freeCount];

            // Never 0: id 0 stands for "no call".
            uint use = _uses[slot] = (_uses[slot] + 1) & (uint.MaxValue >> SlotBits);
            if (use == 0)
            {
                use = _uses[slot] = 1;
            }

            PendingCall<TResult> call = _spare.TryPop(out PendingCall? spare) && spare is PendingCall<TResult> fitting
                ? fitting
                : new PendingCall<TResult>(this, _options.InlineContinuations);
            call.Begin((use << SlotBits) | (uint)slot, progress, cancellationToken);
            _slots[slot] = call;
            return call;
        }
    }

    /// <summary>The call that waits under that id and frees its slot; null when it no longer waits.</summary>
    /// <exception cref="ProtocolViolationException">No call ever had that id.</exception>
    public PendingCall? Take(uint id)
    {
        lock (_gate)
        {
            PendingCall? call = FindLocked(id);
            if (call is not null)
            {
                int slot = (int)(id & SlotMask);
                _slots[slot] = null;
                _free[_freeCount++] = slot;
            }

            return call;
        }
    }

    /// <summary>Who is told of the progress of the call that waits under that id; null when nobody is.</summary>
    /// <remarks>Read under the lock: outside of it the call may end and its object serve another one.</remarks>
    /// <exception cref="ProtocolViolationException">No call ever had that id.</exception>
    public Action<CallProgress>? FindProgress(uint id)
    {
        lock (_gate)
        {
            return FindLocked(id)?.Progress;
        }
    }

    /// <summary>The upload of the call that waits under that id; null when it has none or no longer waits.</summary>
    /// <exception cref="ProtocolViolationException">No call ever had that id.</exception>
    public ChunkWriter? FindUpload(uint id)
    {
        lock (_gate)
        {
            return FindLocked(id)?.Upload;
        }
    }

    /// <summary>Fails all calls that wait, and all later ones.</summary>
    /// <param name="reason">Makes the failure for what is known of the work: nothing of a call that waits, all of one that never left.</param>
    /// <param name="deadlines">Where the calls that wait have their deadlines.</param>
    public void Close(Func<Outcome, Exception> reason, DeadlineWheel deadlines)
    {
        PendingCall[] waiting;
        lock (_gate)
        {
            if (_closed is not null)
            {
                return;
            }

            _closed = reason;
            waiting = [.. _slots.OfType<PendingCall>()];
            Array.Clear(_slots);
        }

        foreach (PendingCall call in waiting)
        {
            deadlines.Cancel(call);
            call.Fail(reason(Outcome.Unknown));
        }
    }

    public void OnDeadline(PendingCall call) => _onDeadline(call);

    public void Recycle(PendingCall call)
    {
        lock (_gate)
        {
            if (_spare.Count < 64)
            {
                _spare.Push(call);
            }
        }
    }

    private PendingCall? FindLocked(uint id)
    {
        uint slot = id & SlotMask;
        uint use = id >> SlotBits;
        if (slot >= (uint)_slots.Length || use == 0 || use > _uses[slot])
        {
            throw new ProtocolViolationException($"The peer answered request {id}, which was never made.");
        }

        PendingCall? call = _slots[slot];
        return call is not null && call.Id == id ? call : null;
    }
}
