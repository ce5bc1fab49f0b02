namespace DccBridge.Tests.Protocol;

/// <summary>Integers around every place where the form on the wire changes.</summary>
internal static class Edges
{
    public static IReadOnlyList<long> Signed { get; } =
    [
        long.MinValue, long.MinValue + 1, int.MinValue - 1L, int.MinValue, int.MinValue + 1L, -32769, -32768, -32767, -129, -128, -127, -33, -32, -31, -2, -1,
        0, 1, 126, 127, 128, 129, 254, 255, 256, 257, 32766, 32767, 32768, 65534, 65535, 65536, int.MaxValue - 1L, int.MaxValue, int.MaxValue + 1L,
        uint.MaxValue - 1L, uint.MaxValue, uint.MaxValue + 1L, long.MaxValue - 1, long.MaxValue,
    ];

    public static IReadOnlyList<ulong> Unsigned { get; } = [.. Signed.Where(value => value >= 0).Select(value => (ulong)value), long.MaxValue + 1UL, ulong.MaxValue - 1, ulong.MaxValue];
}
