namespace DccBridge.Protocol.Serialization;

/// <summary>Caps on what a peer may claim, whatever the frame's own cap allows. Part of the protocol.</summary>
public static class WireLimits
{
    /// <summary>Longest string in bytes of UTF-8.</summary>
    public const int MaxStringBytes = 1024 * 1024;

    /// <summary>Most items of an array or pairs of a map.</summary>
    public const int MaxItems = 1_000_000;

    /// <summary>Deepest nesting of messages and dynamic values.</summary>
    public const int MaxDepth = 64;

    /// <summary>Room that is reserved on a peer's word alone; the rest grows with the items that really come.</summary>
    public const int InitialCapacity = 4096;
}
