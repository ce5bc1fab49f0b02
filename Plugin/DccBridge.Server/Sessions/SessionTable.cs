using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Server.Editor;
using DccBridge.Server.Storage;

namespace DccBridge.Server.Sessions;

/// <summary>All sessions: those with a connection, and for a while those that lost it.</summary>
internal sealed class SessionTable(IEventLog events, SessionOptions options, IBridgeLog log, TimeProvider time)
{
    private const int TokenBytes = 32;
    private readonly Lock _lock = new();
    private readonly List<ClientSession> _sessions = [];
    private ClientSession[] _snapshot = [];

    /// <summary>Sessions with a connection.</summary>
    public int ConnectedCount => Volatile.Read(ref _snapshot).Count(session => session.LeftAt is null);

    /// <summary>Opens a session for the connection, or resumes the one of the given token.</summary>
    /// <exception cref="RpcException">A field is not allowed.</exception>
    public ClientSession Open(ClientLink link, RpcConnection connection, OpenSessionParams parameters, out bool resumed)
    {
        Verify(parameters.ClientName, "clientName");
        Verify(parameters.ClientVersion, "clientVersion");
        ClientSession session;
        lock (_lock)
        {
            if (link.Session is { } open)
            {
                resumed = true;
                return open;
            }

            DropOld();
            var known = parameters.ResumeToken is { } token ? Find(link.ClientId, token) : null;
            resumed = known is not null;
            session = known ?? New(link, parameters.ClientName);
            link.Session = session;
        }

        session.Attach(connection);
        log.Write(BridgeLogLevel.Information, $"Session {session.Id} of '{session.ClientName}' {(resumed ? "goes on" : "begins")} ({connection.Description}).");
        return session;
    }

    /// <summary>A connection ended; its session can be resumed for a while.</summary>
    public void Leave(ClientLink link, RpcConnection connection)
    {
        if (link.Session?.Detach(connection, time.GetUtcNow()) == true)
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

    private static string NewToken(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    private void Verify(string text, string field)
    {
        if (text.Length > options.MaxClientName || text.Any(char.IsControl))
        {
            throw new RpcException(ErrorCode.InvalidParams, $"'{field}' must have at most {options.MaxClientName} characters and no control characters.", Outcome.NotStarted);
        }
    }

    private ClientSession New(ClientLink link, string clientName)
    {
        var session = new ClientSession(NewToken(6), NewToken(TokenBytes), link, clientName, events, options, log);
        _sessions.Add(session);
        Volatile.Write(ref _snapshot, [.. _sessions]);
        return session;
    }

    private ClientSession? Find(Guid clientId, string token)
    {
        var given = Encoding.UTF8.GetBytes(token);
        return _sessions.Find(session => session.ClientId == clientId && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(session.Token), given));
    }

    private void DropOld()
    {
        var oldest = time.GetUtcNow() - options.ResumeTime;
        var kept = _sessions
            .Where(session => session.LeftAt is { } left && left >= oldest)
            .OrderByDescending(session => session.LeftAt)
            .Take(options.MaxResumable)
            .ToHashSet();
        if (_sessions.RemoveAll(session => session.LeftAt is not null && !kept.Contains(session)) > 0)
        {
            Volatile.Write(ref _snapshot, [.. _sessions]);
        }
    }
}
