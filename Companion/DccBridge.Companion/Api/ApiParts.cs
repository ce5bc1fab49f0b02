using DccBridge.Companion.Api.Security;
using DccBridge.Companion.Logs;
using DccBridge.Companion.Resident;

namespace DccBridge.Companion.Api;

/// <summary>What the endpoints work with.</summary>
internal sealed record ApiParts
{
    /// <summary>Does what is asked for.</summary>
    public required IResident Resident { get; init; }

    /// <summary>Who has the dashboard open.</summary>
    public required DashboardSessions Sessions { get; init; }

    /// <summary>The log.</summary>
    public required ILogLines Logs { get; init; }

    /// <summary>Begins the end of the companion.</summary>
    public required Action Quit { get; init; }

    /// <summary>Cancelled when the server stops: streams end.</summary>
    public required CancellationToken Stopping { get; init; }

    /// <summary>Name of the dashboard's cookie.</summary>
    public required Func<string> CookieName { get; init; }

    /// <summary>Address of the dashboard, with a slash at its end.</summary>
    public required Func<Uri> Address { get; init; }

    /// <summary>Limits.</summary>
    public required ApiOptions Options { get; init; }

    /// <summary>Measures and waits.</summary>
    public required TimeProvider Time { get; init; }
}
