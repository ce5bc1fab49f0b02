using MessagePack;

namespace DccBridge.Tests.Generator;

/// <summary>Older and newer readers and writers, initial values, and the many ways to declare a message.</summary>
[TestFixture]
public sealed class CompatibilityTests
{
    private static readonly Lazy<CompiledMessages> Compiled = new(() => CompiledMessages.Of(
        """
        [MessagePackObject] public partial record Seeded
        {
            [Key(0)] public int A { get; init; } = 42;
            [Key(1)] public string B { get; init; } = "seed";
            [Key(2)] public IReadOnlyList<int> C { get; init; } = [1, 2];
        }
        [MessagePackObject] public partial record Needed { [Key(0)] public int A { get; init; } [Key(1)] public required string Name { get; init; } [Key(3)] public required int? Id { get; init; } }
        [MessagePackObject] public partial class Gaps { [Key(1)] public int A; [Key(4)] public int B = 9; }
        [MessagePackObject] public partial record Positional([property: Key(0)] int A, [property: Key(1)] int B = 7, [property: Key(2)] string C = "c\"\n", [property: Key(4)] DayOfWeek D = DayOfWeek.Friday, [property: Key(5)] float E = 1.5f, [property: Key(6)] double F = double.NaN, [property: Key(7)] bool G = true, [property: Key(8)] char H = '\'', [property: Key(9)] ulong? I = 18446744073709551615, [property: Key(10)] string? J = null);
        [MessagePackObject] public partial record PositionalText([property: Key(0)] int A, [property: Key(1)] string Text);
        [MessagePackObject] public partial record Mixed([property: Key(1)] int A) { [Key(0)] public string B { get; init; } = "b"; [Key(2)] public required int C { get; set; } }
        [MessagePackObject] public readonly partial record struct MixedStruct([property: Key(0)] int A) { [Key(1)] public string B { get; init; } = "b"; }
        [MessagePackObject] public partial struct SeededStruct { public SeededStruct() { A = 5; } [Key(0)] public int A { get; init; } [Key(1)] public int B = 6; }
        [MessagePackObject] public partial class InConstructor { public InConstructor() => A = 5; [Key(0)] public int A { get; init; } }
        [MessagePackObject] public partial class Animal { [Key(0)] public string? Name { get; set; } }
        [MessagePackObject] public partial class Dog : Animal { [Key(1)] public int Barks { get; private set; } = 3; }
        public static partial class Outer { public partial struct Middle { [MessagePackObject] public sealed partial record Same { [Key(0)] public int A { get; init; } } } }
        public static partial class Other { [MessagePackObject] public sealed partial record Same { [Key(0)] public string? A { get; init; } } }
        [MessagePackObject] public partial class Names { [Key(0)] public int reader; [Key(1)] public int count; [Key(2)] public int[] v0 = []; [Key(3)] public int @event { get; set; } [Key(4)] public int at; [Key(5)] public int i; }
        [MessagePackObject] public partial record Hollow;
        [MessagePackObject] public partial class Chain { [Key(0)] public Chain? Next { get; set; } }
        [Union(0, typeof(Base)), Union(1, typeof(Derived)), Union(9, typeof(Alone))] public partial interface IAny;
        [MessagePackObject] public partial class Base : IAny { [Key(0)] public int A { get; set; } }
        [MessagePackObject] public partial class Derived : Base { [Key(1)] public int B { get; set; } }
        [MessagePackObject] public partial struct Alone : IAny;
        [MessagePackObject] public partial class Unlisted : IAny;
        [MessagePackObject] public partial record Holder { [Key(0)] public required IAny Any { get; init; } }
        """));

    [TestCase("Seeded", "90", "{\"A\":42,\"B\":\"seed\",\"C\":[1,2]}", TestName = "Nothing_leaves_all_initial_values")]
    [TestCase("Seeded", "9101", "{\"A\":1,\"B\":\"seed\",\"C\":[1,2]}", TestName = "An_older_writer_leaves_the_later_initial_values")]
    [TestCase("Seeded", "9501a16290c0819001", "{\"A\":1,\"B\":\"b\",\"C\":[]}", TestName = "What_a_newer_writer_adds_is_skipped")]
    [TestCase("Gaps", "95c005c0c006", "{\"A\":5,\"B\":6}", TestName = "Gaps_are_nil")]
    [TestCase("Gaps", "95a1780581a1789100c306", "{\"A\":5,\"B\":6}", TestName = "What_sits_in_a_gap_is_skipped")]
    [TestCase("SeededStruct", "90", "{\"A\":5,\"B\":6}", TestName = "A_struct_keeps_its_initial_values")]
    [TestCase("InConstructor", "90", "{\"A\":5}", TestName = "A_declared_constructor_gives_initial_values")]
    [TestCase("Mixed", "93c0010a", null, TestName = "Nil_for_text_is_refused_beside_a_positional_parameter")]
    [TestCase("Mixed", "93a17a010a", "{\"A\":1,\"B\":\"z\",\"C\":10}", TestName = "A_record_may_mix_positional_and_other_members")]
    [TestCase("MixedStruct", "9101", "{\"A\":1,\"B\":\"b\"}", TestName = "Other_members_of_a_positional_type_keep_their_initial_values")]
    [TestCase("Dog", "91a164", "{\"Name\":\"d\"}", TestName = "A_derived_message_has_its_base_members")]
    [TestCase("Outer+Middle+Same", "9105", "{\"A\":5}", TestName = "A_nested_type_can_be_a_message")]
    [TestCase("Other+Same", "91a178", "{\"A\":\"x\"}", TestName = "Two_nested_types_of_one_name_do_not_clash")]
    [TestCase("Names", "960102910304050607", null, TestName = "Too_many_bytes_are_refused")]
    [TestCase("Names", "9601029103040506", "{\"reader\":1,\"count\":2,\"v0\":[3],\"event\":4,\"at\":5,\"i\":6}", TestName = "Names_of_the_formatters_own_variables_and_keywords_do_not_clash")]
    [TestCase("Hollow", "9301810203c0", "{}", TestName = "A_message_without_members_skips_all")]
    [TestCase("Holder", "9192019201" + "02", "{\"Any\":{\"$t\":\"Derived\",\"v\":{\"A\":1,\"B\":2}}}", TestName = "The_most_derived_case_of_a_union_is_chosen")]
    [TestCase("Holder", "91920990", "{\"Any\":{\"$t\":\"Alone\",\"v\":{}}}", TestName = "A_struct_can_be_a_case")]
    public void Declarations(string type, string hex, string? json)
    {
        if (json is null)
        {
            Assert.That(() => Compiled.Value.Decode(type, hex), Throws.TypeOf<MessagePackSerializationException>());
            return;
        }

        string described = Compiled.Value.Describe(type, hex);
        Assert.That(described, Is.EqualTo(Compiled.Value.DescribeJson(type, json)));
    }

    [TestCase("Seeded", "{\"A\":1,\"B\":\"b\",\"C\":[]}", "9301a16290")]
    [TestCase("Gaps", "{\"A\":5,\"B\":6}", "95c005c0c006")]
    [TestCase("Mixed", "{\"A\":1,\"B\":\"z\",\"C\":10}", "93a17a010a")]
    [TestCase("Names", "{\"reader\":1,\"count\":2,\"v0\":[3],\"event\":4,\"at\":5,\"i\":6}", "9601029103040506")]
    [TestCase("Hollow", "{}", "90")]
    [TestCase("Holder", "{\"Any\":{\"$t\":\"Derived\",\"v\":{\"A\":1,\"B\":2}}}", "919201920102")]
    public void Bytes_are_members_in_order_of_keys(string type, string json, string hex) => Assert.That(Compiled.Value.Encode(type, json), Is.EqualTo(hex));

    [Test]
    public void Missing_parameters_take_their_declared_defaults() =>
        Assert.That(
            Compiled.Value.Describe("Positional", "9101"),
            Is.EqualTo("Positional {A: 1, B: 7, C: \"c\\u0022\\n\", D: 5, E: 1.5, F: NaN, G: True, H: ', I: 18446744073709551615, J: null}"));

    [TestCase("Needed", "9105", "Needed.Name (key 1) is missing.")]
    [TestCase("Needed", "9205a16e", "Needed.Id (key 3) is missing.")]
    [TestCase("PositionalText", "9105", "PositionalText.Text (key 1) is missing.")]
    [TestCase("Needed", "9405c0c0c0", "Needed.Name is nil; a value is required.")]
    [TestCase("Seeded", "920501", "Seeded.B: ")]
    [TestCase("Seeded", "93050191c0", "Seeded.")]
    [TestCase("Seeded", "9205a1", "Seeded.B: the data ends too early")]
    [TestCase("Seeded", "05", "Seeded")]
    [TestCase("Seeded", "c0", "Seeded is nil")]
    [TestCase("Seeded", "9105" + "00", "Seeded")]
    [TestCase("Holder", "91c0", "Holder.Any is nil; a value is required.")]
    [TestCase("Holder", "91920790", "Holder.Any of kind 7 is unknown.")]
    [TestCase("Holder", "9193009000", "Holder.Any has 3 items; 2 are required.")]
    public void What_is_wrong_names_the_message_and_the_member(string type, string hex, string text) =>
        Assert.That(() => Compiled.Value.Decode(type, hex), Throws.TypeOf<MessagePackSerializationException>().With.Message.Contains(text));

    [Test]
    public void A_required_nullable_member_may_be_nil() => Assert.That(Compiled.Value.Describe("Needed", "9405a16ec0c0"), Is.EqualTo("Needed {A: 5, Id: null, Name: \"n\"}"));

    [Test]
    public void A_case_that_the_union_does_not_list_is_refused_when_written() =>
        Assert.That(
            () => Compiled.Value.Encode("Holder", "{\"Any\":{\"$t\":\"Unlisted\",\"v\":{}}}"),
            Throws.TypeOf<MessagePackSerializationException>().With.Message.EqualTo("Unlisted is not listed in a [Union] of IAny."));

    [Test]
    public void Messages_may_nest_as_deep_as_the_limit_and_no_deeper()
    {
        const int Limit = DccBridge.Protocol.Serialization.WireLimits.MaxDepth;
        string Nested(int depth) => string.Concat(Enumerable.Repeat("91", depth)) + "c0";
        Assert.Multiple(() =>
        {
            Assert.That(() => Compiled.Value.Decode("Chain", Nested(Limit)), Throws.Nothing);
            Assert.That(() => Compiled.Value.Decode("Chain", Nested(Limit + 1)), Throws.TypeOf<MessagePackSerializationException>().With.Message.Contains("nested deeper"));
            Assert.That(() => Compiled.Value.Decode("Chain", Nested(100_000)), Throws.TypeOf<MessagePackSerializationException>());
        });
    }

    [Test]
    public void Depth_is_given_back_so_that_siblings_do_not_add_up()
    {
        CompiledMessages messages = CompiledMessages.Of("[MessagePackObject] public partial record Leaf { [Key(0)] public int A { get; init; } } [MessagePackObject] public partial record Many { [Key(0)] public List<Leaf> All { get; init; } = []; }");
        Assert.That(() => messages.Decode("Many", "91dc0400" + string.Concat(Enumerable.Repeat("9101", 1024))), Throws.Nothing);
    }
}
