using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Tests.Protocol.Serialization;

[TestFixture]
public sealed class ScalarFormatTests
{
    private const string IdText = "00112233-4455-6677-8899-aabbccddeeff";

    [TestCase(IdText)]
    [TestCase("00112233-4455-6677-8899-AABBCCDDEEFF")]
    public void A_guid_is_read_in_either_case_whole_and_in_pieces(string text)
    {
        byte[] bytes = [0xd9, 36, .. System.Text.Encoding.UTF8.GetBytes(text)];
        var whole = new MessagePackReader(bytes);
        var pieces = new MessagePackReader(Pieces.OfOneByte(bytes));

        Assert.That((ScalarFormat.ReadGuid(ref whole), ScalarFormat.ReadGuid(ref pieces)), Is.EqualTo((new Guid(IdText), new Guid(IdText))));
    }

    [TestCase("00112233445566778899aabbccddeeff")]
    [TestCase("{00112233-4455-6677-8899-aabbccddeeff}")]
    [TestCase("0x112233-4455-6677-8899-aabbccddeeff")]
    [TestCase("+0112233-4455-6677-8899-aabbccddeeff")]
    [TestCase("00112233-4455-6677-8899-aabbccddeefg")]
    [TestCase("00112233-4455-6677-8899-aabbccddeeff ")]
    [TestCase("")]
    public void A_guid_in_another_form_is_refused(string text)
    {
        byte[] bytes = [0xd9, (byte)text.Length, .. System.Text.Encoding.UTF8.GetBytes(text)];

        Assert.That(() => Read(bytes), Throws.InstanceOf<MessagePackSerializationException>().With.Message.Contains("GUID"));
        Assert.That(() => ReadPieces(bytes), Throws.InstanceOf<MessagePackSerializationException>().With.Message.Contains("GUID"));

        static Guid Read(byte[] bytes)
        {
            var reader = new MessagePackReader(bytes);
            return ScalarFormat.ReadGuid(ref reader);
        }

        static Guid ReadPieces(byte[] bytes)
        {
            var reader = new MessagePackReader(Pieces.OfOneByte(bytes));
            return ScalarFormat.ReadGuid(ref reader);
        }
    }

    [TestCase("1.10")]
    [TestCase("0")]
    [TestCase("0.00")]
    [TestCase("-79228162514264337593543950335")]
    [TestCase("0.0000000000000000000000000001")]
    public void A_decimal_keeps_its_digits(string text)
    {
        decimal value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Moment read = MessageCodec.Decode<Moment>(MessageCodec.Encode(new Moment(value, null)));

        Assert.That(read.Price.ToString(System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(text));
    }

    [TestCase("c7 0c ff 00000000 7fffffffffffffff")]
    [TestCase("c7 0c ff 00000000 8000000000000000")]
    public void A_time_that_no_calendar_has_is_a_malformed_message(string hex)
    {
        byte[] bytes = [0x92, 0xa1, (byte)'1', .. MessageReadingTests.Bytes(hex)];

        Assert.That(() => MessageCodec.Decode<Moment>(bytes), Throws.InstanceOf<MessagePackSerializationException>().With.Message.StartsWith("Moment.When is a time outside"));
    }

    [TestCase(841)]
    [TestCase(-841)]
    [TestCase(short.MaxValue)]
    public void An_offset_that_no_clock_has_is_a_malformed_message(int minutes)
    {
        Assert.That(() => ReadOffset(minutes), Throws.InstanceOf<MessagePackSerializationException>());
        Assert.That(ReadOffset(840).Offset, Is.EqualTo(TimeSpan.FromHours(14)));

        static DateTimeOffset ReadOffset(int minutes)
        {
            using var buffer = new MessageBuffer();
            var writer = new MessagePackWriter(buffer);
            writer.WriteArrayHeader(2);
            writer.Write(DateTime.UnixEpoch);
            writer.Write(minutes);
            writer.Flush();
            var reader = new MessagePackReader(buffer.WrittenMemory);
            return ScalarFormat.ReadDateTimeOffset(ref reader);
        }
    }
}
