namespace DccBridge.Tray.DBus;

/// <summary>Names that the D-Bus specification gives.</summary>
internal static class BusNames
{
    public const string Bus = "org.freedesktop.DBus";
    public const string BusPath = "/org/freedesktop/DBus";
    public const string Properties = "org.freedesktop.DBus.Properties";
    public const string Introspectable = "org.freedesktop.DBus.Introspectable";
    public const string Peer = "org.freedesktop.DBus.Peer";

    public const string UnknownObject = "org.freedesktop.DBus.Error.UnknownObject";
    public const string UnknownInterface = "org.freedesktop.DBus.Error.UnknownInterface";
    public const string UnknownMethod = "org.freedesktop.DBus.Error.UnknownMethod";
    public const string UnknownProperty = "org.freedesktop.DBus.Error.UnknownProperty";
    public const string PropertyReadOnly = "org.freedesktop.DBus.Error.PropertyReadOnly";
    public const string InvalidArguments = "org.freedesktop.DBus.Error.InvalidArgs";
    public const string Failed = "org.freedesktop.DBus.Error.Failed";
    public const string NameHasNoOwner = "org.freedesktop.DBus.Error.NameHasNoOwner";
}
