using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Pixels;

/// <summary>What the alpha of a PNG holds. The rows are filtered here, by the formulas of the specification, over whole pixels.</summary>
[TestFixture]
public sealed class PngAlphaTests
{
    private static AlphaUse Use(PngBuilder builder) => Reading.Png(builder.Build()).AlphaUse;

    [Test]
    public void Alpha_is_found_behind_every_filter([Values(0, 1, 2, 3, 4, -1)] int filter, [Values(4, 6)] byte type, [Values(8, 16)] byte depth)
    {
        foreach (var (alphas, expected) in new (Func<int, int, double>, AlphaUse)[]
        {
            ((_, _) => 1, AlphaUse.Opaque),
            ((_, _) => 0, AlphaUse.Constant),
            ((_, _) => 0.5, AlphaUse.Constant),
            ((x, y) => (x * y) % 3 == 0 ? 1 : 0, AlphaUse.Mask),
            ((x, y) => x == 12 && y == 10 ? 0.9 : 1, AlphaUse.Varying),
            ((x, y) => (x + y) / 40.0, AlphaUse.Varying),
        })
        {
            var step = (type == 6 ? 4 : 2) * depth / 8;
            var rows = Filtered(Pixels(13, 11, step, depth, alphas), 13 * step, step, filter);

            Assert.That(Use(new PngBuilder(13, 11, depth, type) { Rows = rows }), Is.EqualTo(expected), $"{expected}");
        }
    }

    [Test]
    public void One_pixel_of_any_place_makes_a_mask_of_an_interlaced_picture([Values(0, 3, 4, 7)] int pixel)
    {
        // The rows of a 4 x 4 picture in the order of Adam7: passes 1 and 4 have one pixel, pass 5 a row of two, pass 6 two of them, pass 7 two of four.
        int[] rowLengths = [1, 1, 2, 2, 2, 4, 4];
        List<byte> rows = [];
        var number = 0;
        foreach (var length in rowLengths)
        {
            rows.Add(0);
            for (var x = 0; x < length; x++, number++)
            {
                rows.AddRange([1, 2, 3, (byte)(number == pixel ? 0 : 255)]);
            }
        }

        Assert.That(Use(new PngBuilder(4, 4, 8, 6) { Interlace = 1, Rows = [.. rows] }), Is.EqualTo(AlphaUse.Mask));
    }

    [Test]
    public void Only_colours_of_the_palette_that_pixels_use_count([Values(1, 2, 4, 8)] byte depth)
    {
        // Colour 0 is opaque, colour 1 transparent; the bits after the third pixel of a row are no pixels.
        AlphaUse Of(int lastByte) => Use(new PngBuilder(3, 1, depth, 3) { Rows = [0, .. new byte[(((3 * depth) + 7) / 8) - 1], (byte)lastByte] }.With("PLTE", new byte[6]).With("tRNS", 255, 0));
        var unusedBits = (8 - ((3 * depth) % 8)) % 8;

        Assert.That(Of(0), Is.EqualTo(AlphaUse.Opaque));
        Assert.That(Of((1 << unusedBits) - 1), Is.EqualTo(AlphaUse.Opaque), "bits that are no pixels");
        Assert.That(Of(1 << unusedBits), Is.EqualTo(AlphaUse.Mask), "the third pixel");
    }

    [Test]
    public void A_palette_with_half_transparent_colours_varies() =>
        Assert.That(Use(new PngBuilder(2, 1, 8, 3) { Rows = [0, 0, 1] }.With("PLTE", new byte[6]).With("tRNS", 128, 0)), Is.EqualTo(AlphaUse.Varying));

    [Test]
    public void The_transparent_colour_of_a_gray_picture_makes_a_mask([Values(1, 2, 4, 8, 16)] byte depth)
    {
        var rows = new byte[1 + (((8 * depth) + 7) / 8)];
        rows[^1] = 1;
        AlphaUse Of(byte key) => Use(new PngBuilder(8, 1, depth, 0) { Rows = rows }.With("tRNS", 0, key));

        Assert.That(Of(1), Is.EqualTo(AlphaUse.Mask));
        Assert.That(Of(0), Is.EqualTo(AlphaUse.Mask));
        if (depth > 1)
        {
            Assert.That(Of(2), Is.EqualTo(AlphaUse.Opaque));
        }
    }

    [Test]
    public void The_transparent_colour_of_a_colour_picture_must_fit_in_all_samples()
    {
        byte[] rows = [1, 1, 2, 3, 0, 0, 1];
        AlphaUse Of(params byte[] key) => Use(new PngBuilder(2, 1) { Rows = rows }.With("tRNS", 0, key[0], 0, key[1], 0, key[2]));

        Assert.That(Of(1, 2, 3), Is.EqualTo(AlphaUse.Mask));
        Assert.That(Of(1, 2, 4), Is.EqualTo(AlphaUse.Mask));
        Assert.That(Of(1, 3, 3), Is.EqualTo(AlphaUse.Opaque));
        Assert.That(Use(new PngBuilder(1, 1, 16) { Rows = [0, 1, 2, 3, 4, 5, 6] }.With("tRNS", 1, 2, 3, 4, 5, 6)), Is.EqualTo(AlphaUse.Constant));
    }

    [Test]
    public void Without_alpha_and_with_headers_alone_nothing_is_known_of_it()
    {
        var bytes = new PngBuilder(4, 4, 8, 6).Build();

        Assert.That(Use(new PngBuilder()), Is.EqualTo(AlphaUse.Unknown));
        Assert.That(Reading.Png(bytes).AlphaUse, Is.EqualTo(AlphaUse.Constant));
        Assert.That(AssetFile.Read(new MemoryStream(bytes), "a.png", null, AssetFileDepth.Header).Facts.Texture!.AlphaUse, Is.EqualTo(AlphaUse.Unknown));
    }

    [Test]
    public void Rows_longer_than_a_buffer_are_put_together()
    {
        var pixels = Pixels(20_000, 3, 4, 8, (x, y) => x == 19_999 && y == 2 ? 0 : 1);

        Assert.That(Use(new PngBuilder(20_000, 3, 8, 6) { Rows = Filtered(pixels, 80_000, 4, 4) }), Is.EqualTo(AlphaUse.Mask));
    }

    [Test]
    public void The_headers_alone_give_all_other_facts_and_do_not_see_damage_behind_them()
    {
        var bytes = new PngBuilder(16, 9, 16, 6).With("sRGB", 0).With("tEXt", "Software\0X"u8.ToArray()).Build();
        var whole = Reading.Of(bytes, "T_A_D.png");
        bytes[^20] ^= 0xFF;
        var header = AssetFile.Read(new MemoryStream(bytes), "T_A_D.png", null, AssetFileDepth.Header);

        Assert.That(header.Facts.Texture, Is.EqualTo(whole.Facts.Texture! with { AlphaUse = AlphaUse.Unknown }));
        Assert.That(header.Dcc, Is.EqualTo("X"));
        Reading.Failure(bytes, "T_A_D.png");
    }

    private static byte[] Pixels(int width, int height, int step, byte depth, Func<int, int, double> alpha)
    {
        var random = new Random(3);
        var pixels = new byte[width * height * step];
        random.NextBytes(pixels);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var end = ((y * width) + x + 1) * step;
                var value = (int)(alpha(x, y) * ((1 << depth) - 1));
                pixels[end - 1] = (byte)value;
                if (depth == 16)
                {
                    pixels[end - 2] = (byte)(value >> 8);
                }
            }
        }

        return pixels;
    }

    // -1 takes another filter for each row.
    private static byte[] Filtered(byte[] pixels, int rowLength, int step, int filter)
    {
        List<byte> rows = [];
        for (var row = 0; row * rowLength < pixels.Length; row++)
        {
            var type = filter < 0 ? row % 5 : filter;
            rows.Add((byte)type);
            for (var i = 0; i < rowLength; i++)
            {
                int At(int back, int up) => i < back || row < up ? 0 : pixels[((row - up) * rowLength) + i - back];
                int a = At(step, 0), b = At(0, 1), c = At(step, 1), p = a + b - c;
                var nearest = new[] { a, b, c }.MinBy(value => Math.Abs(p - value));
                rows.Add((byte)(pixels[(row * rowLength) + i] - (type switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => nearest })));
            }
        }

        return [.. rows];
    }
}
