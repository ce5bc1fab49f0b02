using System.Security.Cryptography;

namespace DccBridge.Companion.Api.Security;

/// <summary>
/// Browsers that may use the dashboard. A link holds a ticket that is good once and for a minute; it is changed for a cookie and a code, and the page changes the
/// code, once, for the secret that it sends with each request. The cookie alone is good for nothing: browsers show it to every server on 127.0.0.1, whatever its
/// port. The secret lies in the storage of our origin, which has the port in it. Only hashes are kept, in memory: all sessions end with the companion.
/// </summary>
internal sealed class DashboardSessions(ApiOptions options, TimeProvider time)
{
    private const int MaxTickets = 32;
    private const int MaxSessions = 64;

    private readonly Lock _gate = new();

    // Oldest first, so that the bound lets go of the oldest.
    private readonly List<(byte[] Hash, long MadeAt)> _tickets = [];
    private readonly List<Session> _sessions = [];

    /// <summary>A new ticket.</summary>
    public string CreateTicket()
    {
        var ticket = ApiToken.Create();
        lock (_gate)
        {
            DropOld();
            if (_tickets.Count >= MaxTickets)
            {
                _tickets.RemoveAt(0);
            }

            _tickets.Add((ApiToken.Hash(ticket), time.GetTimestamp()));
        }

        return ticket;
    }

    /// <summary>Takes a ticket; it is gone then.</summary>
    /// <returns>The cookie of the new session, and the code for its secret; null when the ticket is not good.</returns>
    public (string Cookie, string Code)? TakeTicket(string ticket)
    {
        var hash = ApiToken.Hash(ticket);
        lock (_gate)
        {
            DropOld();
            var at = _tickets.FindIndex(known => CryptographicOperations.FixedTimeEquals(known.Hash, hash));
            if (at < 0)
            {
                return null;
            }

            _tickets.RemoveAt(at);
            if (_sessions.Count >= MaxSessions)
            {
                _sessions.RemoveAt(0);
            }

            var (cookie, code) = (ApiToken.Create(), ApiToken.Create());
            _sessions.Add(new Session(ApiToken.Hash(cookie), ApiToken.Hash(code), time.GetTimestamp()));
            return (cookie, code);
        }
    }

    /// <summary>Takes the code of a session; it is gone then.</summary>
    /// <returns>The secret of the session; null when cookie and code are not those of one session, or the code was used or is too old.</returns>
    public string? TakeCode(string cookie, string code)
    {
        var hash = ApiToken.Hash(code);
        lock (_gate)
        {
            DropOld();
            if (Find(cookie) is not { Code: { } expected } session || !CryptographicOperations.FixedTimeEquals(expected, hash))
            {
                return null;
            }

            var secret = ApiToken.Create();
            session.Code = null;
            session.Secret = ApiToken.Hash(secret);
            return secret;
        }
    }

    /// <summary>What cookie and secret of a request are.</summary>
    public DashboardAccess Check(string cookie, string? secret)
    {
        var hash = ApiToken.Hash(secret ?? "");
        lock (_gate)
        {
            if (Find(cookie) is not { } session)
            {
                return DashboardAccess.NoSession;
            }

            if (session.Secret is null || !CryptographicOperations.FixedTimeEquals(session.Secret, hash))
            {
                return DashboardAccess.NoSecret;
            }

            // Used last goes last.
            _sessions.Remove(session);
            _sessions.Add(session);
            return DashboardAccess.Open;
        }
    }

    private Session? Find(string cookie)
    {
        var hash = ApiToken.Hash(cookie);
        return _sessions.Find(known => CryptographicOperations.FixedTimeEquals(known.Cookie, hash));
    }

    private void DropOld()
    {
        _tickets.RemoveAll(ticket => IsOld(ticket.MadeAt));

        // A session whose code was not taken in time has no secret and never gets one.
        _sessions.RemoveAll(session => session.Secret is null && IsOld(session.MadeAt));
    }

    private bool IsOld(long madeAt) => time.GetElapsedTime(madeAt) > options.TicketLife;

    private sealed class Session(byte[] cookie, byte[] code, long madeAt)
    {
        public byte[] Cookie { get; } = cookie;

        public long MadeAt { get; } = madeAt;

        /// <summary>Null once it was taken.</summary>
        public byte[]? Code { get; set; } = code;

        /// <summary>Null until the code was taken.</summary>
        public byte[]? Secret { get; set; }
    }
}

/// <summary>What a request of a browser shows.</summary>
internal enum DashboardAccess
{
    /// <summary>Cookie and secret of a session.</summary>
    Open,

    /// <summary>The cookie is of no session, or of one that is over.</summary>
    NoSession,

    /// <summary>The cookie is of a session, and its secret is not there or wrong.</summary>
    NoSecret,
}
