using System.Buffers;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Tests.Protocol.Serialization;

[TestFixture]
public sealed class BoundedReaderTests
{
    private static void Read(byte[] bytes, ReadAction read)
    {
        var reader = new MessagePackReader(bytes);
        read(ref reader);
    }

    private delegate void ReadAction(ref MessagePackReader reader);

    private static byte[] Write(Action<ArrayBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Text(string value) => Write(buffer =>
    {
        var writer = new MessagePackWriter(buffer);
        writer.Write(value);
        writer.Flush();
    });

    private static byte[] Header(bool map, int count) => Write(buffer =>
    {
        var writer = new MessagePackWriter(buffer);
        if (map)
        {
            writer.WriteMapHeader(count);
        }
        else
        {
            writer.WriteArrayHeader(count);
        }

        writer.Flush();
        buffer.Write(new byte[(map ? 2 : 1) * count]);
    });

    [Test]
    public void A_string_at_the_cap_is_read_and_one_byte_more_is_refused()
    {
        string cap = new('x', WireLimits.MaxStringBytes);
        Read(Text(cap), (ref reader) => Assert.That(BoundedReader.ReadString(ref reader, "it"), Is.EqualTo(cap)));
        Assert.That(
            () => Read(Text(cap + "x"), (ref reader) => BoundedReader.ReadString(ref reader, "it")),
            Throws.TypeOf<MessagePackSerializationException>().With.Message.EqualTo($"it has {WireLimits.MaxStringBytes + 1} bytes; {WireLimits.MaxStringBytes} are allowed."));
    }

    [Test]
    public void The_cap_of_a_string_counts_bytes_not_characters() =>
        Assert.That(() => Read(Text("äöü"), (ref reader) => BoundedReader.ReadString(ref reader, "it", 5)), Throws.TypeOf<MessagePackSerializationException>().With.Message.EqualTo("it has 6 bytes; 5 are allowed."));

    [TestCase("a1ff")]
    [TestCase("a2c0af", Description = "overlong")]
    [TestCase("a3eda080", Description = "a surrogate")]
    [TestCase("a4f4908080", Description = "above U+10FFFF")]
    [TestCase("a1c3", Description = "cut")]
    public void Bytes_that_are_not_UTF8_are_refused(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.That(() => Read(bytes, (ref reader) => BoundedReader.ReadString(ref reader, "it")), Throws.TypeOf<MessagePackSerializationException>().With.Message.EqualTo("it is not valid UTF-8."));
        Assert.That(() => ReadInPieces(bytes), Throws.TypeOf<MessagePackSerializationException>().With.Message.EqualTo("it is not valid UTF-8."));
    }

    [TestCase("")]
    [TestCase("crate")]
    [TestCase("Kiste für 木 und 🌲, etwas länger als eine kurze Zeile")]
    public void A_string_in_two_pieces_is_put_together(string text) => Assert.That(ReadInPieces(Text(text)), Is.EqualTo(text));

    [Test]
    public void Nil_is_no_string() =>
        Assert.That(() => Read([0xC0], (ref reader) => BoundedReader.ReadString(ref reader, "it")), Throws.TypeOf<MessagePackSerializationException>().With.Message.EqualTo("it is nil; a value is required."));

    [Test]
    public void Nil_is_no_bytes() =>
        Assert.That(() => Read([0xC0], (ref reader) => BoundedReader.ReadBytes(ref reader, "it")), Throws.TypeOf<MessagePackSerializationException>().With.Message.EqualTo("it is nil; a value is required."));

    [TestCase(false)]
    [TestCase(true)]
    public void As_many_items_as_the_cap_are_announced_and_one_more_is_refused(bool map)
    {
        int Count(int count)
        {
            int result = 0;
            Read(Header(map, count), (ref reader) => result = map ? BoundedReader.ReadMapHeader(ref reader, "it") : BoundedReader.ReadArrayHeader(ref reader, "it"));
            return result;
        }

        Assert.Multiple(() =>
        {
            Assert.That(Count(WireLimits.MaxItems), Is.EqualTo(WireLimits.MaxItems));
            Assert.That(
                () => Count(WireLimits.MaxItems + 1),
                Throws.TypeOf<MessagePackSerializationException>().With.Message.EqualTo($"it has {WireLimits.MaxItems + 1} items; {WireLimits.MaxItems} are allowed."));
        });
    }

    [Test]
    public void Levels_are_counted_up_to_the_cap()
    {
        Assert.That(
            () => Read([], (ref reader) =>
            {
                for (int i = 0; i < WireLimits.MaxDepth; i++)
                {
                    BoundedReader.Enter(ref reader);
                }
            }),
            Throws.Nothing);
        Assert.That(
            () => Read([], (ref reader) =>
            {
                reader.Depth = WireLimits.MaxDepth;
                BoundedReader.Enter(ref reader);
            }),
            Throws.InstanceOf<MessagePackSerializationException>().With.Message.Contains("nested deeper than 64 levels"));
    }

    [TestCase("91")]
    [TestCase("81c0")]
    public void Skipping_needs_no_stack(string level)
    {
        byte[] bytes = Convert.FromHexString(string.Concat(Enumerable.Repeat(level, 100_000)) + "c0" + "2a");
        Read(bytes, (ref reader) =>
        {
            BoundedReader.Skip(ref reader);
            Assert.That(reader.ReadInt32(), Is.EqualTo(42));
        });
    }

    [Test]
    public void The_error_of_a_duplicate_key_does_not_grow_with_the_key()
    {
        Assert.That(MalformedMessage.Named("it", MalformedMessage.DuplicateKey("a")).Message, Is.EqualTo("it has the key 'a' twice."));
        Assert.That(MalformedMessage.Named("it", MalformedMessage.DuplicateKey(new string('x', 1_000_000))).Message, Has.Length.LessThan(100));
    }

    private static string ReadInPieces(byte[] bytes)
    {
        // The second piece begins within the string where it has two bytes or more.
        int cut = bytes.Length == 1 ? 1 : bytes.Length - 1;
        var last = new Piece(bytes.AsMemory(cut), null, cut);
        var first = new Piece(bytes.AsMemory(0, cut), last, 0);
        var reader = new MessagePackReader(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length));
        return BoundedReader.ReadString(ref reader, "it");
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? next, long index)
        {
            Memory = memory;
            Next = next;
            RunningIndex = index;
        }
    }
}
