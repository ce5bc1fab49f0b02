namespace DccBridge.Protocol.Framing;

/// <summary>
/// The eight bytes that each peer sends before its first frame: <c>DCCB</c>, the major protocol version, three zeros. The client speaks
/// first, so one port can tell a DccBridge client from a plain-text one.
/// </summary>
public static class Preface
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 8;

    /// <summary>Major version of the protocol this assembly speaks. A higher minor feature is a capability, not a version.</summary>
    public const byte MajorVersion = 1;

    /// <summary>The preface of this assembly's version.</summary>
    public static ReadOnlySpan<byte> Bytes => "DCCB\u0001\0\0\0"u8;

    /// <summary>True when <paramref name="bytes"/> begins with the four letters of the preface, whatever the version.</summary>
    public static bool HasMagic(ReadOnlySpan<byte> bytes) => bytes.StartsWith("DCCB"u8);
}
