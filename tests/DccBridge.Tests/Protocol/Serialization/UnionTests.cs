using DccBridge.Protocol.Serialization;
using MessagePack;
using static DccBridge.Tests.Protocol.Serialization.MessageReadingTests;

namespace DccBridge.Tests.Protocol.Serialization;

[TestFixture]
public sealed class UnionTests
{
    [Test]
    public void A_case_is_written_as_key_and_body()
    {
        Assert.That(Convert.ToHexStringLower(MessageCodec.Encode<Outline>(new Disc(1.5))), Is.EqualTo("920091cb3ff8000000000000"));
    }

    [Test]
    public void Every_case_comes_back_also_one_that_derives_from_another()
    {
        var drawing = new Drawing { Outlines = [new Disc(1), new Ring(2, 3), new Void(4)], Frame = new Ring(5, 6) };
        Drawing read = MessageCodec.Decode<Drawing>(MessageCodec.Encode(drawing));

        Assert.That(read.Outlines, Is.EqualTo(drawing.Outlines));
        Assert.That(read.Frame, Is.EqualTo(drawing.Frame));
    }

    [Test]
    public void An_interface_can_be_a_union()
    {
        byte[] bytes = MessageCodec.Encode(new Drawing { Mark = new Spot(3) });

        Assert.That(Convert.ToHexStringLower(bytes), Is.EqualTo("9390c092059103"));
        Assert.That(MessageCodec.Decode<Drawing>(bytes).Mark, Is.EqualTo(new Spot(3)));
        Assert.That(MessageCodec.Decode<IMark>(MessageCodec.Encode<IMark>(new Disc(1))), Is.EqualTo(new Disc(1)));
    }

    [Test]
    public void A_type_that_is_not_listed_is_not_written() =>
        Assert.That(() => MessageCodec.Encode<Outline>(new Unlisted()), Throws.InstanceOf<MessagePackSerializationException>().With.Message.Contains("Unlisted"));

    [TestCase("91 91 92 07 90", "Drawing.Outlines[0] of kind 7 is unknown. Is the other side of a newer version?")]
    [TestCase("91 91 93 00 91 ca00000000 c0", "Drawing.Outlines[0] has 3 items; 2 are required.")]
    public void A_wrong_case_names_the_place(string hex, string text) => Assert.That(Fails<Drawing>(hex).Message, Is.EqualTo(text));

    [TestCase("91 91 c0")]
    [TestCase("91 91 92 00 c0")]
    [TestCase("91 91 92 a1 30 91 ca00000000")]
    [TestCase("91 91 81 00 90")]
    public void What_is_no_case_is_refused(string hex) => Assert.That(Fails<Drawing>(hex).Message, Does.StartWith("Drawing.Outlines[0]"));
}
