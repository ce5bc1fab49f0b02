namespace DccBridge.Tray.DBus;

/// <summary>What does its work on the session's bus, whenever there is one. All calls come one after the other.</summary>
internal interface IBusPart
{
    /// <summary>There is a connection: export, listen, register. May be called many times, each time with a new connection.</summary>
    Task AttachAsync(BusConnection connection, CancellationToken cancellationToken);

    /// <summary>There is none: never was, or it has ended.</summary>
    /// <param name="reason">For people.</param>
    void Detach(string reason);
}
