using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Tga;

[TestFixture]
public sealed class TgaFileTests
{
    private const string Name = "T_Test_D.tga";

    private static TextureFacts Facts(TgaBuilder builder, string name = Name) => Reading.Of(builder.Build(), name).Facts.Texture!;

    [TestCase(2, 15, 0, 3, 5, false)]
    [TestCase(2, 16, 0, 3, 5, false)]
    [TestCase(2, 16, 1, 4, 5, true)]
    [TestCase(2, 24, 0, 3, 8, false)]
    [TestCase(2, 32, 8, 4, 8, true)]
    [TestCase(2, 32, 0, 3, 8, false)]
    [TestCase(3, 8, 0, 1, 8, false)]
    [TestCase(3, 16, 8, 2, 8, true)]
    [TestCase(3, 16, 0, 1, 16, false)]
    [TestCase(10, 16, 1, 4, 5, true)]
    [TestCase(10, 24, 0, 3, 8, false)]
    [TestCase(10, 32, 8, 4, 8, true)]
    [TestCase(11, 8, 0, 1, 8, false)]
    public void Channels_and_depth_come_from_the_pixels_and_their_attribute_bits(byte type, byte bits, byte attributes, int channels, int depth, bool alpha)
    {
        var facts = Facts(new TgaBuilder(type, 5, 3, bits, attributes));

        Assert.That((facts.Width, facts.Height, facts.Channels, facts.BitDepth, facts.HasAlpha), Is.EqualTo((5, 3, channels, depth, alpha)));
    }

    [TestCase(1, 15, 0, 3, 5)]
    [TestCase(1, 16, 1, 4, 5)]
    [TestCase(1, 24, 0, 3, 8)]
    [TestCase(9, 24, 0, 3, 8)]
    [TestCase(9, 32, 8, 4, 8)]
    public void A_colour_map_counts_as_the_colours_it_decodes_to(byte type, byte mapBits, byte attributes, int channels, int depth)
    {
        var facts = Facts(new TgaBuilder(type, 4, 4, 8, attributes) { MapBits = mapBits, Map = new byte[4 * ((mapBits + 7) / 8)] });

        Assert.That((facts.Channels, facts.BitDepth), Is.EqualTo((channels, depth)));
    }

    [Test]
    public void A_map_that_a_true_colour_image_does_not_use_and_the_free_text_are_passed_over()
    {
        var builder = new TgaBuilder(2, 2, 2, 32, 8) { Id = [1, 2, 3], MapBits = 24, Map = new byte[300], Pixels = [0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 9] };

        Assert.That(Facts(builder).AlphaUse, Is.EqualTo(AlphaUse.Constant));
    }

    [TestCase(0x00)]
    [TestCase(0x10)]
    [TestCase(0x20)]
    [TestCase(0x30)]
    public void The_corner_of_the_first_pixel_does_not_matter(byte descriptor) =>
        Assert.That(Facts(new TgaBuilder(2, 7, 5, 32, 8) { Descriptor = descriptor }).Width, Is.EqualTo(7));

    [Test]
    public void The_extension_area_names_the_program()
    {
        var builder = new TgaBuilder { Version2 = true, Software = "Paint Works", SoftwareVersion = (214, 'b') };

        Assert.That(Reading.Of(builder.Build(), Name).Dcc, Is.EqualTo("Paint Works 2.14b"));
        Assert.That(Reading.Of(new TgaBuilder { Version2 = true, Software = "Paint Works" }.Build(), Name).Dcc, Is.EqualTo("Paint Works"));
        Assert.That(Reading.Of(new TgaBuilder { Version2 = true }.Build(), Name).Dcc, Is.Null);
        Assert.That(Reading.Of(new TgaBuilder().Build(), Name).Dcc, Is.Null);
    }

    [TestCase(0, 0, ColorSpace.Unspecified)]
    [TestCase(1, 0, ColorSpace.Unspecified)]
    [TestCase(10, 10, ColorSpace.Linear)]
    [TestCase(22, 10, ColorSpace.Srgb)]
    [TestCase(18, 10, ColorSpace.Other)]
    public void The_gamma_of_the_extension_area_tells_the_colour_space(int numerator, int denominator, ColorSpace expected) =>
        Assert.That(Facts(new TgaBuilder { Version2 = true, Gamma = ((ushort)numerator, (ushort)denominator) }).FileColorSpace, Is.EqualTo(expected));

    [TestCase(0, false)]
    [TestCase(1, false)]
    [TestCase(2, true)]
    [TestCase(3, true)]
    [TestCase(4, true)]
    [TestCase(99, true)]
    public void Attribute_bits_that_the_extension_area_calls_no_alpha_are_none(byte attributesType, bool alpha)
    {
        var facts = Facts(new TgaBuilder(2, 2, 2, 32, 8) { Version2 = true, AttributesType = attributesType });

        Assert.That((facts.HasAlpha, facts.Channels), Is.EqualTo((alpha, alpha ? 4 : 3)));
    }

    [TestCase("T_Crate_D.tga", true, TextureCompression.Default)]
    [TestCase("T_Crate_N.tga", false, TextureCompression.NormalMap)]
    public void A_file_that_says_nothing_of_its_colours_is_a_normal_map_by_its_name(string name, bool srgb, TextureCompression compression)
    {
        var facts = Facts(new TgaBuilder(), name);

        Assert.That((facts.Srgb, facts.Compression), Is.EqualTo((srgb, compression)));
    }

    [Test]
    public void A_gray_image_is_kept_as_grayscale() =>
        Assert.That(Facts(new TgaBuilder(3, 4, 4, 8)).Compression, Is.EqualTo(TextureCompression.Grayscale));

    [Test]
    public void The_headers_alone_give_all_but_the_use_of_alpha()
    {
        var bytes = new TgaBuilder(10, 9, 7, 32, 8) { Version2 = true, Software = "X" }.Build();
        var whole = Reading.Of(bytes, Name);
        var header = AssetFile.Read(new MemoryStream(bytes), Name, null, AssetFileDepth.Header);

        Assert.That(whole.Facts.Texture!.AlphaUse, Is.EqualTo(AlphaUse.Constant));
        Assert.That(header.Facts.Texture, Is.EqualTo(whole.Facts.Texture with { AlphaUse = AlphaUse.Unknown }));
        Assert.That(header.Dcc, Is.EqualTo(whole.Dcc));
    }
}
