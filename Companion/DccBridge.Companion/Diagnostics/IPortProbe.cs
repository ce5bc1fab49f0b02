namespace DccBridge.Companion.Diagnostics;

/// <summary>Tells whether anybody listens.</summary>
internal interface IPortProbe
{
    /// <summary>Connects and hangs up; the other side hears nothing.</summary>
    /// <returns>Null when somebody listens; else what the system says.</returns>
    Task<string?> TryAsync(int port, CancellationToken cancellation);
}
