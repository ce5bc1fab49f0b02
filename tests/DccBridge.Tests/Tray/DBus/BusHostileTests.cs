using DccBridge.Tray.DBus;
using FsCheck;
using FsCheck.Fluent;

namespace DccBridge.Tests.Tray.DBus;

/// <summary>Bytes that lie: each is refused with a reason, and nothing else happens.</summary>
[TestFixture]
public sealed class BusHostileTests
{
    private static readonly byte[] Whole = BusMessageCoding.Write(new BusMessage
    {
        Kind = BusMessageKind.Signal, Serial = 5, Path = "/a", Interface = "a.b", Member = "C", Signature = "sa{sv}a(iiay)",
        Body = ["text", new[] { new KeyValuePair<object, object>("k", new BusVariant("as", new object[] { "x", "y" })) }, new object[] { new object[] { 1, 2, new byte[] { 9 } } }],
    });

    private static readonly object[][] Lies =
    [
        ["s", "05 00 00 00 61 62", "claims 5 bytes"],
        ["s", "ff ff ff ff 61 00", "claims 4294967295 bytes"],
        ["s", "01 00 00 00 61 62", "only zero"],
        ["s", "02 00 00 00 61 00 00", "only zero"],
        ["s", "01 00 00 00 ff 00", "not UTF-8"],
        ["o", "02 00 00 00 61 62 00", "no object path"],
        ["o", "04 00 00 00 2f 2f 61 62 00", "no object path"],
        ["g", "01 28 00", "ends in the middle"],
        ["v", "00 00", "not one complete type"],
        ["v", "02 69 69 00", "not one complete type"],
        ["b", "02 00 00 00", "boolean of value 2"],
        ["(yu)", "01 00 01 00 02 00 00 00", "filling"],
        ["ay", "00 00 00 40", "claims 1073741824 bytes"],
        ["ai", "05 00 00 00 01 00 00 00 02 00 00 00", "beyond its end"],
        ["ai", "06 00 00 00 01 00 00 00", "claims 6 bytes"],
        ["x", "01 00", "in the middle of a value"],
        ["h", "01 00 00 00", "not read here"],
    ];

    [TestCaseSource(nameof(Lies))]
    public void A_value_that_lies_is_refused(string signature, string bytes, string reason) =>
        Assert.That(() => new BusReader(BusMessageGoldenTests.Bytes(bytes), isBigEndian: false).Read(signature), Throws.TypeOf<BusFormatException>().With.Message.Contains(reason));

    [Test]
    public void Variants_in_variants_end_at_64()
    {
        static byte[] Nested(int depth) => [.. Enumerable.Repeat<byte[]>([1, (byte)'v', 0], depth).SelectMany(b => b), 1, (byte)'y', 0, 7];

        Assert.That(new BusReader(Nested(63), false).Read("v"), Is.TypeOf<BusVariant>());
        Assert.That(() => new BusReader(Nested(65), false).Read("v"), Throws.TypeOf<BusFormatException>().With.Message.Contains("deeper than 64"));
        Assert.That(() => new BusReader(Nested(300_000), false).Read("v"), Throws.TypeOf<BusFormatException>());
    }

    [TestCase("(i")]
    [TestCase("i)")]
    [TestCase("()")]
    [TestCase("a")]
    [TestCase("{sv}")]
    [TestCase("a{vs}")]
    [TestCase("a{s}")]
    [TestCase("a{sss}")]
    [TestCase("z")]
    [TestCase("é")]
    public void What_is_no_signature_is_refused(string signature) => Assert.That(() => BusSignature.Split(signature), Throws.TypeOf<BusFormatException>());

    [Test]
    public void Signatures_may_nest_32_deep()
    {
        Assert.That(BusSignature.Split(new string('a', 32) + "i"), Has.Count.EqualTo(1));
        Assert.That(BusSignature.Split(new string('(', 32) + "i" + new string(')', 32)), Has.Count.EqualTo(1));
        Assert.That(() => BusSignature.Split(new string('a', 33) + "i"), Throws.TypeOf<BusFormatException>());
        Assert.That(() => BusSignature.Split(new string('(', 33) + "i" + new string(')', 33)), Throws.TypeOf<BusFormatException>());
        Assert.That(() => BusSignature.Split(new string('i', 256)), Throws.TypeOf<BusFormatException>());
    }

    [Test]
    public void A_message_cut_anywhere_is_refused()
    {
        for (int length = 0; length < Whole.Length; length++)
        {
            Assert.That(() => BusMessageCoding.Read(Whole.AsSpan(0, length)), Throws.TypeOf<BusFormatException>(), $"cut to {length} bytes");
        }
    }

    [Test]
    public void A_message_that_claims_too_much_is_refused_by_its_first_16_bytes()
    {
        byte[] head = BusMessageGoldenTests.Bytes("6c 01 00 01  00 00 10 00  01 00 00 00  00 00 00 00");

        Assert.That(() => BusMessageCoding.Length(head, 1 << 20), Throws.TypeOf<BusFormatException>().With.Message.Contains("1048592"));
        Assert.That(() => BusMessageCoding.Length(BusMessageGoldenTests.Bytes("6c 01 00 01  ff ff ff ff  01 00 00 00  ff ff ff ff"), int.MaxValue), Throws.TypeOf<BusFormatException>());
        Assert.That(() => BusMessageCoding.Length(BusMessageGoldenTests.Bytes("78 01 00 01  00 00 00 00  01 00 00 00  00 00 00 00"), 1 << 20), Throws.TypeOf<BusFormatException>());
        Assert.That(() => BusMessageCoding.Length(BusMessageGoldenTests.Bytes("6c 01 00 02  00 00 00 00  01 00 00 00  00 00 00 00"), 1 << 20), Throws.TypeOf<BusFormatException>());
    }

    [Test]
    public void Whole_messages_with_wrong_bytes_are_read_or_refused_and_nothing_else() =>
        Prop.ForAll(Gen.Choose(0, Whole.Length - 1).SelectMany(at => Gen.Choose(0, 255).Select(value => (at, (byte)value))).ListOf(3).ToArbitrary(), changes =>
        {
            byte[] bytes = [.. Whole];
            foreach (var (at, value) in changes)
            {
                bytes[at] = value;
            }

            try
            {
                _ = BusMessageCoding.Read(bytes);
            }
            catch (BusFormatException)
            {
                // Refused, as it may be.
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000).WithQuietOnSuccess(true));

    [TestCase((byte)1, "a call without a path")]
    [TestCase((byte)2, "an answer to nothing")]
    [TestCase((byte)3, "an error without a name")]
    [TestCase((byte)4, "a signal without a path")]
    [TestCase((byte)0, "the kind that the specification forbids")]
    public void A_message_without_what_its_kind_needs_is_refused(byte kind, string what) =>
        Assert.That(() => BusMessageCoding.Read([(byte)'l', kind, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]), Throws.TypeOf<BusFormatException>(), what);

    [Test]
    public void A_value_that_does_not_fit_is_never_written()
    {
        Assert.That(() => new BusWriter().Write("i", "text"), Throws.TypeOf<BusFormatException>());
        Assert.That(() => new BusWriter().Write("s", "a\0b"), Throws.TypeOf<BusFormatException>());
        Assert.That(() => new BusWriter().Write("(ii)", new object[] { 1 }), Throws.TypeOf<BusFormatException>());
        Assert.That(() => new BusWriter().Write("o", new ObjectPath("a/")), Throws.TypeOf<BusFormatException>());
        Assert.That(() => new BusWriter().Write("as", "text"), Throws.TypeOf<BusFormatException>());
    }

    [Test]
    public void Half_a_surrogate_pair_is_written_as_a_replacement_character()
    {
        var writer = new BusWriter();
        writer.Write("s", "a\ud800");

        Assert.That(new BusReader(writer.Written, false).Read("s"), Is.EqualTo("a\ufffd"));
    }
}
