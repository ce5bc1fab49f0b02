namespace DccBridge.Tray.DBus;

/// <summary>Bytes or a signature that the D-Bus specification does not allow, or that pass one of our limits.</summary>
internal sealed class BusFormatException(string message) : Exception(message);
