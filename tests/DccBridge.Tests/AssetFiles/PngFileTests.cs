using System.Text;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles;

[TestFixture]
public sealed class PngFileTests
{
    [TestCase(0, 1, 1, 1, false)]
    [TestCase(0, 16, 1, 16, false)]
    [TestCase(2, 8, 3, 8, false)]
    [TestCase(2, 16, 3, 16, false)]
    [TestCase(4, 8, 2, 8, true)]
    [TestCase(6, 16, 4, 16, true)]
    public void Channels_and_depth_come_from_the_colour_type(byte type, byte depth, int channels, int bits, bool alpha)
    {
        var facts = Reading.Png(new PngBuilder(5, 3, depth, type).Build());

        Assert.That((facts.Width, facts.Height, facts.Channels, facts.BitDepth, facts.HasAlpha), Is.EqualTo((5, 3, channels, bits, alpha)));
    }

    [Test]
    public void A_palette_counts_as_the_colours_it_decodes_to()
    {
        var facts = Reading.Png(new PngBuilder(9, 2, 2, 3).With("PLTE", new byte[12]).Build());

        Assert.That((facts.Channels, facts.BitDepth, facts.HasAlpha), Is.EqualTo((3, 8, false)));
    }

    [TestCase(0, 8, 2, 2)]
    [TestCase(2, 8, 6, 4)]
    [TestCase(3, 8, 1, 4)]
    public void A_transparency_chunk_adds_an_alpha_channel(byte type, byte depth, int length, int channels)
    {
        var builder = new PngBuilder(4, 4, depth, type);
        if (type == 3)
        {
            builder.With("PLTE", new byte[6]);
        }

        var facts = Reading.Png(builder.With("tRNS", new byte[length]).Build());

        Assert.That((facts.Channels, facts.HasAlpha), Is.EqualTo((channels, true)));
    }

    [Test]
    public void Every_allowed_layout_is_read_plain_and_interlaced([Values(1, 2, 3, 5, 8, 9, 17)] int width, [Values(1, 4, 5, 8, 13)] int height)
    {
        foreach (var (type, depths) in new (byte, byte[])[] { (0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]) })
        {
            foreach (var depth in depths)
            {
                foreach (byte interlace in (byte[])[0, 1])
                {
                    var builder = new PngBuilder((uint)width, (uint)height, depth, type) { Interlace = interlace };
                    if (type == 3)
                    {
                        builder.With("PLTE", new byte[3]);
                    }

                    Assert.That(Reading.Png(builder.Build()).Width, Is.EqualTo(width), $"type {type}, depth {depth}, interlace {interlace}");
                }
            }
        }
    }

    [Test]
    public void Image_data_may_be_cut_into_many_chunks_even_empty_ones()
    {
        var facts = Reading.Png(new PngBuilder(64, 64) { Pieces = 200 }.Build());

        Assert.That(facts.Width, Is.EqualTo(64));
    }

    [Test]
    public void A_file_that_says_nothing_of_its_colours_is_unspecified() =>
        Assert.That(Reading.Png(new PngBuilder().Build()).FileColorSpace, Is.EqualTo(ColorSpace.Unspecified));

    [Test]
    public void An_srgb_chunk_wins_over_a_gamma() =>
        Assert.That(Reading.Png(new PngBuilder().WithGamma(100000).With("sRGB", 0).Build()).FileColorSpace, Is.EqualTo(ColorSpace.Srgb));

    [TestCase(45455u, ColorSpace.Srgb)]
    [TestCase(45454u, ColorSpace.Srgb)]
    [TestCase(100000u, ColorSpace.Linear)]
    [TestCase(55556u, ColorSpace.Other)]
    public void A_gamma_alone_tells_the_colour_space(uint gamma, ColorSpace expected) =>
        Assert.That(Reading.Png(new PngBuilder().WithGamma(gamma).Build()).FileColorSpace, Is.EqualTo(expected));

    [TestCase("sRGB IEC61966-2.1", ColorSpace.Srgb)]
    [TestCase("Display P3", ColorSpace.Other)]
    public void An_embedded_profile_counts_by_its_name(string name, ColorSpace expected) =>
        Assert.That(Reading.Png(new PngBuilder().With("sRGB", 0).With("iCCP", [.. Encoding.Latin1.GetBytes(name), 0, 0, 1, 2, 3]).Build()).FileColorSpace, Is.EqualTo(expected));

    [TestCase(1, 13, ColorSpace.Srgb)]
    [TestCase(9, 16, ColorSpace.Other)]
    [TestCase(1, 8, ColorSpace.Linear)]
    public void Code_points_win_over_everything(byte primaries, byte transfer, ColorSpace expected) =>
        Assert.That(Reading.Png(new PngBuilder().With("sRGB", 0).With("cICP", primaries, transfer, 0, 1).Build()).FileColorSpace, Is.EqualTo(expected));

    [Test]
    public void Other_primaries_are_another_colour_space()
    {
        var chromaticities = new byte[32];
        Assert.That(Reading.Png(new PngBuilder().WithGamma(45455).With("cHRM", chromaticities).Build()).FileColorSpace, Is.EqualTo(ColorSpace.Other));
    }

    [Test]
    public void The_software_text_names_the_dcc()
    {
        var plain = new PngBuilder().With("tEXt", Encoding.Latin1.GetBytes("Software\0Substance Painter")).Build();
        var compressed = new PngBuilder().With("zTXt", [.. "Software\0"u8, 0, .. PngBuilder.Compress("Krita"u8.ToArray())]).Build();
        var international = new PngBuilder().WithAfter("iTXt", [.. "Software\0"u8, 0, 0, 0, 0, .. "Houdini \u00fc"u8]).Build();
        var other = new PngBuilder().With("tEXt", Encoding.Latin1.GetBytes("Author\0Somebody")).Build();

        Assert.That(Reading.Of(plain, "a.png").Dcc, Is.EqualTo("Substance Painter"));
        Assert.That(Reading.Of(compressed, "a.png").Dcc, Is.EqualTo("Krita"));
        Assert.That(Reading.Of(international, "a.png").Dcc, Is.EqualTo("Houdini \u00fc"));
        Assert.That(Reading.Of(other, "a.png").Dcc, Is.Null);
    }

    [Test]
    public void A_software_text_that_inflates_without_end_is_cut_and_one_that_is_damaged_is_left_out()
    {
        var bomb = new PngBuilder().With("zTXt", [.. "Software\0"u8, 0, .. PngBuilder.Compress(Enumerable.Repeat((byte)'x', 4_000_000).ToArray())]).Build();
        var damaged = new PngBuilder().With("zTXt", [.. "Software\0"u8, 0, 1, 2, 3]).Build();

        Assert.That(Reading.Of(bomb, "a.png").Dcc, Has.Length.LessThanOrEqualTo(256));
        Assert.That(Reading.Of(damaged, "a.png").Dcc, Is.Null);
    }

    [Test]
    public void Unknown_chunks_that_the_picture_does_not_need_are_passed_over() =>
        Assert.That(Reading.Png(new PngBuilder().With("prVt", 1, 2, 3).WithAfter("eXIf", 1).Build()).Width, Is.EqualTo(4));

    [Test]
    public void Bytes_after_the_end_chunk_do_not_matter() =>
        Assert.That(Reading.Png([.. new PngBuilder().Build(), 1, 2, 3]).Width, Is.EqualTo(4));

    [Test]
    public void A_stream_is_read_from_where_it_stands()
    {
        var stream = new MemoryStream([1, 2, 3, .. new PngBuilder(7, 6).Build()]) { Position = 3 };

        Assert.That(DccBridge.AssetFiles.AssetFile.Read(stream, "T_A_D.png").Facts.Texture!.Width, Is.EqualTo(7));
    }
}
