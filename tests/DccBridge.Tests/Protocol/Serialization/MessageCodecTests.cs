using System.Buffers;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Tests.Protocol.Serialization;

[TestFixture]
public sealed class MessageCodecTests
{
    [Test]
    public void Bytes_after_the_message_are_refused() =>
        Assert.That(
            () => MessageCodec.Decode<EmptyMessage>(new byte[] { 0x90, 0xC0, 0xC0 }),
            Throws.TypeOf<MessagePackSerializationException>().With.Message.Contains("2 bytes follow the message"));

    [Test]
    public void No_bytes_name_the_message() =>
        Assert.That(() => MessageCodec.Decode<EventId>(default(ReadOnlyMemory<byte>)), Throws.TypeOf<MessagePackSerializationException>().With.Message.StartsWith("EventId"));

    [TestCase("90")]
    [TestCase("c0")]
    [TestCase("9301a16180")]
    [TestCase("81a16191c0")]
    public void An_empty_message_skips_whatever_came(string hex) => Assert.That(MessageCodec.Decode<EmptyMessage>(Convert.FromHexString(hex)), Is.EqualTo(default(EmptyMessage)));

    [Test]
    public void An_empty_message_is_an_empty_array() => Assert.That(MessageCodec.Encode(default(EmptyMessage)), Is.EqualTo(new byte[] { 0x90 }));

    [Test]
    public void Encoding_appends_and_allocates_nothing()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        var message = new EventId(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), 300);
        MessageCodec.Encode(buffer, message);
        int length = buffer.WrittenCount;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            MessageCodec.Encode(buffer, message);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That((buffer.WrittenCount, allocated), Is.EqualTo((11 * length, 0L)));
    }

    [Test]
    public void A_packed_array_is_the_memory_of_its_items()
    {
        byte[] bytes = MessageCodec.Encode(new PackedArray<double>(new[] { 1.5, -2.0 }));
        Assert.That(Convert.ToHexStringLower(bytes), Is.EqualTo("c410000000000000f83f00000000000000c0"));
        Assert.That(MessageCodec.Decode<PackedArray<double>>(bytes).Items.ToArray(), Is.EqualTo(new[] { 1.5, -2.0 }));
    }

    [TestCase("c403000000", "3 bytes, which is not a multiple of 8")]
    [TestCase("c0", "nil")]
    [TestCase("9101", "")]
    [TestCase("c6ffffffff00", "")]
    public void A_packed_array_of_the_wrong_size_is_refused(string hex, string text) =>
        Assert.That(() => MessageCodec.Decode<PackedArray<double>>(Convert.FromHexString(hex)), Throws.TypeOf<MessagePackSerializationException>().With.Message.Contains(text));

    [Test]
    public void An_empty_packed_array_is_an_empty_bin() => Assert.That(MessageCodec.Encode(default(PackedArray<int>)), Is.EqualTo(new byte[] { 0xC4, 0x00 }));

    [Test]
    public void A_binary_guid_is_16_bytes_in_the_order_of_its_text()
    {
        var guid = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        byte[] bytes = MessageCodec.Encode<BinaryGuid>(guid);
        Assert.That(Convert.ToHexStringLower(bytes), Is.EqualTo("c41000112233445566778899aabbccddeeff"));
        Assert.That(MessageCodec.Decode<BinaryGuid>(bytes).Value, Is.EqualTo(guid));
    }

    [TestCase("c40f00112233445566778899aabbccddee")]
    [TestCase("c41100112233445566778899aabbccddeeff00")]
    [TestCase("c0")]
    [TestCase("d92430303131323233332d343435352d363637372d383839392d616162626363646465656666")]
    public void A_binary_guid_of_another_size_is_refused(string hex) =>
        Assert.That(() => MessageCodec.Decode<BinaryGuid>(Convert.FromHexString(hex)), Throws.TypeOf<MessagePackSerializationException>());
}
