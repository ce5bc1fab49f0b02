namespace DccBridge.Companion.Diagnostics;

/// <summary>The checks in their order.</summary>
internal static class CheckNames
{
    public const string Folder = "endpoint folder";
    public const string Permissions = "endpoint file permissions";
    public const string Content = "endpoint file content";
    public const string Stale = "stale endpoint files";
    public const string Running = "editor running";
    public const string Port = "port reachable";
    public const string Owner = "port is DccBridge's";
    public const string Version = "protocol version";
    public const string Secret = "secret accepted";
    public const string State = "editor state";
    public const string RoundTrip = "round-trip time";
}
