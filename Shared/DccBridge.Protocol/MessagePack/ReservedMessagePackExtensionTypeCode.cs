namespace MessagePack;

/// <summary>The extension type codes that the format specification itself gives a meaning.</summary>
public static class ReservedMessagePackExtensionTypeCode
{
    /// <summary>A timestamp of 4, 8 or 12 bytes (section "Timestamp extension type").</summary>
    public const sbyte DateTime = -1;
}
