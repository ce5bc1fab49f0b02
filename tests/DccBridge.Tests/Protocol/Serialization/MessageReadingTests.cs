using System.Buffers;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Tests.Protocol.Serialization;

/// <summary>What a generated formatter makes of data that is older, newer, or wrong.</summary>
[TestFixture]
public sealed class MessageReadingTests
{
    [Test]
    public void Missing_members_keep_their_initial_values()
    {
        Part part = Decode<Part>("91 a1 61");

        Assert.That(part, Is.EqualTo(new Part { Name = "a", Count = 7, Label = "none", Note = null }));
    }

    [Test]
    public void Unknown_members_are_passed_over_at_any_depth()
    {
        Part part = Decode<Part>("97 a1 61 02 a1 62 c0  93 01 02 81 a1 78 c0  c4 01 ff  d4 05 00");

        Assert.That(part, Is.EqualTo(new Part { Name = "a", Count = 2, Label = "b" }));
    }

    [TestCase("90", "Part.Name (key 0) is missing.")]
    [TestCase("91 c0", "Part.Name is nil; a value is required.")]
    [TestCase("93 a1 61 01 c0", "Part.Label is nil; a value is required.")]
    [TestCase("92 a1 61", "Part.Count: the data ends too early")]
    [TestCase("92 a1 61 cf ffffffffffffffff", "Part.Count: the number does not fit")]
    [TestCase("91 a2 c328", "Part.Name is not valid UTF-8.")]
    public void A_failure_names_type_member_and_reason(string hex, string text)
    {
        MessagePackSerializationException failure = Fails<Part>(hex);

        Assert.That(failure.Message, Is.EqualTo(text));
    }

    [TestCase("91 05", "Part.Name: ")]
    [TestCase("92 a1 61 a1 62", "Part.Count: ")]
    [TestCase("80", "Part: ")]
    [TestCase("c0", "Part is nil; a value is required.")]
    public void A_wrong_type_names_the_place(string hex, string start) => Assert.That(Fails<Part>(hex).Message, Does.StartWith(start));

    [TestCase("91 92 91 a1 61 90", "Assembly.Parts[1].Name", "Assembly.Parts[1].Name (key 0) is missing.")]
    [TestCase("93 90 c0 81 a1 61 91 05", "Assembly.Named[0].Name", null)]
    [TestCase("94 90 c0 80 91 91 c0", "Assembly.Inner.Parts[0]", "Assembly.Inner.Parts[0] is nil; a value is required.")]
    [TestCase("91 92 91 a1 61", "Assembly.Parts", null)]
    [TestCase("93 90 c0 82 a1 61 91 a1 61 a1 61 91 a1 61", "Assembly.Named[1]", "Assembly.Named[1] has the key 'a' twice.")]
    public void A_failure_deep_inside_names_the_whole_path(string hex, string path, string? text)
    {
        MessagePackSerializationException failure = Fails<Assembly>(hex);

        Assert.That(failure.Message, text is null ? Does.StartWith(path) : Is.EqualTo(text));
    }

    [Test]
    public void The_first_cause_is_kept()
    {
        Assert.That(Fails<Assembly>("91 91 91").InnerException, Is.InstanceOf<EndOfStreamException>());
    }

    [Test]
    public void Bytes_after_the_message_are_refused()
    {
        Assert.That(Fails<Part>("91 a1 61 c0 c0").Message, Is.EqualTo("Part: 2 bytes follow the message."));
    }

    [Test]
    public void A_gap_between_keys_is_nil_and_whatever_sits_there_is_passed_over()
    {
        byte[] bytes = MessageCodec.Encode(new Assembly { Parts = [] });

        Assert.That(Convert.ToHexStringLower(bytes), Is.EqualTo("9490c080c0"));
        Assert.That(Decode<Assembly>("93 90 93 01 02 03 80").Parts, Is.Empty);
    }

    [Test]
    public void A_primary_constructor_and_members_beside_it_are_filled()
    {
        var value = new Mixed("a", 3) { Unit = "m", Weight = 9 };

        Assert.That(MessageCodec.Decode<Mixed>(MessageCodec.Encode(value)), Is.EqualTo(value));
    }

    [TestCase("94 c0 c0 03 09", "Mixed.Name is nil; a value is required.")]
    [TestCase("93 a1 61 a1 6d 03", "Mixed.Weight (key 3) is missing.")]
    [TestCase("90", "Mixed.Name (key 0) is missing.")]
    public void A_primary_constructor_gets_no_null_that_it_does_not_allow(string hex, string text) =>
        Assert.That(Fails<Mixed>(hex).Message, Is.EqualTo(text));

    [Test]
    public void Members_named_as_locals_of_the_formatter_are_read()
    {
        var value = new Awkward { key = 1, count = 2, reader = "r", member = "m", @class = [3], References = [4] };
        Awkward read = MessageCodec.Decode<Awkward>(MessageCodec.Encode(value));

        Assert.That((read.key, read.count, read.reader, read.member), Is.EqualTo((1, 2, "r", "m")));
        Assert.That((read.@class, read.References), Is.EqualTo((new[] { 3 }, new[] { 4 })));
    }

    [Test]
    public void Nesting_has_a_cap()
    {
        // Each level is an assembly with no parts and an inner assembly.
        byte[] At(int levels) => [.. Enumerable.Repeat(Convert.FromHexString("9490c080"), levels - 1).SelectMany(bytes => bytes), 0x94, 0x90, 0xc0, 0x80, 0xc0];

        Assert.That(() => MessageCodec.Decode<Assembly>(At(WireLimits.MaxDepth)), Throws.Nothing);
        Assert.That(() => MessageCodec.Decode<Assembly>(At(WireLimits.MaxDepth + 1)), Throws.InstanceOf<MessagePackSerializationException>().With.Message.Contains("deeper than 64 levels"));
        Assert.That(() => MessageCodec.Decode<Assembly>(At(100_000)), Throws.InstanceOf<MessagePackSerializationException>());
    }

    [Test]
    public void Reading_leaves_the_depth_as_it_was()
    {
        var reader = new MessagePackReader(MessageCodec.Encode(new Assembly { Parts = [], Inner = new Assembly { Parts = [new Part { Name = "a" }] } }));
        _ = Assembly.Read(ref reader);

        Assert.That(reader.Depth, Is.Zero);
    }

    [Test]
    public void Data_in_pieces_gives_the_same_message()
    {
        var value = new Assembly { Parts = [new Part { Name = "näme with ünicode", Note = "" }], Inner = new Assembly { Parts = [] } };
        byte[] bytes = MessageCodec.Encode(value);

        byte[] again = MessageCodec.Encode(MessageCodec.Decode<Assembly>(Pieces.OfOneByte(bytes)));

        Assert.That(again, Is.EqualTo(bytes));
    }

    internal static T Decode<T>(string hex)
        where T : IMessage<T> => MessageCodec.Decode<T>(Bytes(hex));

    internal static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    internal static MessagePackSerializationException Fails<T>(string hex)
        where T : IMessage<T> => Assert.Throws<MessagePackSerializationException>(() => Decode<T>(hex))!;
}
