using System.Threading.Channels;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Server.Sessions;

namespace DccBridge.Server.Editor;

/// <summary>
/// Where the editor's side says what happened; it goes to every session that asked for such events. Callable from any thread; never waits
/// for a disk or a client and never throws. Who gets an event is settled when it happens; it is encoded and sent elsewhere.
/// </summary>
public sealed class EditorEventFeed : IAsyncDisposable
{
    /// <summary>Most names in one event; <see cref="EditorEvent.Total"/> says how many there were.</summary>
    public const int MaxNames = 1_000;

    private const int QueueCapacity = 1_024;

    private readonly SessionTable _sessions;
    private readonly TimeProvider _time;
    private readonly IBridgeLog _log;
    private readonly Channel<Queued> _queue = Channel.CreateBounded<Queued>(QueueCapacity);
    private readonly Lock _lock = new();
    private readonly Task _publishing;
    private Dictionary<ClientSession, int> _dropped = [];

    internal EditorEventFeed(SessionTable sessions, TimeProvider time, IBridgeLog log)
    {
        _sessions = sessions;
        _time = time;
        _log = log;
        _publishing = Task.Run(PublishAsync);
    }

    /// <param name="Event">What happened.</param>
    /// <param name="Receivers">Who gets it.</param>
    /// <param name="DroppedBefore">Events that did not fit into the queue since the one before.</param>
    private sealed record Queued(EditorEvent Event, IReadOnlyList<EventReceiver> Receivers, IReadOnlyDictionary<ClientSession, int> DroppedBefore);

    /// <summary>Tells every subscriber. When too many events wait to be sent, this one is only counted (<see cref="EditorEvent.Missed"/>).</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="names">See <see cref="EditorEvent.Names"/>; more than <see cref="MaxNames"/> are counted and not named.</param>
    public void Publish(EditorEventKind kind, IReadOnlyCollection<string> names)
    {
        var receivers = _sessions.ReceiversOf(kind);
        if (receivers.Count == 0)
        {
            return;
        }

        var happened = new EditorEvent { Kind = kind, Names = [.. names.Take(MaxNames)], Total = names.Count, At = _time.GetUtcNow().UtcDateTime };
        lock (_lock)
        {
            if (_queue.Writer.TryWrite(new Queued(happened, receivers, _dropped)))
            {
                // What is queued is no longer changed.
                _dropped = [];
                return;
            }

            foreach (var receiver in receivers)
            {
                _dropped[receiver.Session] = _dropped.GetValueOrDefault(receiver.Session) + 1;
            }
        }
    }

    /// <summary>Returns when everything that was published is sent.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _publishing.ConfigureAwait(false);
    }

    private async Task PublishAsync()
    {
        await foreach (var queued in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                Send(queued);
            }
            catch (Exception exception)
            {
                // Whatever it was, it was about this event: the ones after it are still to be sent.
                _log.Write(BridgeLogLevel.Error, $"The editor event {queued.Event.Kind} could not be sent to every client.", exception);
            }
        }
    }

    private static void Send(Queued queued)
    {
        foreach (var (session, count) in queued.DroppedBefore)
        {
            session.Miss(count);
        }

        var encoded = ClientSession.EditorNotification(queued.Event);
        foreach (var receiver in queued.Receivers)
        {
            receiver.Session.Offer(queued.Event, encoded, receiver.Connection);
        }
    }
}
