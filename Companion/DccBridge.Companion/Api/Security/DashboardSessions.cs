using System.Security.Cryptography;

namespace DccBridge.Companion.Api.Security;

/// <summary>
/// Browsers that may use the dashboard. A link holds a ticket that is good once and for a minute; it is changed for a cookie, so that no secret stays in the
/// address of a page. Only hashes are kept, in memory: all sessions end with the companion.
/// </summary>
internal sealed class DashboardSessions(ApiOptions options, TimeProvider time)
{
    private const int MaxTickets = 32;
    private const int MaxSessions = 64;

    private readonly Lock _gate = new();

    // Oldest first, so that the bound lets go of the oldest.
    private readonly List<(byte[] Hash, long MadeAt)> _tickets = [];
    private readonly List<byte[]> _sessions = [];

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
    /// <returns>The secret of the new session; null when the ticket is not good.</returns>
    public string? TakeTicket(string ticket)
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

            var session = ApiToken.Create();
            _sessions.Add(ApiToken.Hash(session));
            return session;
        }
    }

    /// <summary>Whether a cookie's secret is that of a session.</summary>
    public bool IsOpen(string session)
    {
        var hash = ApiToken.Hash(session);
        lock (_gate)
        {
            var at = _sessions.FindIndex(known => CryptographicOperations.FixedTimeEquals(known, hash));
            if (at < 0)
            {
                return false;
            }

            // Used last goes last.
            var found = _sessions[at];
            _sessions.RemoveAt(at);
            _sessions.Add(found);
            return true;
        }
    }

    private void DropOld() => _tickets.RemoveAll(ticket => time.GetElapsedTime(ticket.MadeAt) > options.TicketLife);
}
