using System.Globalization;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Rpc;
using DccBridge.Server.Editor;
using DccBridge.Server.Storage;

namespace DccBridge.Server.Sessions;

/// <summary>
/// The server's view of one client over its connections. Events leave in the order of the log: directly while the client keeps up;
/// else they stay in the log and are read from there when its outbox has room. After a reconnect everything that was not
/// acknowledged is sent again. Each step that a restart must not undo is kept in the store.
/// </summary>
internal sealed class ClientSession
{
    private readonly Lock _lock = new();
    private readonly IEventLog _events;
    private readonly ISessionStore _store;
    private readonly SessionOptions _options;
    private readonly IBridgeLog _log;
    private StoredSession _kept;
    private RpcConnection? _connection;
    private RpcConnection? _catchingUp;
    private long _next;
    private int _missedEditorEvents;

    /// <param name="kept">A new session, or one of an earlier start of the server.</param>
    /// <param name="events">What is sent to subscribers.</param>
    /// <param name="store">Keeps the session.</param>
    /// <param name="options">Limits.</param>
    /// <param name="log">Hears of what fails.</param>
    public ClientSession(StoredSession kept, IEventLog events, ISessionStore store, SessionOptions options, IBridgeLog log)
    {
        _events = events;
        _store = store;
        _options = options;
        _log = log;
        _kept = kept with { Acknowledged = PlaceOf(kept) };
        _next = _kept.Acknowledged + 1;
    }

    /// <summary>Names the session in logs.</summary>
    public string Id => _kept.Id;

    /// <summary>SHA-256 of the token that resumes the session after a lost connection.</summary>
    public ReadOnlySpan<byte> TokenHash => _kept.TokenHash.Span;

    public Guid ClientId => _kept.ClientId;

    public string ClientName => _kept.ClientName;

    /// <summary>When the last connection ended; null while there is one.</summary>
    public DateTimeOffset? LeftAt => Volatile.Read(ref _kept).LeftAt;

    /// <summary>Its connection; null while there is none. Takes no lock.</summary>
    public RpcConnection? Connection => Volatile.Read(ref _connection);

    private string DurableId => DurableIdOf(_kept);

    private static string DurableIdOf(StoredSession session) => session.ClientId.ToString("N", CultureInfo.InvariantCulture);

    /// <summary>A connection is about to go on with it: from now on it is not one that was left, and is not dropped for its age.</summary>
    public void Claim()
    {
        lock (_lock)
        {
            // Attaching keeps it.
            Volatile.Write(ref _kept, _kept with { LeftAt = null });
        }
    }

    /// <summary>Goes on over a connection; the one before, if it still seems to live, is ended.</summary>
    public void Attach(RpcConnection connection)
    {
        RpcConnection? before;
        lock (_lock)
        {
            before = _connection;
            _connection = connection;
            Keep(_kept with { LeftAt = null });
            _next = _kept.Acknowledged + 1;
            CatchUp();
        }

        if (before is not null && before != connection)
        {
            before.Abort("The client resumed its session over another connection.");
        }
    }

    /// <summary>The connection ended.</summary>
    /// <returns>False when the session goes on over another one.</returns>
    public bool Detach(RpcConnection connection, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_connection != connection)
            {
                return false;
            }

            _connection = null;
            Keep(_kept with { LeftAt = now });
            return true;
        }
    }

    /// <summary>Begins to send _events. Subscribing again changes nothing but whether it is durable.</summary>
    /// <returns>The first event that is sent, and how many wait in the log.</returns>
    /// <exception cref="IOException">The durable client could not be remembered.</exception>
    public (long NextSequence, int Pending) Subscribe(bool durable)
    {
        lock (_lock)
        {
            var place = _kept.Subscribed ? _kept.Acknowledged : _events.NextSequence - 1;
            if (durable && !_kept.Durable)
            {
                // The place of the client id counts from now on; what it missed while it was away comes before the rest.
                place = _events.Remember(DurableId, place);
            }

            if (place != _kept.Acknowledged || !_kept.Subscribed)
            {
                _next = place + 1;
            }

            Keep(_kept with { Subscribed = true, Durable = _kept.Durable || durable, Acknowledged = place });
            var first = _next;
            CatchUp();
            return (first, (int)Math.Clamp(_events.NextSequence - Math.Max(first, _events.FirstSequence), 0, int.MaxValue));
        }
    }

    /// <summary>The client keeps all events up to <paramref name="sequence"/>.</summary>
    /// <exception cref="IOException">It could not be written; the events will come again.</exception>
    public void Acknowledge(long sequence)
    {
        lock (_lock)
        {
            // What was not sent cannot have arrived.
            sequence = Math.Min(sequence, _next - 1);
            if (!_kept.Subscribed || sequence <= _kept.Acknowledged)
            {
                return;
            }

            if (_kept.Durable)
            {
                Volatile.Write(ref _kept, _kept with { Acknowledged = sequence });
                _events.Acknowledge(DurableId, sequence);
                return;
            }

            Keep(_kept with { Acknowledged = sequence });
        }
    }

    /// <summary>Begins to send events of these kinds, and of no others.</summary>
    public void SubscribeEditor(IReadOnlyList<EditorEventKind> kinds)
    {
        lock (_lock)
        {
            _missedEditorEvents = 0;
            Keep(_kept with { EditorEvents = kinds.Aggregate(0L, (bits, kind) => bits | BitOf(kind)) });
        }
    }

    /// <summary>Whether it asked for editor events of this kind. Takes no lock.</summary>
    public bool Wants(EditorEventKind kind) => (Volatile.Read(ref _kept).EditorEvents & BitOf(kind)) != 0;

    /// <summary>Editor events were dropped before they reached it; the next one that is sent says how many.</summary>
    public void Miss(int count)
    {
        lock (_lock)
        {
            _missedEditorEvents += count;
        }
    }

    /// <summary>Something happened in the editor that this client asked for. It is sent now or not at all.</summary>
    /// <param name="happened">What.</param>
    /// <param name="encoded">Its notification, encoded once for all sessions that missed nothing.</param>
    /// <param name="connection">Its connection when that happened; over another one it is not sent.</param>
    public void Offer(EditorEvent happened, EncodedNotification encoded, RpcConnection? connection)
    {
        lock (_lock)
        {
            var notification = _missedEditorEvents == 0 ? encoded : EditorNotification(happened with { Missed = _missedEditorEvents });
            var isSent = connection is not null && connection == _connection && connection.TryNotify(notification);
            _missedEditorEvents = isSent ? 0 : _missedEditorEvents + 1;
        }
    }

    /// <summary>A new event is in the log.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="encoded">Its notification, encoded once for all sessions.</param>
    public void Offer(long sequence, EncodedNotification encoded)
    {
        lock (_lock)
        {
            if (!_kept.Subscribed || _connection is null || _catchingUp is not null || sequence < _next)
            {
                return;
            }

            if (sequence == _next && _connection.TryNotify(encoded))
            {
                _next++;
                return;
            }

            CatchUp();
        }
    }

    /// <summary>Sees to it that the log is read for this client. The lock is held.</summary>
    private void CatchUp()
    {
        if (_kept.Subscribed && _connection is { } connection && _catchingUp != connection && _next < _events.NextSequence)
        {
            _catchingUp = connection;
            _ = Task.Run(() => CatchUpAsync(connection));
        }
    }

    private async Task CatchUpAsync(RpcConnection connection)
    {
        try
        {
            do
            {
                await connection.WaitForRoomAsync().ConfigureAwait(false);
            }
            while (!connection.Completion.IsCompleted && SendFromLog(connection));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            _log.Write(BridgeLogLevel.Error, $"Events for '{ClientName}' could not be read; they are sent again when it reconnects.", exception);
            connection.Abort("The editor could not read its event log. Connect again.");
        }
        finally
        {
            lock (_lock)
            {
                if (_catchingUp == connection)
                {
                    _catchingUp = null;
                }
            }
        }
    }

    /// <summary>Sends what fits; false when the client has everything or another connection took over.</summary>
    private bool SendFromLog(RpcConnection connection)
    {
        lock (_lock)
        {
            if (_connection != connection || _catchingUp != connection)
            {
                return false;
            }

            if (!SendGap(connection))
            {
                return true;
            }

            foreach (var logged in _events.Read(_next, _options.CatchUpBatch))
            {
                if (logged.Sequence != _next)
                {
                    // A hole in the middle; the next round tells the client.
                    break;
                }

                if (!connection.TryNotify(VerdictNotification(logged.Payload)))
                {
                    return true;
                }

                _next++;
            }

            if (_next < _events.NextSequence)
            {
                return true;
            }

            // Within the lock: an event that comes now finds that nobody catches up.
            _catchingUp = null;
            return false;
        }
    }

    /// <summary>Tells the client of events that are no longer kept. False when its outbox is full.</summary>
    private bool SendGap(RpcConnection connection)
    {
        var next = _events.Read(_next, 1) is [var first, ..] ? first.Sequence : _events.NextSequence;
        if (next <= _next)
        {
            return true;
        }

        var gap = new EventGap
        {
            FirstMissing = _next,
            LastMissing = next - 1,
            Reason = "These events were too old or too many to be kept. Validate again to see how the assets are now.",
        };
        if (!connection.TryNotify(EncodedNotification.Create(MethodNames.Session.Gap, gap)))
        {
            return false;
        }

        _next = next;
        return true;
    }

    /// <summary>Where the events go on for a session of an earlier start: what a power cut took from the log was never numbered.</summary>
    private long PlaceOf(StoredSession kept) =>
        Math.Min(kept.Durable ? _events.Acknowledged(DurableIdOf(kept)) ?? kept.Acknowledged : kept.Acknowledged, _events.NextSequence - 1);

    /// <summary>The lock is held, or nobody else knows the session yet.</summary>
    private void Keep(StoredSession changed)
    {
        Volatile.Write(ref _kept, changed);
        try
        {
            _store.Save(changed);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The session itself goes on; only a restart would find it as it was before, and then events come twice, not never.
            _log.Write(BridgeLogLevel.Warning, $"The session of '{ClientName}' could not be kept on disk; after a restart of the editor it begins anew.", exception);
        }
    }

    private static long BitOf(EditorEventKind kind) => (int)kind is >= 0 and < 64 and var bit ? 1L << bit : 0;

    internal static EncodedNotification EditorNotification(EditorEvent happened) =>
        EncodedNotification.Create(MethodNames.Editor.Event, happened);

    internal static EncodedNotification VerdictNotification(ReadOnlyMemory<byte> payload) =>
        EncodedNotification.Create(MethodNames.Validation.Verdict, new EncodedMessage(payload));
}
