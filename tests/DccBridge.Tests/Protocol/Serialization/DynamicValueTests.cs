using DccBridge.Protocol.Serialization;
using FsCheck;
using FsCheck.Fluent;
using MessagePack;

namespace DccBridge.Tests.Protocol.Serialization;

[TestFixture]
public sealed class DynamicValueTests
{
    private static readonly Gen<string> Text = Gen.Choose(0, 40).SelectMany(length => Gen.ArrayOf(Gen.Elements("a", "Z", "0", "_", "ä", "木", "🌲", "\0", "\""), length)).Select(parts => string.Concat(parts));

    private static Gen<DynamicValue> Scalar => Gen.OneOf(
        Gen.Constant(DynamicValue.Nil),
        Gen.Elements(true, false).Select(value => (DynamicValue)value),
        Gen.Choose(-70_000, 70_000).Select(value => (DynamicValue)(long)value),
        Gen.Elements(long.MinValue, long.MaxValue, int.MinValue, -33, -32, 127, 128, 65536).Select(value => (DynamicValue)value),
        Gen.Elements((ulong)long.MaxValue, (ulong)long.MaxValue + 1, ulong.MaxValue, 0ul).Select(value => (DynamicValue)value),
        Gen.Elements(0.0, -0.0, 1.0, 0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue).Select(value => (DynamicValue)value),
        Text.Select(value => (DynamicValue)value),
        Gen.Choose(0, 300).Select(length => (DynamicValue)Enumerable.Range(0, length).Select(i => (byte)(i * 37)).ToArray()));

    private static Gen<DynamicValue> Any(int depth) => depth == 0 ? Scalar : Gen.OneOf(
        Scalar,
        Gen.Choose(0, 20).SelectMany(count => Gen.ArrayOf(Any(depth - 1), count)).Select(DynamicValue.FromArray),
        Gen.Choose(0, 20).SelectMany(count => Gen.ArrayOf(Text.Zip(Any(depth - 1), (key, value) => KeyValuePair.Create(key, value)), count))
            .Select(pairs => DynamicValue.FromMap(pairs.DistinctBy(pair => pair.Key).ToDictionary(StringComparer.Ordinal))));

    [Test]
    public void Every_value_comes_back_as_it_was() =>
        Prop.ForAll(Any(2).ToArbitrary(), value =>
        {
            DynamicValue back = MessageCodec.Decode<DynamicValue>(MessageCodec.Encode(value));
            return back == value && back.GetHashCode() == value.GetHashCode() && MessageCodec.Encode(back).AsSpan().SequenceEqual(MessageCodec.Encode(value));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [TestCase("c0", DynamicKind.Nil)]
    [TestCase("c3", DynamicKind.Boolean)]
    [TestCase("2a", DynamicKind.Integer)]
    [TestCase("d1fed4", DynamicKind.Integer)]
    [TestCase("cfffffffffffffffff", DynamicKind.Integer)]
    [TestCase("ca3fc00000", DynamicKind.Float)]
    [TestCase("cb3ff8000000000000", DynamicKind.Float)]
    [TestCase("a161", DynamicKind.String)]
    [TestCase("c40100", DynamicKind.Binary)]
    [TestCase("9101", DynamicKind.Array)]
    [TestCase("81a16101", DynamicKind.Map)]
    public void Each_code_has_its_kind(string hex, DynamicKind kind) => Assert.That(MessageCodec.Decode<DynamicValue>(Convert.FromHexString(hex)).Kind, Is.EqualTo(kind));

    [TestCase("d6ff00000000", "Extension", TestName = "A_timestamp_is_no_dynamic_value")]
    [TestCase("c1", "", TestName = "The_unused_code_is_no_dynamic_value")]
    [TestCase("810101", "", TestName = "A_key_that_is_no_string_is_refused")]
    [TestCase("81c001", "a key of a dynamic map is nil", TestName = "A_nil_key_is_refused")]
    [TestCase("82a16101a16102", "the key 'a' twice", TestName = "A_key_that_comes_twice_is_refused")]
    [TestCase("a1ff", "not valid UTF-8", TestName = "A_dynamic_string_must_be_UTF8")]
    [TestCase("", "the data ends too early", TestName = "No_bytes_are_no_dynamic_value")]
    [TestCase("dd7fffffff01", "", TestName = "A_claim_of_more_items_than_bytes_is_refused")]
    public void Refused(string hex, string text) =>
        Assert.That(() => MessageCodec.Decode<DynamicValue>(Convert.FromHexString(hex)), Throws.TypeOf<MessagePackSerializationException>().With.Message.Contains(text));

    [TestCase("91")]
    [TestCase("81a161")]
    public void A_depth_bomb_is_refused(string level) =>
        Assert.That(
            () => MessageCodec.Decode<DynamicValue>(Convert.FromHexString(string.Concat(Enumerable.Repeat(level, 100_000)) + "c0")),
            Throws.TypeOf<MessagePackSerializationException>().With.Message.Contains("nested deeper"));

    [Test]
    public void What_is_written_can_be_read_and_what_is_deeper_is_refused_by_the_writer()
    {
        DynamicValue value = default;
        for (int i = 0; i < WireLimits.MaxDepth; i++)
        {
            value = i % 2 == 0 ? DynamicValue.FromArray([value]) : DynamicValue.FromMap(new Dictionary<string, DynamicValue> { ["k"] = value });
        }

        Assert.That(MessageCodec.Decode<DynamicValue>(MessageCodec.Encode(value)), Is.EqualTo(value));
        DynamicValue deeper = DynamicValue.FromArray([value]);
        Assert.That(() => MessageCodec.Encode(deeper), Throws.TypeOf<MessagePackSerializationException>().With.Message.Contains("nested deeper"));
    }

    [Test]
    public void Asking_for_the_wrong_kind_says_what_it_is()
    {
        DynamicValue text = "a";
        Assert.Multiple(() =>
        {
            Assert.That(() => text.AsInt64(), Throws.InvalidOperationException.With.Message.Contains("String, not Integer"));
            Assert.That(() => ((DynamicValue)ulong.MaxValue).AsInt64(), Throws.InvalidOperationException);
            Assert.That(() => ((DynamicValue)(-1L)).AsUInt64(), Throws.InvalidOperationException);
            Assert.That(((DynamicValue)ulong.MaxValue).AsUInt64(), Is.EqualTo(ulong.MaxValue));
            Assert.That(((DynamicValue)3L).AsDouble(), Is.EqualTo(3.0));
            Assert.That(() => DynamicValue.FromArray(null!), Throws.ArgumentNullException);
            Assert.That(() => DynamicValue.FromMap(null!), Throws.ArgumentNullException);
        });
    }

    [Test]
    public void Equality_goes_by_content_and_kind()
    {
        Assert.Multiple(() =>
        {
            Assert.That((DynamicValue)1L, Is.Not.EqualTo((DynamicValue)1.0));
            Assert.That((DynamicValue)1L, Is.EqualTo((DynamicValue)1ul));
            Assert.That((DynamicValue)ulong.MaxValue, Is.Not.EqualTo((DynamicValue)(-1L)));
            Assert.That((DynamicValue)new byte[] { 1, 2 }, Is.EqualTo((DynamicValue)"\u0001\u0002"u8.ToArray()));
            Assert.That((DynamicValue)(string?)null, Is.EqualTo(DynamicValue.Nil));
            Assert.That(DynamicValue.FromArray([1L]), Is.Not.EqualTo(DynamicValue.FromArray([1L, 1L])));
        });
    }
}
