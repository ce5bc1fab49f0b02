namespace DccBridge.EndToEnd.Peers;

/// <summary>Values at every border of the format, and trees of them made by chance, the same at every run.</summary>
internal static class PeerSamples
{
    private static readonly Int128[] Integers =
    [
        long.MinValue, int.MinValue - 1L, int.MinValue, -32769, -32768, -129, -128, -33, -32, -1, 0, 1, 127, 128, 255, 256, 32767, 32768, 65535, 65536,
        int.MaxValue, int.MaxValue + 1L, uint.MaxValue, uint.MaxValue + 1L, (1L << 53) - 1, long.MaxValue, (Int128)long.MaxValue + 1, ulong.MaxValue,
    ];

    private static readonly int[] Lengths = [0, 1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 32, 255, 256, 65535, 65536];

    private static readonly DateTime[] Instants =
    [
        DateTime.UnixEpoch, DateTime.UnixEpoch.AddTicks(1), DateTime.UnixEpoch.AddSeconds(uint.MaxValue), DateTime.UnixEpoch.AddSeconds(uint.MaxValue + 1L),
        DateTime.UnixEpoch.AddSeconds(1L << 34).AddTicks(-1), DateTime.UnixEpoch.AddSeconds(1L << 34), DateTime.UnixEpoch.AddTicks(-1), DateTime.UnixEpoch.AddSeconds(-1),
        new(2024, 2, 29, 12, 34, 56, 789, DateTimeKind.Utc), new(1, 1, 1, 0, 0, 0, DateTimeKind.Utc), new(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc),
    ];

    /// <summary>One of each, alone.</summary>
    public static IEnumerable<PeerValue> Borders() =>
    [
        new PeerValue.Nil(), new PeerValue.Flag(true), new PeerValue.Flag(false),
        .. Integers.Select(value => new PeerValue.Integer(value)),
        .. new[] { 0.0, 1.0, -1.5, 0.1, 1e300, double.Epsilon, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity }.Select(value => new PeerValue.Number(value)),
        .. new[] { 0.5f, -1.5f, 0.1f, float.MaxValue, float.Epsilon, float.PositiveInfinity }.Select(value => new PeerValue.Single(value)),
        .. Lengths.Select(length => new PeerValue.Text(new string('a', length))),
        .. new[] { "é", "箱子", "a😀b", "\0\u007f\u0080\uffff", "\"\\/\n", new string('é', 16), new string('日', 11), new string('日', 22000) }.Select(text => new PeerValue.Text(text)),
        .. Lengths.Select(length => new PeerValue.Bytes(Hex(length))),
        .. Lengths.Select(length => new PeerValue.List([.. Enumerable.Range(0, length).Select(i => new PeerValue.Integer(i))])),
        .. Lengths.Select(length => new PeerValue.Map([.. Enumerable.Range(0, length).Select(i => ((PeerValue)new PeerValue.Text("k" + i), (PeerValue)new PeerValue.Flag(i % 2 == 0)))])),
        .. Lengths.Where(length => length > 0).Select(length => new PeerValue.Extension(5, Hex(length))),
        new PeerValue.Extension(0, ""), new PeerValue.Extension(127, "0102"),
        .. Instants.Select(instant => new PeerValue.Timestamp(instant)),
    ];

    /// <summary>Trees up to three levels deep.</summary>
    public static IEnumerable<PeerValue> Trees(int seed, int count)
    {
        var random = new Random(seed);
        var leaves = Borders().Where(value => value is not (PeerValue.List or PeerValue.Map) && value.Line().Length < 600).ToList();
        return [.. Enumerable.Range(0, count).Select(_ => Tree(random, leaves, 3))];
    }

    private static PeerValue Tree(Random random, List<PeerValue> leaves, int depth)
    {
        if (depth == 0 || random.Next(3) == 0)
        {
            return leaves[random.Next(leaves.Count)];
        }

        var count = random.Next(20);
        return random.Next(2) == 0
            ? new PeerValue.List([.. Enumerable.Range(0, count).Select(_ => Tree(random, leaves, depth - 1))])
            : new PeerValue.Map([.. Enumerable.Range(0, count).Select(i => ((PeerValue)new PeerValue.Text($"key {i}"), Tree(random, leaves, depth - 1)))]);
    }

    private static string Hex(int length) => string.Concat(Enumerable.Range(0, length).Select(i => (i % 251).ToString("x2")));
}
