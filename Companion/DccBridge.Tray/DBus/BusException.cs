namespace DccBridge.Tray.DBus;

/// <summary>A call was answered with an error.</summary>
/// <param name="name">Name of the error, such as org.freedesktop.DBus.Error.UnknownMethod.</param>
/// <param name="message">Its text.</param>
internal sealed class BusException(string name, string message) : Exception(message)
{
    /// <summary>Name of the error.</summary>
    public string Name { get; } = name;
}

/// <summary>The connection has ended; the message says why.</summary>
internal sealed class BusClosedException(string reason) : Exception(reason);
