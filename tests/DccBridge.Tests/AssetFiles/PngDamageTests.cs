using System.Buffers.Binary;
using DccBridge.AssetFiles;

namespace DccBridge.Tests.AssetFiles;

[TestFixture]
public sealed class PngDamageTests
{
    private const string Name = "T_Test_D.png";

    [Test]
    public void A_png_cut_at_any_byte_names_an_offset()
    {
        var whole = new PngBuilder(16, 16, 8, 6) { Pieces = 3, Rows = Noise(16 * 65, 65) }.WithGamma(45455).With("tEXt", "Software\0X"u8.ToArray()).Build();
        Assert.That(Reading.Png(whole).Width, Is.EqualTo(16));

        for (var length = 0; length < whole.Length; length++)
        {
            Reading.Failure(whole[..length], Name);
        }
    }

    [Test]
    public void A_changed_bit_is_found_wherever_it_is()
    {
        var whole = new PngBuilder(8, 8, 8, 2) { Rows = Noise(8 * 25, 25) }.With("sRGB", 0).Build();
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var damaged = whole.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Reading.Failure(damaged, Name);
        }
    }

    [Test]
    public void A_wrong_checksum_names_the_chunk_and_the_place()
    {
        var bytes = new PngBuilder().With("sRGB", 0).Build();
        var checksum = bytes.AsSpan().IndexOf("sRGB"u8) + 5;
        bytes[checksum] ^= 0xFF;

        var error = Reading.Failure(bytes, Name);

        Assert.That(error.Offset, Is.EqualTo(checksum));
        Assert.That(error.Message, Does.Contain("sRGB").And.Contain("checksum"));
    }

    [TestCase(65535u, 65535u)]
    [TestCase(32769u, 1u)]
    [TestCase(1u, 2147483647u)]
    public void A_size_above_the_limit_is_refused_with_the_limit(uint width, uint height)
    {
        var error = Reading.Failure(new PngBuilder(width, height) { Compressed = PngBuilder.Compress([0]) }.Build(), Name);

        Assert.That(error.Offset, Is.EqualTo(16));
        Assert.That(error.Message, Does.Contain($"{width} x {height}").And.Contain("32768"));
    }

    [Test]
    public void A_raised_limit_still_refuses_a_size_that_the_bytes_cannot_hold()
    {
        var limits = new AssetFileLimits { MaxImageSide = 65535, MaxPixelBytes = long.MaxValue };
        var error = Reading.Failure(new PngBuilder(65535, 65535) { Compressed = PngBuilder.Compress([0]) }.Build(), Name, limits);

        Assert.That(error.Message, Does.Contain("65535 x 65535").And.Contain("cannot hold"));
    }

    [Test]
    public void More_bytes_of_pixels_than_the_limit_are_refused()
    {
        var limits = new AssetFileLimits { MaxPixelBytes = 10_000 };

        Assert.That(Reading.Failure(new PngBuilder(64, 64).Build(), Name, limits).Message, Does.Contain("10000"));
        Assert.That(Reading.Of(new PngBuilder(32, 32).Build(), Name, limits).Facts.Texture!.Width, Is.EqualTo(32));
    }

    [TestCase(0u, 1u)]
    [TestCase(1u, 0u)]
    [TestCase(0x80000000u, 1u)]
    [TestCase(1u, 0xFFFFFFFFu)]
    public void A_size_that_png_forbids_is_refused(uint width, uint height) =>
        Assert.That(Reading.Failure(new PngBuilder(width, height) { Compressed = [] }.Build(), Name).Offset, Is.EqualTo(16));

    [Test]
    public void Colour_types_and_depths_that_do_not_exist_are_refused()
    {
        var allowed = new (byte Type, byte Depth)[]
        {
            (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16),
        };
        for (byte type = 0; type < 10; type++)
        {
            for (byte depth = 0; depth < 40; depth++)
            {
                if (!allowed.Contains((type, depth)))
                {
                    Assert.That(Reading.Failure(new PngBuilder(4, 4, depth, type) { Compressed = [0] }.Build(), Name).Offset, Is.EqualTo(24));
                }
            }
        }
    }

    [Test]
    public void A_chunk_longer_than_the_file_is_refused_where_it_starts()
    {
        var bytes = new PngBuilder().Build();
        var chunk = bytes.AsSpan().IndexOf("IDAT"u8) - 4;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(chunk), 0x7FFFFFFF);

        Assert.That(Reading.Failure(bytes, Name).Offset, Is.EqualTo(chunk));

        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(chunk), 0xFFFFFFFF);
        Assert.That(Reading.Failure(bytes, Name).Message, Does.Contain("4294967295"));
    }

    [Test]
    public void Image_data_that_ends_early_says_in_which_row()
    {
        var error = Reading.Failure(new PngBuilder(4, 4) { Rows = new byte[13 * 2] }.Build(), Name);

        Assert.That(error.Message, Does.Contain("row 2 of 4"));
    }

    [Test]
    public void Image_data_that_goes_on_after_the_last_row_is_refused() =>
        Assert.That(Reading.Failure(new PngBuilder(4, 4) { Rows = new byte[(13 * 4) + 1] }.Build(), Name).Message, Does.Contain("goes on after the last row"));

    [Test]
    public void A_compressed_stream_cut_in_well_formed_chunks_is_refused()
    {
        var compressed = PngBuilder.Compress(Noise(64 * 193, 193));
        for (var length = 0; length < compressed.Length; length += 97)
        {
            Reading.Failure(new PngBuilder(64, 64) { Compressed = compressed[..length] }.Build(), Name);
        }
    }

    [Test]
    public void A_zlib_header_or_checksum_that_is_wrong_is_refused()
    {
        var compressed = PngBuilder.Compress(new byte[13 * 4]);
        var header = compressed.ToArray();
        header[0] = 0x79;
        var checksum = compressed.ToArray();
        checksum[^1] ^= 1;

        Assert.That(Reading.Failure(new PngBuilder { Compressed = header }.Build(), Name).Message, Does.Contain("damaged"));
        Assert.That(Reading.Failure(new PngBuilder { Compressed = checksum }.Build(), Name).Message, Does.Contain("damaged"));
    }

    [Test]
    public void A_filter_type_that_does_not_exist_is_refused()
    {
        var rows = new byte[13 * 4];
        rows[13 * 3] = 5;

        Assert.That(Reading.Failure(new PngBuilder { Rows = rows }.Build(), Name).Message, Does.Contain("row 3 of 4").And.Contain("filter type 5"));
    }

    [Test]
    public void Chunks_out_of_order_or_missing_are_refused()
    {
        Assert.That(Reading.Failure(new PngBuilder(4, 4, 8, 3).Build(), Name).Message, Does.Contain("palette"));
        Assert.That(Reading.Failure(new PngBuilder(4, 4, 8, 0).With("PLTE", new byte[3]).Build(), Name).Message, Does.Contain("gray"));
        Assert.That(Reading.Failure(new PngBuilder(4, 4, 2, 3).With("PLTE", new byte[15]).Build(), Name).Message, Does.Contain("1 to 4 colours"));
        Assert.That(Reading.Failure(new PngBuilder(4, 4, 8, 3).With("PLTE", new byte[4]).Build(), Name).Message, Does.Contain("palette"));
        Assert.That(Reading.Failure(new PngBuilder().With("PLTE", new byte[3]).With("PLTE", new byte[3]).Build(), Name).Message, Does.Contain("once"));
        Assert.That(Reading.Failure(new PngBuilder(4, 4, 8, 6).With("tRNS", new byte[2]).Build(), Name).Message, Does.Contain("transparency"));
        Assert.That(Reading.Failure(new PngBuilder().With("IHDR", new byte[13]).Build(), Name).Message, Does.Contain("second header"));
        Assert.That(Reading.Failure(new PngBuilder().WithAfter("tIME", new byte[7]).WithAfter("IDAT", 1).Build(), Name).Message, Does.Contain("do not follow"));
        Assert.That(Reading.Failure(new PngBuilder { Pieces = 0 }.Build(), Name).Message, Does.Contain("without image data"));
        Assert.That(Reading.Failure(new PngBuilder().With("ABCD", 1).Build(), Name).Message, Does.Contain("ABCD"));
        Assert.That(Reading.Failure(new PngBuilder().With("a1b2", 1).Build(), Name).Message, Does.Contain("four letters"));
    }

    [Test]
    public void Colour_chunks_of_the_wrong_length_are_refused()
    {
        Assert.That(Reading.Failure(new PngBuilder().With("gAMA", 1).Build(), Name).Message, Does.Contain("gAMA"));
        Assert.That(Reading.Failure(new PngBuilder().WithGamma(0).Build(), Name).Message, Does.Contain("gamma"));
        Assert.That(Reading.Failure(new PngBuilder().With("sRGB", 4).Build(), Name).Message, Does.Contain("0 to 3"));
        Assert.That(Reading.Failure(new PngBuilder().With("iCCP", 0).Build(), Name).Message, Does.Contain("iCCP"));
        Assert.That(Reading.Failure(new PngBuilder().With("iCCP", [.. Enumerable.Repeat((byte)'x', 90)]).Build(), Name).Message, Does.Contain("1 to 79"));
    }

    [Test]
    public void Another_kind_of_file_with_the_ending_of_a_png_is_told_so()
    {
        Assert.That(Reading.Failure([0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0], Name).Message, Does.Contain("PNG signature"));
        Assert.That(Reading.Failure([], Name).Offset, Is.Zero);
    }

    /// <summary>Seeded bytes whose rows begin with a filter type that exists.</summary>
    internal static byte[] Noise(int length, int rowLength)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        for (var i = 0; i < length; i += rowLength)
        {
            bytes[i] %= 5;
        }

        return bytes;
    }
}
