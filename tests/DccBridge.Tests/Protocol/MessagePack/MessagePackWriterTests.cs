using System.Buffers;
using MessagePack;

namespace DccBridge.Tests.Protocol;

[TestFixture]
public sealed class MessagePackWriterTests
{
    private delegate void Writing(ref MessagePackWriter writer);

    [Test]
    public void A_forced_width_is_kept_even_where_a_shorter_form_exists()
    {
        var bytes = Write((ref writer) =>
        {
            writer.WriteUInt8(1);
            writer.WriteUInt16(1);
            writer.WriteUInt32(1);
            writer.WriteUInt64(1);
            writer.WriteInt8(-1);
            writer.WriteInt16(-1);
            writer.WriteInt32(-1);
            writer.WriteInt64(-1);
        });
        Assert.That(bytes, Is.EqualTo("cc01" + "cd0001" + "ce00000001" + "cf0000000000000001" + "d0ff" + "d1ffff" + "d2ffffffff" + "d3ffffffffffffffff"));
    }

    [Test]
    public void The_encoded_length_is_the_length_that_is_written()
    {
        foreach (var value in Edges.Signed)
        {
            Assert.That(MessagePackWriter.GetEncodedLength(value), Is.EqualTo(Write((ref writer) => writer.Write(value)).Length / 2), $"{value}");
        }

        foreach (var value in Edges.Unsigned)
        {
            Assert.That(MessagePackWriter.GetEncodedLength(value), Is.EqualTo(Write((ref writer) => writer.Write(value)).Length / 2), $"{value}");
        }
    }

    [TestCase(0, "90", "80", "a0", "c400")]
    [TestCase(15, "9f", "8f", "af", "c40f")]
    [TestCase(16, "dc0010", "de0010", "b0", "c410")]
    [TestCase(31, "dc001f", "de001f", "bf", "c41f")]
    [TestCase(32, "dc0020", "de0020", "d920", "c420")]
    [TestCase(255, "dc00ff", "de00ff", "d9ff", "c4ff")]
    [TestCase(256, "dc0100", "de0100", "da0100", "c50100")]
    [TestCase(65535, "dcffff", "deffff", "daffff", "c5ffff")]
    [TestCase(65536, "dd00010000", "df00010000", "db00010000", "c600010000")]
    public void A_header_is_the_shortest_that_holds_the_count(int count, string array, string map, string text, string bytes)
    {
        Assert.Multiple(() =>
        {
            Assert.That(Write((ref writer) => writer.WriteArrayHeader(count)), Is.EqualTo(array));
            Assert.That(Write((ref writer) => writer.WriteArrayHeader((uint)count)), Is.EqualTo(array));
            Assert.That(Write((ref writer) => writer.WriteMapHeader(count)), Is.EqualTo(map));
            Assert.That(Write((ref writer) => writer.WriteMapHeader((uint)count)), Is.EqualTo(map));
            Assert.That(Write((ref writer) => writer.WriteStringHeader(count)), Is.EqualTo(text));
            Assert.That(Write((ref writer) => writer.WriteBinHeader(count)), Is.EqualTo(bytes));
        });
    }

    [TestCase(int.MaxValue, "dd7fffffff", "df7fffffff")]
    [TestCase(uint.MaxValue, "ddffffffff", "dfffffffff")]
    public void A_header_holds_any_count_of_32_bits(long count, string array, string map)
    {
        Assert.Multiple(() =>
        {
            Assert.That(Write((ref writer) => writer.WriteArrayHeader((uint)count)), Is.EqualTo(array));
            Assert.That(Write((ref writer) => writer.WriteMapHeader((uint)count)), Is.EqualTo(map));
        });
    }

    [Test]
    public void A_negative_count_is_refused()
    {
        Assert.Multiple(() =>
        {
            Assert.Throws<OverflowException>(() => Write((ref writer) => writer.WriteArrayHeader(-1)));
            Assert.Throws<OverflowException>(() => Write((ref writer) => writer.WriteMapHeader(-1)));
            Assert.Throws<OverflowException>(() => Write((ref writer) => writer.WriteStringHeader(-1)));
            Assert.Throws<OverflowException>(() => Write((ref writer) => writer.WriteBinHeader(-1)));
            Assert.Throws<OverflowException>(() => new ExtensionHeader(5, -1));
        });
    }

    [Test]
    public void A_string_given_as_bytes_is_written_as_it_stands()
    {
        var utf8 = "né"u8.ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(Write((ref writer) => writer.WriteString((ReadOnlySpan<byte>)utf8)), Is.EqualTo("a36ec3a9"));
            Assert.That(Write((ref writer) => writer.WriteString(Pieces.Single(utf8))), Is.EqualTo("a36ec3a9"));
        });
    }

    [Test]
    public void Bytes_in_pieces_are_written_as_one_bin()
    {
        Assert.That(Write((ref writer) => writer.Write(Pieces.Cut(new byte[] { 1, 2, 3, 4 }, 1, 1, 3))), Is.EqualTo("c40401020304"));
    }

    [Test]
    public void Every_length_of_text_has_the_header_of_its_utf8_length([Values("a", "é", "日", "😀", "a日")] string unit)
    {
        foreach (var count in new[] { 0, 1, 7, 8, 9, 10, 11, 15, 16, 17, 31, 32, 63, 64, 85, 86, 127, 128, 255, 256, 1365, 1366, 2048, 4095, 4096, 4097, 21845, 21846, 32767, 32768, 65535, 65536 })
        {
            var text = string.Concat(Enumerable.Repeat(unit, count));
            var utf8 = System.Text.Encoding.UTF8.GetBytes(text);
            var expected = Write((ref writer) => writer.WriteStringHeader(utf8.Length)) + Convert.ToHexStringLower(utf8);
            Assert.That(Write((ref writer) => writer.Write(text)), Is.EqualTo(expected), $"{count} x {unit}");
            var pieces = new PieceWriter();
            var inPieces = new MessagePackWriter(pieces);
            inPieces.WriteNil();
            inPieces.Write(text.AsSpan());
            inPieces.Flush();
            Assert.That(Convert.ToHexStringLower(pieces.Written), Is.EqualTo("c0" + expected), $"{count} x {unit}, after another value");
        }
    }

    [Test]
    public void Text_that_is_not_ascii_at_one_place_only_is_found_wherever_that_is()
    {
        for (var length = 1; length <= 40; length++)
        {
            for (var place = 0; place < length; place++)
            {
                var text = new string('x', place) + "é" + new string('x', length - place - 1);
                var utf8 = System.Text.Encoding.UTF8.GetBytes(text);
                Assert.That(Write((ref writer) => writer.Write(text)), Is.EqualTo(Write((ref writer) => writer.WriteString((ReadOnlySpan<byte>)utf8))), text);
                var reader = new MessagePackReader(Convert.FromHexString(Write((ref writer) => writer.Write(text))));
                Assert.That(reader.ReadString(), Is.EqualTo(text));
            }
        }
    }

    [Test]
    public void Large_data_is_written_whole_into_small_pieces()
    {
        var data = new byte[200_000];
        new Random(1).NextBytes(data);
        var pieces = new PieceWriter();
        var writer = new MessagePackWriter(pieces);
        writer.Write(data);
        writer.WriteRaw(data);
        writer.WriteRaw(Pieces.Cut(data, 1000, 70_000));
        writer.Flush();
        byte[] expected = [0xC6, 0, 3, 0x0D, 0x40, .. data, .. data, .. data];
        Assert.That(pieces.Written.AsSpan().SequenceEqual(expected));
    }

    [Test]
    public void Nothing_reaches_the_buffer_before_a_flush_and_writing_goes_on_after_it()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.Write(1);
        Assert.That(buffer.WrittenCount, Is.Zero);
        writer.Flush();
        Assert.That(buffer.WrittenCount, Is.EqualTo(1));
        writer.Flush();
        buffer.Write<byte>([0xC0]);
        writer.Write(2);
        writer.Flush();
        Assert.That(Convert.ToHexStringLower(buffer.WrittenSpan), Is.EqualTo("01c002"));
    }

    [Test]
    public void Ready_made_bytes_may_be_put_straight_into_the_span()
    {
        var bytes = Write((ref writer) =>
        {
            writer.WriteArrayHeader(2);
            var span = writer.GetSpan(300);
            span[0] = 0xC3;
            writer.Advance(1);
            writer.GetSpan(1)[0] = 0xC2;
            writer.Advance(1);
        });
        Assert.That(bytes, Is.EqualTo("92c3c2"));
    }

    [Test]
    public void Advancing_beyond_the_span_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Write((ref writer) =>
        {
            var length = writer.GetSpan(10).Length;
            writer.Advance(length + 1);
        }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Write((ref writer) =>
        {
            writer.GetSpan(10);
            writer.Advance(-1);
        }));
    }

    [Test]
    public void A_clone_keeps_the_settings_and_writes_elsewhere()
    {
        using var cancellation = new CancellationTokenSource();
        var first = new ArrayBufferWriter<byte>();
        var second = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(first) { OldSpec = true, CancellationToken = cancellation.Token };
        writer.Write(1);
        var clone = writer.Clone(second);
        Assert.That((clone.OldSpec, clone.CancellationToken), Is.EqualTo((true, cancellation.Token)));
        clone.Write(2);
        clone.Flush();
        writer.Flush();
        Assert.That((first.WrittenSpan[0], second.WrittenSpan[0]), Is.EqualTo(((byte)1, (byte)2)));
    }

    [Test]
    public void The_old_format_has_no_bin_no_str_8_for_text_and_no_timestamp()
    {
        var bytes = Write((ref writer) =>
        {
            writer.OldSpec = true;
            writer.Write(new byte[] { 1, 2 });
            writer.Write(new string('a', 32));
        });
        Assert.That(bytes, Is.EqualTo("a20102" + "da0020" + string.Concat(Enumerable.Repeat("61", 32))));
        Assert.Throws<NotSupportedException>(() => Write((ref writer) =>
        {
            writer.OldSpec = true;
            writer.Write(DateTime.UnixEpoch);
        }));
    }

    [Test]
    public void A_buffer_writer_is_required() => Assert.Throws<ArgumentNullException>(() => _ = new MessagePackWriter(null!).OldSpec);

    [Test]
    public void Nothing_is_allocated_on_write()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        byte[] data = [1, 2, 3];
        var now = new DateTime(638_500_000_000_000_000, DateTimeKind.Utc);
        WriteOneOfEach(buffer, data, now);
        buffer.ResetWrittenCount();
        var before = GC.GetAllocatedBytesForCurrentThread();
        WriteOneOfEach(buffer, data, now);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(allocated, Is.Zero);
    }

    private static void WriteOneOfEach(IBufferWriter<byte> buffer, byte[] data, DateTime now)
    {
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(12);
        writer.Write(70_000);
        writer.Write(-70_000L);
        writer.Write(1.5);
        writer.Write(1.5f);
        writer.Write(true);
        writer.Write("/Game/Props/SM_Crate");
        writer.Write("Kiste für Äpfel, 箱子");
        writer.Write(data);
        writer.Write(now);
        writer.WriteMapHeader(1);
        writer.Write('x');
        writer.WriteNil();
        writer.WriteExtensionFormatHeader(new ExtensionHeader(5, 3));
        writer.WriteRaw(data);
        writer.Flush();
    }

    private static string Write(Writing writing)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writing(ref writer);
        writer.Flush();
        return Convert.ToHexStringLower(buffer.WrittenSpan);
    }
}
