using System.Runtime.InteropServices;
using DccBridge.Protocol.Serialization;
using MessagePack;
using static DccBridge.Tests.Protocol.Serialization.MessageReadingTests;

namespace DccBridge.Tests.Protocol.Serialization;

/// <summary>The messages whose layout is written by hand.</summary>
[TestFixture]
public sealed class WireTypeTests
{
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");

    [Test]
    public void A_binary_guid_is_sixteen_bytes_in_the_order_of_its_text()
    {
        byte[] bytes = MessageCodec.Encode<BinaryGuid>(Id);

        Assert.That(Convert.ToHexStringLower(bytes), Is.EqualTo("c41000112233445566778899aabbccddeeff"));
        Assert.That((Guid)MessageCodec.Decode<BinaryGuid>(bytes), Is.EqualTo(Id));
        Assert.That((Guid)MessageCodec.Decode<BinaryGuid>(Pieces.OfOneByte(bytes)), Is.EqualTo(Id));
    }

    [TestCase("c40f 000000000000000000000000000000")]
    [TestCase("c400")]
    [TestCase("c0")]
    [TestCase("05")]
    public void A_binary_guid_of_another_length_or_type_is_refused(string hex) => Assert.That(Fails<BinaryGuid>(hex).Message, Does.StartWith("BinaryGuid"));

    [Test]
    public void A_packed_array_is_the_little_endian_memory_of_its_items()
    {
        PackedArray<Pair> pairs = new Pair[] { new(1, -1), new(0x01020304, 0) };
        byte[] bytes = MessageCodec.Encode(pairs);

        Assert.That(Convert.ToHexStringLower(bytes), Is.EqualTo("c41001000000ffffffff0403020100000000"));
        Assert.That(MessageCodec.Decode<PackedArray<Pair>>(bytes), Is.EqualTo(pairs));
        Assert.That(MessageCodec.Decode<PackedArray<Pair>>(Pieces.OfOneByte(bytes)), Is.EqualTo(pairs));
    }

    [Test]
    public void An_empty_packed_array_is_an_empty_bin() =>
        Assert.That(MessageCodec.Decode<PackedArray<double>>(MessageCodec.Encode(default(PackedArray<double>))).Count, Is.Zero);

    [Test]
    public void A_packed_array_with_part_of_an_item_is_refused() =>
        Assert.That(Fails<PackedArray<double>>("c409 000000000000000000").Message, Does.Contain("9 bytes, which is not a multiple of 8"));

    [TestCase("90")]
    [TestCase("93 01 02 81 a1 61 c0")]
    [TestCase("c0")]
    public void An_empty_message_takes_whatever_a_newer_peer_puts_there(string hex) => Assert.That(Decode<EmptyMessage>(hex), Is.EqualTo(default(EmptyMessage)));

    [Test]
    public void An_empty_message_is_an_empty_array() => Assert.That(MessageCodec.Encode(default(EmptyMessage)), Is.EqualTo(new byte[] { 0x90 }));

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Pair(int First, int Second);
}
