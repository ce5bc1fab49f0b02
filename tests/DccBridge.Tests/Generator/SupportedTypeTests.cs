using System.Text.Json;

namespace DccBridge.Tests.Generator;

[TestFixture]
public sealed class SupportedTypeTests
{
    private static readonly (string Type, string Json, string Hex)[] Table =
    [
        ("bool", "true", "c3"),
        ("sbyte", "-128", "d080"),
        ("byte", "200", "ccc8"),
        ("short", "-300", "d1fed4"),
        ("ushort", "60000", "cdea60"),
        ("int", "-70000", "d2fffeee90"),
        ("uint", "4294967295", "ceffffffff"),
        ("long", "-9223372036854775808", "d38000000000000000"),
        ("ulong", "18446744073709551615", "cfffffffffffffffff"),
        ("float", "1.5", "ca3fc00000"),
        ("double", "-1.5", "cbbff8000000000000"),
        ("char", "\"x\"", "78"),
        ("string", "\"häh\"", "a468c3a468"),
        ("string?", "null", "c0"),
        ("int?", "null", "c0"),
        ("int?", "7", "07"),
        ("Colour", "200", "ccc8"),
        ("Colour?", "null", "c0"),
        ("Colour?", "1", "01"),
        ("byte[]", "\"0102\"", "c4020102"),
        ("byte[]?", "null", "c0"),
        ("ReadOnlyMemory<byte>", "\"0102\"", "c4020102"),
        ("ReadOnlyMemory<byte>?", "null", "c0"),
        ("Memory<byte>", "\"ff\"", "c401ff"),
        ("Guid", "\"00112233-4455-6677-8899-aabbccddeeff\"", "d92430303131323233332d343435352d363637372d383839392d616162626363646465656666"),
        ("BinaryGuid", "{\"Value\":\"00112233-4455-6677-8899-aabbccddeeff\"}", "c41000112233445566778899aabbccddeeff"),
        ("DateTime", "\"2024-02-29T12:34:56Z\"", "d6ff65e079f0"),
        ("DateTimeOffset", "\"1970-01-01T01:00:01+01:00\"", "92d6ff00000e113c"),
        ("TimeSpan", "\"00:00:01\"", "ce00989680"),
        ("TimeSpan?", "null", "c0"),
        ("DynamicValue", "{\"a\":[1,null,true,\"s\",1.5]}", "81a1619501c0c3a173cb3ff8000000000000"),
        ("DynamicValue?", "null", "c0"),
        ("int[]", "[1,2]", "920102"),
        ("int[][]", "[[1],[]]", "92910190"),
        ("List<string?>", "[\"a\",null]", "92a161c0"),
        ("List<double?>?", "[null]", "91c0"),
        ("IList<int>", "[1]", "9101"),
        ("IReadOnlyList<Colour>", "[200]", "91ccc8"),
        ("ICollection<int>", "[1]", "9101"),
        ("IReadOnlyCollection<int>", "[1]", "9101"),
        ("IReadOnlyList<IReadOnlyList<int>?>?", "[[1],null]", "929101c0"),
        ("Dictionary<string, int>", "{\"a\":1}", "81a16101"),
        ("Dictionary<string, int?>?", "null", "c0"),
        ("IDictionary<int, string>", "[[1,\"a\"]]", "8101a161"),
        ("IReadOnlyDictionary<Colour, bool>", "[[1,true]]", "8101c3"),
        ("Dictionary<Guid, List<int>>", "[[\"00112233-4455-6677-8899-aabbccddeeff\",[1]]]", "81d92430303131323233332d343435352d363637372d383839392d6161626263636464656566669101"),
        ("Dictionary<bool, Dictionary<char, byte>>", "[[true,[[65,1]]]]", "81c3814101"),
        ("Point", "{\"X\":1,\"Y\":2}", "920102"),
        ("Point?", "null", "c0"),
        ("Leaf", "{\"Name\":\"n\"}", "91a16e"),
        ("Leaf?", "null", "c0"),
        ("List<Leaf?>", "[{\"Name\":null},null]", "9291c0c0"),
        ("Dictionary<string, Leaf>", "{\"k\":{\"Name\":\"n\"}}", "81a16b91a16e"),
        ("Shape", "{\"$t\":\"Circle\",\"v\":{\"Radius\":2}}", "920391cb4000000000000000"),
        ("Shape?", "null", "c0"),
        ("Shape[]", "[{\"$t\":\"Square\",\"v\":{\"Side\":1}}]", "9192059101"),
        ("IThing", "{\"$t\":\"Leaf\",\"v\":{\"Name\":null}}", "920091c0"),
    ];

    private static readonly Lazy<CompiledMessages> Compiled = new(() => CompiledMessages.Of(
        """
        public enum Colour : byte { Red, Green, Blue = 200 }
        [MessagePackObject] public readonly partial record struct Point([property: Key(0)] int X, [property: Key(1)] int Y) : IThing;
        [MessagePackObject] public sealed partial class Leaf : IThing { [Key(0)] public string? Name { get; set; } }
        [Union(3, typeof(Circle)), Union(5, typeof(Square))] public abstract partial record Shape;
        [MessagePackObject] public sealed partial record Circle : Shape { [Key(0)] public double Radius { get; init; } }
        [MessagePackObject] public sealed partial record Square : Shape { [Key(0)] public int Side { get; init; } }
        [Union(0, typeof(Leaf)), Union(1, typeof(Point))] public partial interface IThing;
        """
        + string.Join("\n", Table.Select((row, i) =>
            $"[MessagePackObject] public sealed partial record Set{i} {{ [Key(0)] public {row.Type} Value {{ get; init; }} = default!; }}\n"
            + $"[MessagePackObject] public sealed partial record Positional{i}([property: Key(0)] {row.Type} Value);"))));

    private static IEnumerable<TestCaseData> Rows => Table.SelectMany((row, i) => new[] { "Set", "Positional" }.Select(kind => new TestCaseData(kind + i, row.Json, row.Hex).SetArgDisplayNames(kind, row.Type, row.Json)));

    [TestCaseSource(nameof(Rows))]
    public void A_value_is_written_as_expected_and_read_back(string type, string json, string hex)
    {
        json = $$"""{"Value":{{JsonDocument.Parse(json).RootElement.GetRawText()}}}""";
        Assert.That(Compiled.Value.Encode(type, json), Is.EqualTo("91" + hex));
        Assert.That(Compiled.Value.Describe(type, "91" + hex), Is.EqualTo(Compiled.Value.DescribeJson(type, json)));
    }

    [TestCaseSource(nameof(Rows))]
    public void The_data_cut_at_any_byte_is_refused(string type, string json, string hex)
    {
        string whole = "91" + hex;
        for (int length = 0; length < whole.Length; length += 2)
        {
            Assert.That(() => Compiled.Value.Decode(type, whole[..length]), Throws.TypeOf<MessagePack.MessagePackSerializationException>(), $"{length / 2} bytes of {json}");
        }
    }
}
