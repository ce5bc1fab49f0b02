using System.Runtime.CompilerServices;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Client.Events;

/// <summary>
/// The verdicts between the receive loop and the one consumer: each shown once, in the order of arrival, and acknowledged after the
/// consumer took it.
/// </summary>
internal sealed class VerdictInbox(EditorClientOptions options, Acknowledger acknowledger)
{
    private readonly Lock _gate = new();
    private readonly SeenVerdicts _seen = new(Math.Max(options.MaxSeenVerdicts, options.MaxWaitingVerdicts));
    private readonly Queue<SeenVerdict> _waiting = new();
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RpcConnection? _overflowed;
    private Exception? _failure;
    private long _nextSequence;
    private bool _ended;
    private bool _hasReader;

    /// <summary>The number after the last one that arrived or was announced; 0 when none is known.</summary>
    public long NextSequence
    {
        get
        {
            lock (_gate)
            {
                return _nextSequence;
            }
        }
    }

    /// <summary>The editor says which event comes next.</summary>
    public void Expect(long nextSequence)
    {
        lock (_gate)
        {
            _nextSequence = Math.Max(_nextSequence, nextSequence);
        }
    }

    /// <summary>A verdict arrived. Runs on the receive loop.</summary>
    public void Offer(VerdictEvent verdict, RpcConnection connection)
    {
        lock (_gate)
        {
            if (_ended || _overflowed == connection)
            {
                return;
            }

            if (_seen.Find(verdict.Id) is { } seen)
            {
                seen.Connection = connection;
                if (seen.Event is null)
                {
                    acknowledger.Taken(verdict.Id.Sequence, connection);
                }

                return;
            }

            if (_waiting.Count >= options.MaxWaitingVerdicts)
            {
                _overflowed = connection;
                return;
            }

            _nextSequence = Math.Max(_nextSequence, verdict.Id.Sequence + 1);
            var arrived = new SeenVerdict(verdict.Id, verdict, connection);
            _seen.Add(arrived);
            _waiting.Enqueue(arrived);
            _arrived.TrySetResult();
        }
    }

    /// <summary>No more verdicts come; those that wait can still be taken.</summary>
    public void End(Exception? failure)
    {
        lock (_gate)
        {
            if (!_ended)
            {
                _ended = true;
                _failure = failure;
                _arrived.TrySetResult();
            }
        }
    }

    /// <summary>The verdicts as they come. One is taken when the next is asked for, or the loop is left.</summary>
    public async IAsyncEnumerable<VerdictEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BeginReading();
        SeenVerdict? current = null;
        try
        {
            while ((current = await NextAsync(cancellationToken).ConfigureAwait(false)) is { Event: { } verdict })
            {
                yield return verdict;
                Take(current);
                current = null;
            }
        }
        finally
        {
            if (current is not null)
            {
                Take(current);
            }

            EndReading();
        }
    }

    /// <summary>Gives each verdict to the handler, one at a time. One is taken when the handler has returned without an exception, and acknowledged when it returned true.</summary>
    public async Task HandleAllAsync(Func<VerdictEvent, CancellationToken, ValueTask<bool>> handler, CancellationToken cancellationToken)
    {
        try
        {
            while (await NextAsync(cancellationToken).ConfigureAwait(false) is { Event: { } verdict } current)
            {
                Take(current, await handler(verdict, cancellationToken).ConfigureAwait(false));
            }
        }
        finally
        {
            EndReading();
        }
    }

    /// <summary>Claims the one place of a consumer.</summary>
    /// <exception cref="InvalidOperationException">It is taken.</exception>
    public void BeginReading()
    {
        lock (_gate)
        {
            if (_hasReader)
            {
                throw new InvalidOperationException("The verdicts of this client are being read already. Use one loop or one listener per client, and end it before the next begins.");
            }

            _hasReader = true;
        }
    }

    private void EndReading()
    {
        lock (_gate)
        {
            _hasReader = false;
        }
    }

    private async ValueTask<SeenVerdict?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_waiting.TryPeek(out var next))
                {
                    return next;
                }

                if (_ended)
                {
                    return _failure is null ? null : throw _failure;
                }

                if (_arrived.Task.IsCompleted)
                {
                    _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                arrived = _arrived.Task;
            }

            await arrived.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Take(SeenVerdict taken, bool isKept = true)
    {
        RpcConnection? fetchAgain = null;
        lock (_gate)
        {
            _waiting.Dequeue();
            taken.Event = null;
            if (isKept)
            {
                acknowledger.Taken(taken.Id.Sequence, taken.Connection);
            }

            if (_waiting.Count == 0)
            {
                (fetchAgain, _overflowed) = (_overflowed, null);
            }
        }

        // The editor repeats what was not acknowledged when the session is resumed.
        fetchAgain?.Abort("Verdicts came faster than they were taken; the rest is fetched again.");
    }
}
