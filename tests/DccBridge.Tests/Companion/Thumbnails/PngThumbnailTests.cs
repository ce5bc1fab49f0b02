using DccBridge.AssetFiles;
using DccBridge.Companion.Thumbnails;
using DccBridge.Tests.AssetFiles;

namespace DccBridge.Tests.Companion.Thumbnails;

/// <summary>The pixels of small pictures. Small files are not shrunk, so that each pixel can be compared.</summary>
[TestFixture]
public class PngThumbnailTests
{
    private static byte[] Pixels(byte[] png)
    {
        var made = PngThumbnail.Make(new MemoryStream(png), long.MaxValue)!;
        Assert.That(() => AssetFile.Read(new MemoryStream(made), "T.png"), Throws.Nothing, "our own reader takes what was written");
        var image = PngImage.Open(new MemoryStream(made))!;
        var pixels = new byte[image.Width * image.Height * 4];
        for (var y = 0; y < image.Height; y++)
        {
            image.ReadRow(pixels.AsSpan(y * image.Width * 4, image.Width * 4));
        }

        return pixels;
    }

    // Filters: 0 none, 1 left, 2 above, 3 average, 4 Paeth; the expected bytes are worked out by hand from the specification.
    [TestCase(new byte[] { 0, 10, 20 }, new byte[] { 0, 5, 5 }, new byte[] { 10, 20, 5, 5 })]
    [TestCase(new byte[] { 1, 10, 20 }, new byte[] { 1, 250, 10 }, new byte[] { 10, 30, 250, 4 })]
    [TestCase(new byte[] { 0, 10, 20 }, new byte[] { 2, 1, 2 }, new byte[] { 10, 20, 11, 22 })]
    [TestCase(new byte[] { 0, 10, 20 }, new byte[] { 3, 1, 2 }, new byte[] { 10, 20, 6, 15 })]
    [TestCase(new byte[] { 0, 10, 20 }, new byte[] { 4, 1, 2 }, new byte[] { 10, 20, 11, 22 })]
    public void Filters_are_undone(byte[] first, byte[] second, byte[] gray)
    {
        var pixels = Pixels(new PngBuilder(2, 2, 8, 0) { Rows = [.. first, .. second] }.Build());
        Assert.That(pixels, Is.EqualTo(gray.SelectMany(g => new byte[] { g, g, g, 255 })));
    }

    [TestCase(8, 6, new byte[] { 0, 1, 2, 3, 255 }, new byte[] { 1, 2, 3, 255 })]
    [TestCase(8, 2, new byte[] { 0, 1, 2, 3 }, new byte[] { 1, 2, 3, 255 })]
    [TestCase(8, 4, new byte[] { 0, 9, 255 }, new byte[] { 9, 9, 9, 255 })]
    [TestCase(16, 2, new byte[] { 0, 1, 99, 2, 99, 3, 99 }, new byte[] { 1, 2, 3, 255 })]
    [TestCase(16, 6, new byte[] { 0, 1, 99, 2, 99, 3, 99, 255, 99 }, new byte[] { 1, 2, 3, 255 })]
    [TestCase(1, 0, new byte[] { 0, 0x80 }, new byte[] { 255, 255, 255, 255 })]
    [TestCase(4, 0, new byte[] { 0, 0x30 }, new byte[] { 51, 51, 51, 255 })]
    public void Every_kind_of_pixel_is_read(byte depth, byte color, byte[] row, byte[] expected) =>
        Assert.That(Pixels(new PngBuilder(1, 1, depth, color) { Rows = row }.Build()), Is.EqualTo(expected));

    [Test]
    public void Colours_of_a_palette_have_their_transparency()
    {
        var png = new PngBuilder(2, 1, 2, 3) { Rows = [0, 0b01_00_0000] }.With("PLTE", 1, 2, 3, 7, 8, 9).With("tRNS", 255, 255).Build();
        Assert.That(Pixels(png), Is.EqualTo(new byte[] { 7, 8, 9, 255, 1, 2, 3, 255 }));
    }

    [Test]
    public void Boxes_are_averaged_and_what_is_transparent_has_no_colour()
    {
        // 320 columns become 160: each box is one red pixel that is seen and one green that is not.
        var row = new byte[1 + (320 * 4)];
        for (var x = 0; x < 320; x += 2)
        {
            (row[1 + (x * 4)], row[4 + (x * 4)], row[6 + (x * 4)]) = (200, 255, 255);
        }

        Assert.That(Pixels(new PngBuilder(320, 1, 8, 6) { Rows = row }.Build())[..4], Is.EqualTo(new byte[] { 200, 0, 0, 127 }));
    }

    [Test]
    public void What_is_broken_has_no_picture()
    {
        var good = new PngBuilder(4, 4).Build();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(PngThumbnail.Make(new MemoryStream(good), 15), Is.Null, "there is no time for 16 pixels");
            Assert.That(PngThumbnail.Make(new MemoryStream(new PngBuilder(4, 4) { Interlace = 1 }.Build()), 100), Is.Null);
            Assert.That(PngThumbnail.Make(new MemoryStream(new PngBuilder(4, 4) { Compressed = [1, 2, 3] }.Build()), 100), Is.Null);
            Assert.That(PngThumbnail.Make(new MemoryStream(new PngBuilder(1, 1, 8, 0) { Rows = [9, 0] }.Build()), 100), Is.Null, "no such filter");
            Assert.That(PngThumbnail.Make(new MemoryStream(new PngBuilder(1, 1, 8, 3) { Rows = [0, 5] }.With("PLTE", 1, 2, 3).Build()), 100), Is.Null, "no such colour");
        }
    }

    [Test]
    public void Damage_anywhere_gives_a_picture_or_none_and_never_an_exception()
    {
        var good = new PngBuilder(16, 16, 8, 6).With("PLTE", 1, 2, 3).Build();
        var random = new Random(20260101);
        for (var i = 0; i < 5000; i++)
        {
            var bad = good.ToArray();
            for (var hits = random.Next(1, 4); hits > 0; hits--)
            {
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            }

            var cut = random.Next(4) == 0 ? bad[..random.Next(bad.Length)] : bad;
            Assert.That(() => PngThumbnail.Make(new MemoryStream(cut), 1 << 20), Throws.Nothing, $"round {i}");
        }
    }
}
