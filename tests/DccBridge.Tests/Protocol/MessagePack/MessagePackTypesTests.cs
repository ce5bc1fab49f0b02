using MessagePack;

namespace DccBridge.Tests.Protocol;

[TestFixture]
public sealed class MessagePackTypesTests
{
    [TestCase(0x00, 0x7F, MessagePackType.Integer)]
    [TestCase(0x80, 0x8F, MessagePackType.Map)]
    [TestCase(0x90, 0x9F, MessagePackType.Array)]
    [TestCase(0xA0, 0xBF, MessagePackType.String)]
    [TestCase(0xC0, 0xC0, MessagePackType.Nil)]
    [TestCase(0xC1, 0xC1, MessagePackType.Unknown)]
    [TestCase(0xC2, 0xC3, MessagePackType.Boolean)]
    [TestCase(0xC4, 0xC6, MessagePackType.Binary)]
    [TestCase(0xC7, 0xC9, MessagePackType.Extension)]
    [TestCase(0xCA, 0xCB, MessagePackType.Float)]
    [TestCase(0xCC, 0xD3, MessagePackType.Integer)]
    [TestCase(0xD4, 0xD8, MessagePackType.Extension)]
    [TestCase(0xD9, 0xDB, MessagePackType.String)]
    [TestCase(0xDC, 0xDD, MessagePackType.Array)]
    [TestCase(0xDE, 0xDF, MessagePackType.Map)]
    [TestCase(0xE0, 0xFF, MessagePackType.Integer)]
    public void Every_code_has_its_kind(int first, int last, MessagePackType kind)
    {
        for (var code = first; code <= last; code++)
        {
            Assert.That(MessagePackCode.ToMessagePackType((byte)code), Is.EqualTo(kind), $"{code:X2}");
        }
    }

    [TestCase((byte)0x05, "positive fixint")]
    [TestCase((byte)0xE5, "negative fixint")]
    [TestCase((byte)0xC1, "(never used)")]
    [TestCase((byte)0xDF, "map 32")]
    public void Every_code_has_its_name(byte code, string name)
    {
        Assert.That(MessagePackCode.ToFormatName(code), Is.EqualTo(name));
    }

    [Test]
    public void A_key_is_an_index_or_a_name()
    {
        Assert.That((new KeyAttribute(3).IntKey, new KeyAttribute(3).StringKey), Is.EqualTo(((int?)3, (string?)null)));
        Assert.That((new KeyAttribute("id").IntKey, new KeyAttribute("id").StringKey), Is.EqualTo(((int?)null, "id")));
    }

    [Test]
    public void A_union_names_its_type_directly_or_by_text()
    {
        Assert.That(new UnionAttribute(1, typeof(string)).SubType, Is.EqualTo(typeof(string)));
        Assert.That(new UnionAttribute(2, "System.String").SubType, Is.EqualTo(typeof(string)));
        Assert.Throws<TypeLoadException>(() => _ = new UnionAttribute(2, "No.Such.Type"));
    }

    [Test]
    public void Contracts_take_keys_from_attributes_unless_told_otherwise()
    {
        Assert.That((new MessagePackObjectAttribute().KeyAsPropertyName, new MessagePackObjectAttribute(keyAsPropertyName: true).KeyAsPropertyName), Is.EqualTo((false, true)));
    }

    [Test]
    public void Every_nil_equals_every_other()
    {
        Assert.That(Nil.Default == default(Nil) && Nil.Default.Equals((object)default(Nil)) && Nil.Default.GetHashCode() == default(Nil).GetHashCode());
    }
}
