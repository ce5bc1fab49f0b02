using System.Text;
using DccBridge.AssetFiles.Png;

namespace DccBridge.Tests.AssetFiles;

[TestFixture]
public sealed class PngChecksumTests
{
    [TestCase("", 0u)]
    [TestCase("123456789", 0xCBF43926u)]
    [TestCase("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void Known_texts_have_their_known_checksums(string text, uint checksum) => Assert.That(Of(Encoding.ASCII.GetBytes(text)), Is.EqualTo(checksum));

    [Test]
    public void Any_length_gives_the_checksum_that_the_definition_gives()
    {
        var bytes = new byte[1200];
        new Random(11).NextBytes(bytes);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.That(Of(bytes.AsSpan(0, length)), Is.EqualTo(BitByBit(bytes.AsSpan(0, length))), $"{length} bytes");
        }
    }

    [Test]
    public void Pieces_give_the_checksum_of_the_whole()
    {
        var random = new Random(12);
        var bytes = new byte[100_000];
        random.NextBytes(bytes);
        var crc = new Crc32();
        for (int at = 0, count; at < bytes.Length; at += count)
        {
            count = Math.Min(random.Next(700), bytes.Length - at);
            crc.Append(bytes.AsSpan(at, count));
        }

        Assert.That(crc.Value, Is.EqualTo(BitByBit(bytes)));
    }

    [Test]
    public void The_tables_give_the_same_where_the_processor_cannot_fold()
    {
        var bytes = new byte[4099];
        new Random(13).NextBytes(bytes);
        Assert.That(~Crc32.AppendByTables(uint.MaxValue, bytes), Is.EqualTo(BitByBit(bytes)));
    }

    private static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32();
        crc.Append(bytes);
        return crc.Value;
    }

    private static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        var state = uint.MaxValue;
        foreach (var value in bytes)
        {
            state ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                state = (state & 1) != 0 ? 0xEDB88320 ^ (state >> 1) : state >> 1;
            }
        }

        return ~state;
    }
}
