using System.Globalization;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Rpc;
using DccBridge.Server.Editor;
using DccBridge.Server.Storage;

namespace DccBridge.Server.Sessions;

/// <summary>
/// The server's view of one client over its connections. Events leave in the order of the log: directly while the client keeps up;
/// else they stay in the log and are read from there when its outbox has room. After a reconnect everything that was not
/// acknowledged is sent again.
/// </summary>
internal sealed class ClientSession(string id, string token, ClientLink link, string clientName, IEventLog events, SessionOptions options, IBridgeLog log)
{
    private readonly Lock _lock = new();
    private RpcConnection? _connection;
    private RpcConnection? _catchingUp;
    private bool _subscribed;
    private bool _durable;
    private long _next;
    private long _acknowledged;

    /// <summary>Names the session in logs.</summary>
    public string Id { get; } = id;

    /// <summary>Resumes the session after a lost connection.</summary>
    public string Token { get; } = token;

    public Guid ClientId { get; } = link.ClientId;

    public string ClientName { get; } = clientName;

    /// <summary>When the last connection ended; null while there is one.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    private string DurableId => ClientId.ToString("N", CultureInfo.InvariantCulture);

    /// <summary>Goes on over a connection; the one before, if it still seems to live, is ended.</summary>
    public void Attach(RpcConnection connection)
    {
        RpcConnection? before;
        lock (_lock)
        {
            before = _connection;
            _connection = connection;
            LeftAt = null;
            _next = _acknowledged + 1;
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
            LeftAt = now;
            return true;
        }
    }

    /// <summary>Begins to send events. Subscribing again changes nothing but whether it is durable.</summary>
    /// <returns>The first event that is sent, and how many wait in the log.</returns>
    /// <exception cref="IOException">The durable client could not be remembered.</exception>
    public (long NextSequence, int Pending) Subscribe(bool durable)
    {
        lock (_lock)
        {
            var remembered = durable ? events.Remember(DurableId) : (long?)null;
            if (!_subscribed)
            {
                _acknowledged = remembered ?? events.NextSequence - 1;
                _next = _acknowledged + 1;
                _subscribed = true;
            }

            _durable |= durable;
            var first = _next;
            CatchUp();
            return (first, (int)Math.Clamp(events.NextSequence - Math.Max(first, events.FirstSequence), 0, int.MaxValue));
        }
    }

    /// <summary>The client keeps all events up to <paramref name="sequence"/>.</summary>
    /// <exception cref="IOException">It could not be written; the events will come again.</exception>
    public void Acknowledge(long sequence)
    {
        lock (_lock)
        {
            if (!_subscribed)
            {
                return;
            }

            // What was not sent cannot have arrived.
            sequence = Math.Min(sequence, _next - 1);
            if (sequence <= _acknowledged)
            {
                return;
            }

            _acknowledged = sequence;
            if (_durable)
            {
                events.Acknowledge(DurableId, sequence);
            }
        }
    }

    /// <summary>A new event is in the log.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="encoded">Its notification, encoded once for all sessions.</param>
    public void Offer(long sequence, EncodedNotification encoded)
    {
        lock (_lock)
        {
            if (!_subscribed || _connection is null || _catchingUp is not null || sequence < _next)
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
        if (_subscribed && _connection is { } connection && _catchingUp != connection && _next < events.NextSequence)
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
            log.Write(BridgeLogLevel.Error, $"Events for '{ClientName}' could not be read; they are sent again when it reconnects.", exception);
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

            foreach (var logged in events.Read(_next, options.CatchUpBatch))
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

            if (_next < events.NextSequence)
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
        var next = events.Read(_next, 1) is [var first, ..] ? first.Sequence : events.NextSequence;
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

    internal static EncodedNotification VerdictNotification(ReadOnlyMemory<byte> payload) =>
        EncodedNotification.Create(MethodNames.Validation.Verdict, new EncodedMessage(payload));
}
