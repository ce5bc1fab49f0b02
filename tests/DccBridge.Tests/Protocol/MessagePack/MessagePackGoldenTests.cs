using System.Buffers;
using System.Text.Json;
using MessagePack;

namespace DccBridge.Tests.Protocol;

/// <summary>The writer and the reader against what MessagePack for C# itself wrote and read; see Golden/README.md.</summary>
[TestFixture]
public sealed class MessagePackGoldenTests
{
    [TestCaseSource(typeof(GoldenVectors), nameof(GoldenVectors.Encode))]
    public void The_writer_gives_the_golden_bytes(JsonElement vector)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, vector);
        GoldenVectors.AssertBytes(vector, buffer.WrittenSpan);
    }

    [TestCaseSource(typeof(GoldenVectors), nameof(GoldenVectors.Encode))]
    public void The_writer_gives_the_golden_bytes_piece_by_piece(JsonElement vector)
    {
        var buffer = new PieceWriter();
        Write(buffer, vector);
        GoldenVectors.AssertBytes(vector, buffer.Written);
    }

    [TestCaseSource(typeof(GoldenVectors), nameof(GoldenVectors.Encode))]
    public void The_reader_gives_back_what_was_written(JsonElement vector)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, vector);
        var type = vector.GetProperty("csharp").GetString()!;
        var expected = GoldenVectors.ValueOf(vector) is var value && value.ValueKind == JsonValueKind.Object && value.TryGetProperty("utf16", out _)
            ? GoldenText.Of(GoldenText.WellFormed(GoldenText.String(value)))
            : GoldenText.Of(value, type);
        var data = buffer.WrittenMemory;
        AssertRead(new MessagePackReader(data), type, expected, data.Length);
        AssertRead(new MessagePackReader(Pieces.Cut(data, 0, data.Length / 3, data.Length / 3, data.Length / 2)), type, expected, data.Length);
        if (data.Length <= 1024)
        {
            AssertRead(new MessagePackReader(Pieces.Single(data)), type, expected, data.Length);
        }
    }

    [TestCaseSource(typeof(GoldenVectors), nameof(GoldenVectors.Decode))]
    public void The_reader_gives_the_golden_result(JsonElement vector)
    {
        var data = Convert.FromHexString(vector.GetProperty("hexIn").GetString()!);
        AssertDecoded(vector, data.Length, () => new ReadOnlySequence<byte>(data));
    }

    [TestCaseSource(typeof(GoldenVectors), nameof(GoldenVectors.Decode))]
    public void The_reader_gives_the_golden_result_cut_at_every_byte(JsonElement vector)
    {
        var data = Convert.FromHexString(vector.GetProperty("hexIn").GetString()!);
        AssertDecoded(vector, data.Length, () => Pieces.Single(data));
        for (var cut = 0; cut <= data.Length; cut++)
        {
            AssertDecoded(vector, data.Length, () => Pieces.Cut(data, cut));
        }
    }

    [TestCaseSource(typeof(GoldenVectors), nameof(GoldenVectors.Other))]
    public void Skip_passes_over_every_golden_encoding(JsonElement vector)
    {
        var data = Convert.FromHexString(vector.GetProperty("hex").GetString()!);
        var whole = new MessagePackReader(data);
        whole.Skip();
        var cut = new MessagePackReader(Pieces.Single(data));
        var raw = cut.ReadRaw();
        Assert.That(raw.ToArray(), Is.EqualTo(data));
        Assert.That((whole.Consumed, whole.End, cut.End), Is.EqualTo(((long)data.Length, true, true)));
    }

    [TestCaseSource(typeof(GoldenVectors), nameof(GoldenVectors.Other))]
    public void Every_golden_encoding_can_be_taken_apart_and_put_together(JsonElement vector)
    {
        var data = Convert.FromHexString(vector.GetProperty("hex").GetString()!);
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        var reader = new MessagePackReader(data);
        while (!reader.End)
        {
            Transcoding.CopyToken(ref reader, ref writer);
        }

        writer.Flush();
        GoldenVectors.AssertBytes(vector, buffer.WrittenSpan);
    }

    private static void Write(IBufferWriter<byte> buffer, JsonElement vector)
    {
        var writer = new MessagePackWriter(buffer);
        GoldenWriting.Write(ref writer, GoldenVectors.ValueOf(vector), vector.GetProperty("csharp").GetString()!, vector.GetProperty("name").GetString()!);
        writer.Flush();
    }

    private static void AssertRead(MessagePackReader reader, string type, string expected, long length)
    {
        Assert.That(GoldenReading.Read(ref reader, type), Is.EqualTo(expected));
        Assert.That((reader.Consumed, reader.End), Is.EqualTo((length, true)));
    }

    private static void AssertDecoded(JsonElement vector, int length, Func<ReadOnlySequence<byte>> data)
    {
        var type = vector.GetProperty("csharp").GetString()!;
        var result = vector.GetProperty("result");
        if (result.ValueKind == JsonValueKind.Object && result.TryGetProperty("throws", out _))
        {
            var thrown = Assert.Catch(() => Read(data(), type));
            Assert.That(thrown!.GetType().Name, Is.EqualTo(result.GetProperty("inner").GetString()));
            Assert.That(thrown.Message, Is.Not.Empty);
            return;
        }

        var reader = new MessagePackReader(data());
        Assert.That(GoldenReading.Read(ref reader, type), Is.EqualTo(GoldenText.Of(result, type)));
        Assert.That(reader.Consumed, Is.EqualTo(vector.TryGetProperty("consumed", out var consumed) ? consumed.GetInt64() : length));
    }

    private static string Read(ReadOnlySequence<byte> data, string type)
    {
        var reader = new MessagePackReader(data);
        return GoldenReading.Read(ref reader, type);
    }
}
