using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Server.Editor;
using DccBridge.Server.Storage;

namespace DccBridge.Server.Sessions;

/// <summary>All sessions: those with a connection, and for a while those that lost it.</summary>
internal sealed class SessionTable
{
    private const int TokenBytes = 32;
    private readonly Lock _lock = new();
    private readonly IEventLog _events;
    private readonly ISessionStore _store;
    private readonly SessionOptions _options;
    private readonly IBridgeLog _log;
    private readonly TimeProvider _time;
    private readonly List<ClientSession> _sessions;
    private ClientSession[] _snapshot = [];

    /// <param name="state">What is kept on disk: events, and the sessions of earlier starts.</param>
    /// <param name="options">Limits.</param>
    /// <param name="log">Hears of sessions that begin and go on.</param>
    /// <param name="time">Ends what was left for long.</param>
    public SessionTable(StateFolder state, SessionOptions options, IBridgeLog log, TimeProvider time)
    {
        _events = state.Events;
        _store = state.Sessions;
        _options = options;
        _log = log;
        _time = time;

        // Who was connected when the server ended has the whole time to come back, from now on.
        var now = time.GetUtcNow();
        _sessions = [.. _store.List().Select(kept => new ClientSession(kept with { LeftAt = kept.LeftAt ?? now }, _events, _store, options, log))];
        _snapshot = [.. _sessions];
        DropOld();
    }

    /// <summary>Sessions with a connection.</summary>
    public int ConnectedCount => Volatile.Read(ref _snapshot).Count(session => session.LeftAt is null);

    /// <summary>Opens a session for the connection, or resumes the one of the given token.</summary>
    /// <exception cref="RpcException">A field is not allowed.</exception>
    public OpenedSession Open(ClientLink link, RpcConnection connection, OpenSessionParams parameters)
    {
        Verify(parameters.ClientName, "clientName");
        Verify(parameters.ClientVersion, "clientVersion");
        OpenedSession opened;
        lock (_lock)
        {
            if (link.Opened is { } open)
            {
                return open with { Resumed = true };
            }

            DropOld();
            opened = parameters.ResumeToken is { } token && Find(link.ClientId, token) is { } known
                ? new OpenedSession(known, token, true)
                : New(link, parameters.ClientName);
            opened.Session.Claim();
            link.Opened = opened;
        }

        opened.Session.Attach(connection);
        _log.Write(BridgeLogLevel.Information, $"Session {opened.Session.Id} of '{opened.Session.ClientName}' {(opened.Resumed ? "goes on" : "begins")} ({connection.Description}).");
        return opened;
    }

    /// <summary>A connection ended; its session can be resumed for a while.</summary>
    public void Leave(ClientLink link, RpcConnection connection)
    {
        if (link.Session?.Detach(connection, _time.GetUtcNow()) == true)
        {
            lock (_lock)
            {
                DropOld();
            }
        }
    }

    /// <summary>Pushes an event that is in the log to every subscribed session.</summary>
    public void Push(LoggedEvent logged)
    {
        var encoded = ClientSession.VerdictNotification(logged.Payload);
        foreach (var session in Volatile.Read(ref _snapshot))
        {
            session.Offer(logged.Sequence, encoded);
        }
    }

    /// <summary>The sessions that asked for editor events of this kind. Takes no lock: the engine thread asks.</summary>
    public IReadOnlyList<EventReceiver> ReceiversOf(EditorEventKind kind)
    {
        List<EventReceiver>? receivers = null;
        foreach (var session in Volatile.Read(ref _snapshot))
        {
            if (session.Wants(kind))
            {
                (receivers ??= []).Add(new EventReceiver(session, session.Connection));
            }
        }

        return receivers ?? [];
    }

    private static string NewToken(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    private void Verify(string text, string field)
    {
        if (text.Length > _options.MaxClientName || text.Any(char.IsControl))
        {
            throw new RpcException(ErrorCode.InvalidParams, $"'{field}' must have at most {_options.MaxClientName} characters and no control characters.", Outcome.NotStarted);
        }
    }

    private OpenedSession New(ClientLink link, string clientName)
    {
        var token = NewToken(TokenBytes);
        var kept = new StoredSession { Id = NewToken(6), TokenHash = Hash(token), ClientId = link.ClientId, ClientName = clientName };
        var session = new ClientSession(kept, _events, _store, _options, _log);
        _sessions.Add(session);
        Volatile.Write(ref _snapshot, [.. _sessions]);
        return new OpenedSession(session, token, false);
    }

    private ClientSession? Find(Guid clientId, string token)
    {
        var given = Hash(token);
        return _sessions.Find(session => session.ClientId == clientId && CryptographicOperations.FixedTimeEquals(session.TokenHash, given));
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private void DropOld()
    {
        var oldest = _time.GetUtcNow() - _options.ResumeTime;

        // Looked at once: a session whose connection ends meanwhile would be neither kept nor connected, and be lost.
        var left = _sessions.Select(session => (Session: session, At: session.LeftAt)).Where(entry => entry.At is not null).ToList();
        var kept = left
            .Where(entry => entry.At >= oldest)
            .OrderByDescending(entry => entry.At)
            .Take(_options.MaxResumable)
            .Select(entry => entry.Session)
            .ToHashSet();
        var dropped = left.Select(entry => entry.Session).Where(session => !kept.Contains(session)).ToList();
        if (dropped.Count == 0)
        {
            return;
        }

        _sessions.RemoveAll(dropped.Contains);
        Volatile.Write(ref _snapshot, [.. _sessions]);
        foreach (var session in dropped)
        {
            Forget(session);
        }
    }

    private void Forget(ClientSession session)
    {
        try
        {
            _store.Remove(session.Id);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The next start finds it and drops it again.
            _log.Write(BridgeLogLevel.Warning, $"The session of '{session.ClientName}' could not be taken from the disk.", exception);
        }
    }
}
