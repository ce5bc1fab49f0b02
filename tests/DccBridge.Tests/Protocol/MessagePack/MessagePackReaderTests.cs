using System.Buffers;
using System.Numerics;
using MessagePack;

namespace DccBridge.Tests.Protocol;

[TestFixture]
public sealed class MessagePackReaderTests
{
    private delegate T Reading<T>(ref MessagePackReader reader);

    [Test]
    public void Every_integer_is_read_as_every_type_that_holds_it_and_refused_by_the_others()
    {
        foreach (var value in Edges.Signed.Select(v => (BigInteger)v).Concat(Edges.Unsigned.Select(v => (BigInteger)v)))
        {
            foreach (var hex in Forms(value))
            {
                AssertInteger(hex, value, sbyte.MinValue, sbyte.MaxValue, (ref reader) => reader.ReadSByte());
                AssertInteger(hex, value, short.MinValue, short.MaxValue, (ref reader) => reader.ReadInt16());
                AssertInteger(hex, value, int.MinValue, int.MaxValue, (ref reader) => reader.ReadInt32());
                AssertInteger(hex, value, long.MinValue, long.MaxValue, (ref reader) => reader.ReadInt64());
                AssertInteger(hex, value, 0, byte.MaxValue, (ref reader) => reader.ReadByte());
                AssertInteger(hex, value, 0, ushort.MaxValue, (ref reader) => reader.ReadUInt16());
                AssertInteger(hex, value, 0, ushort.MaxValue, (ref reader) => reader.ReadChar());
                AssertInteger(hex, value, 0, uint.MaxValue, (ref reader) => reader.ReadUInt32());
                AssertInteger(hex, value, 0, ulong.MaxValue, (ref reader) => reader.ReadUInt64());
                // By way of the integer types: BigInteger cuts off where they round to the nearest.
                Assert.That(Read(hex, (ref reader) => reader.ReadDouble()), Is.EqualTo(value < 0 ? (double)(long)value : (double)(ulong)value), hex);
                Assert.That(Read(hex, (ref reader) => reader.ReadSingle()), Is.EqualTo(value < 0 ? (float)(long)value : (float)(ulong)value), hex);
            }
        }
    }

    [Test]
    public void The_count_of_an_array_is_checked_against_the_data_left()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Read("92c0c0", (ref reader) => reader.ReadArrayHeader()), Is.EqualTo(2));
            Assert.Throws<EndOfStreamException>(() => Read("92c0", (ref reader) => reader.ReadArrayHeader()));
            Assert.Throws<EndOfStreamException>(() => Read("dcffffc0", (ref reader) => reader.ReadArrayHeader()));
            Assert.Throws<EndOfStreamException>(() => Read("dd7fffffffc0", (ref reader) => reader.ReadArrayHeader()));
            Assert.Throws<OverflowException>(() => Read("dd80000000c0", (ref reader) => reader.ReadArrayHeader()));
        });
    }

    [Test]
    public void The_count_of_a_map_is_checked_for_two_bytes_each()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Read("8201020304", (ref reader) => reader.ReadMapHeader()), Is.EqualTo(2));
            Assert.Throws<EndOfStreamException>(() => Read("82010203", (ref reader) => reader.ReadMapHeader()));
            Assert.Throws<EndOfStreamException>(() => Read("de00020102", (ref reader) => reader.ReadMapHeader()));
            Assert.Throws<OverflowException>(() => Read("df80000000c0", (ref reader) => reader.ReadMapHeader()));
        });
    }

    [Test]
    public void A_header_tried_answers_false_where_it_is_cut_off_and_does_not_look_at_the_data_left()
    {
        foreach (var hex in new[] { "", "dc", "dc00", "dd000000" })
        {
            var reader = new MessagePackReader(Convert.FromHexString(hex));
            Assert.That((reader.TryReadArrayHeader(out _), reader.Consumed), Is.EqualTo((false, 0L)), hex);
        }

        foreach (var hex in new[] { "", "de", "de00", "df000000" })
        {
            var reader = new MessagePackReader(Pieces.Single(Convert.FromHexString(hex)));
            Assert.That((reader.TryReadMapHeader(out _), reader.Consumed), Is.EqualTo((false, 0L)), hex);
        }

        foreach (var hex in new[] { "", "d6", "c7", "c704", "c80004", "c900000004" })
        {
            var reader = new MessagePackReader(Convert.FromHexString(hex));
            Assert.That((reader.TryReadExtensionFormatHeader(out _), reader.Consumed), Is.EqualTo((false, 0L)), hex);
        }

        var whole = new MessagePackReader(Convert.FromHexString("dd7fffffff"));
        Assert.That((whole.TryReadArrayHeader(out var count), count, whole.Consumed), Is.EqualTo((true, int.MaxValue, 5L)));
    }

    [Test]
    public void The_length_of_an_extension_is_checked_against_the_data_left()
    {
        Assert.Throws<EndOfStreamException>(() => Read("c9ffffffff05", (ref reader) => reader.ReadExtensionFormatHeader().Length));
        Assert.That(Read("d4050a", (ref reader) => reader.ReadExtensionFormatHeader()), Is.EqualTo(new ExtensionHeader(5, 1)));
    }

    [Test]
    public void Strings_and_bytes_are_given_as_parts_of_the_data()
    {
        var data = Convert.FromHexString("a3616263" + "c4020102" + "c0" + "c0");
        var reader = new MessagePackReader(Pieces.Cut(data, 2, 6));
        Assert.That(reader.ReadStringSequence()!.Value.ToArray(), Is.EqualTo("abc"u8.ToArray()));
        Assert.That(reader.ReadBytes()!.Value.ToArray(), Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That((reader.ReadStringSequence(), reader.ReadBytes(), reader.End), Is.EqualTo(((ReadOnlySequence<byte>?)null, (ReadOnlySequence<byte>?)null, true)));
    }

    [Test]
    public void A_string_span_is_given_only_where_the_string_lies_in_one_piece()
    {
        var data = Convert.FromHexString("a3616263c0");
        var whole = new MessagePackReader(data);
        Assert.That(whole.TryReadStringSpan(out var span) && span.SequenceEqual("abc"u8));
        Assert.That((whole.TryReadStringSpan(out _), whole.Consumed), Is.EqualTo((false, 4L)), "nil");

        var cutBehindHeader = new MessagePackReader(Pieces.Cut(data, 1, 4));
        Assert.That(cutBehindHeader.TryReadStringSpan(out var behind) && behind.SequenceEqual("abc"u8));

        var cut = new MessagePackReader(Pieces.Cut(data, 2));
        Assert.That((cut.TryReadStringSpan(out _), cut.Consumed), Is.EqualTo((false, 0L)));
        Assert.That(cut.ReadString(), Is.EqualTo("abc"));
        Assert.Throws<MessagePackSerializationException>(() => Read("01", (ref reader) => reader.TryReadStringSpan(out _)));
        Assert.Throws<EndOfStreamException>(() => Read("a36162", (ref reader) => reader.TryReadStringSpan(out _)));
    }

    [Test]
    public void Long_strings_in_pieces_are_put_together([Values(500, 512, 513, 5000)] int length)
    {
        var text = string.Concat(Enumerable.Repeat("a箱", length / 2));
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.Write(text);
        writer.Flush();
        var reader = new MessagePackReader(Pieces.Single(buffer.WrittenMemory));
        Assert.That((reader.ReadString(), reader.End), Is.EqualTo((text, true)));
    }

    [Test]
    public void Raw_values_and_raw_bytes_are_given_as_they_stand()
    {
        var data = Convert.FromHexString("9301a161c0" + "c3" + "0102");
        foreach (var sequence in new[] { new ReadOnlySequence<byte>(data), Pieces.Single(data), Pieces.Cut(data, 0, 3, 5) })
        {
            var reader = new MessagePackReader(sequence);
            Assert.That(Convert.ToHexStringLower(reader.ReadRaw().ToArray()), Is.EqualTo("9301a161c0"));
            Assert.That(reader.ReadBoolean());
            Assert.That(Convert.ToHexStringLower(reader.ReadRaw(2).ToArray()), Is.EqualTo("0102"));
            Assert.That(reader.End);
        }

        Assert.Throws<EndOfStreamException>(() => Read("01", (ref reader) => reader.ReadRaw(2).Length));
        Assert.Throws<EndOfStreamException>(() => Read("01", (ref reader) => reader.ReadRaw(-1).Length));
    }

    [Test]
    public void A_peek_reader_leaves_the_reader_where_it_is()
    {
        var reader = new MessagePackReader(Pieces.Single(Convert.FromHexString("9201a161")));
        var peek = reader.CreatePeekReader();
        peek.Skip();
        Assert.That((peek.End, reader.Consumed, reader.NextMessagePackType), Is.EqualTo((true, 0L, MessagePackType.Array)));
    }

    [Test]
    public void Position_and_consumed_agree_at_every_value()
    {
        var data = Convert.FromHexString("01cd0100a3616263c403010203d6ff65e079f0c0");
        for (var cut = 0; cut <= data.Length; cut++)
        {
            var sequence = Pieces.Cut(data, cut / 2, cut);
            var reader = new MessagePackReader(sequence);
            while (!reader.End)
            {
                Assert.That(sequence.Slice(0, reader.Position).Length, Is.EqualTo(reader.Consumed));
                Assert.That(reader.NextCode, Is.EqualTo(data[(int)reader.Consumed]));
                reader.Skip();
            }

            Assert.That((reader.Consumed, sequence.Slice(reader.Position).Length), Is.EqualTo(((long)data.Length, 0L)));
        }
    }

    [Test]
    public void A_clone_keeps_the_settings_and_reads_other_data()
    {
        using var cancellation = new CancellationTokenSource();
        var reader = new MessagePackReader(new byte[] { 1 }) { Depth = 3, CancellationToken = cancellation.Token };
        var clone = reader.Clone(new ReadOnlySequence<byte>([7]));
        Assert.That((clone.Depth, clone.CancellationToken, clone.ReadInt32(), reader.Consumed), Is.EqualTo((3, cancellation.Token, 7, 0L)));
    }

    [Test]
    public void A_hundred_thousand_levels_are_skipped_without_recursion()
    {
        var data = new byte[200_001];
        for (var i = 0; i < 200_000; i += 2)
        {
            data[i] = 0x81;
            data[i + 1] = 0x91;
        }

        data[^1] = 0xC0;
        byte[] bomb = [.. Enumerable.Repeat((byte)0x91, 100_000), 0xC0];
        var reader = new MessagePackReader(bomb);
        reader.Skip();
        Assert.That(reader.End);
        Assert.Throws<EndOfStreamException>(() => Skip(data), "the maps lack half of their values");
    }

    [Test]
    public void An_empty_reader_says_so_everywhere([Values] bool inPieces)
    {
        var empty = inPieces ? Pieces.Cut(ReadOnlyMemory<byte>.Empty, 0, 0) : ReadOnlySequence<byte>.Empty;
        var reader = new MessagePackReader(empty);
        Assert.That((reader.End, reader.Consumed, reader.Sequence.Slice(reader.Position).Length), Is.EqualTo((true, 0L, 0L)));
        Assert.Throws<EndOfStreamException>(() => _ = new MessagePackReader(empty).NextCode);
        Assert.Throws<EndOfStreamException>(() => _ = new MessagePackReader(empty).IsNil);
        Assert.Throws<EndOfStreamException>(() => new MessagePackReader(empty).TryReadNil());
        Assert.Throws<EndOfStreamException>(() => new MessagePackReader(empty).Skip());
    }

    [Test]
    public void An_error_names_the_place_and_what_stands_there()
    {
        var error = Assert.Throws<MessagePackSerializationException>(() => Read("92c0a161", (ref reader) =>
        {
            reader.ReadArrayHeader();
            reader.ReadNil();
            return reader.ReadInt32();
        }));
        Assert.That(error!.Message, Does.Contain("fixstr"));
    }

    private static void AssertInteger<T>(string hex, BigInteger value, BigInteger min, BigInteger max, Reading<T> reading)
        where T : IBinaryInteger<T>
    {
        if (value >= min && value <= max)
        {
            Assert.That(BigInteger.CreateChecked(Read(hex, reading)), Is.EqualTo(value), $"{hex} as {typeof(T).Name}");
        }
        else
        {
            Assert.Throws<OverflowException>(() => Read(hex, reading), $"{hex} as {typeof(T).Name}");
        }
    }

    // In every width that holds it: other writers need not choose the shortest.
    private static IEnumerable<string> Forms(BigInteger value)
    {
        if (value >= -32 && value <= 127)
        {
            yield return ((byte)((int)value & 0xFF)).ToString("x2");
        }

        for (var bytes = 1; bytes <= 8; bytes *= 2)
        {
            var range = BigInteger.One << (8 * bytes);
            var level = BitOperations.Log2((uint)bytes);
            if (value >= 0 && value < range)
            {
                yield return $"{0xCC + level:x2}" + Digits(value, bytes);
            }

            if (value >= -range / 2 && value < range / 2)
            {
                yield return $"{0xD0 + level:x2}" + Digits(value < 0 ? value + range : value, bytes);
            }
        }
    }

    private static string Digits(BigInteger value, int bytes)
    {
        var text = ((UInt128)value).ToString("x32");
        return text[(32 - (2 * bytes))..];
    }

    private static void Skip(byte[] data)
    {
        var reader = new MessagePackReader(data);
        reader.Skip();
    }

    // Each time in one piece and byte by byte, which must agree.
    private static T Read<T>(string hex, Reading<T> reading)
    {
        var data = Convert.FromHexString(hex);
        var whole = new MessagePackReader(data);
        var pieces = new MessagePackReader(Pieces.Single(data));
        var value = reading(ref whole);
        Assert.That((reading(ref pieces), pieces.Consumed), Is.EqualTo((value, whole.Consumed)));
        return value;
    }
}
