using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles;

[TestFixture]
public sealed class TextureImportDefaultsTests
{
    private static TextureFacts Facts(int channels = 3, int depth = 8, ColorSpace space = ColorSpace.Unspecified) =>
        new() { Width = 4, Height = 4, Channels = channels, BitDepth = depth, FileColorSpace = space };

    [Test]
    public void A_colour_texture_is_sampled_as_srgb()
    {
        var settings = TextureImportDefaults.For("T_Crate_D", Facts());

        Assert.That((settings.Srgb, settings.Compression, settings.LodGroup), Is.EqualTo((true, TextureCompression.Default, "World")));
    }

    [TestCase("T_Crate_N")]
    [TestCase("T_Crate_Normal")]
    public void A_linear_normal_map_is_imported_as_one(string stem)
    {
        var settings = TextureImportDefaults.For(stem, Facts(space: ColorSpace.Linear));

        Assert.That((settings.Srgb, settings.Compression, settings.LodGroup), Is.EqualTo((false, TextureCompression.NormalMap, "WorldNormalMap")));
    }

    [Test]
    public void Sixteen_bits_are_never_srgb() =>
        Assert.That(TextureImportDefaults.For("T_Crate_D", Facts(depth: 16, space: ColorSpace.Srgb)).Srgb, Is.False);

    [Test]
    public void A_sixteen_bit_normal_map_is_imported_as_one() =>
        Assert.That(TextureImportDefaults.For("T_Crate_N", Facts(depth: 16)).Compression, Is.EqualTo(TextureCompression.NormalMap));

    [TestCase(ColorSpace.Unspecified, false)]
    [TestCase(ColorSpace.Linear, false)]
    [TestCase(ColorSpace.Srgb, true)]
    public void A_gray_picture_is_srgb_only_when_it_says_so(ColorSpace space, bool srgb)
    {
        var settings = TextureImportDefaults.For("T_Crate_M", Facts(channels: 1, space: space));

        Assert.That((settings.Srgb, settings.Compression), Is.EqualTo((srgb, TextureCompression.Grayscale)));
    }

    [Test]
    public void What_comes_from_the_file_stays()
    {
        var facts = Facts(4, 8, ColorSpace.Other) with { HasAlpha = true };
        var settings = TextureImportDefaults.For("T_Crate_D", facts);

        Assert.That(settings with { Srgb = false, Compression = default, LodGroup = "World" }, Is.EqualTo(facts));
    }

    [TestCase(ColorSpace.Unspecified, TextureCompression.NormalMap)]
    [TestCase(ColorSpace.Linear, TextureCompression.NormalMap)]
    [TestCase(ColorSpace.Srgb, TextureCompression.Default)]
    public void Silence_is_no_claim_and_a_claim_to_be_a_colour_picture_is_believed(ColorSpace space, TextureCompression compression)
    {
        var settings = TextureImportDefaults.For("T_Crate_N", Facts(space: space));

        Assert.That((settings.Compression, settings.Srgb), Is.EqualTo((compression, compression == TextureCompression.Default)));
    }

    [TestCase(1)]
    [TestCase(3)]
    public void Floating_point_is_linear_and_hdr(int channels)
    {
        var settings = TextureImportDefaults.For("T_Crate_N", Facts(channels, 16, ColorSpace.Linear) with { IsFloat = true });

        Assert.That((settings.Srgb, settings.Compression, settings.LodGroup), Is.EqualTo((false, TextureCompression.Hdr, "World")));
    }

    [Test]
    public void Five_bits_for_each_colour_are_srgb() =>
        Assert.That(TextureImportDefaults.For("T_Crate_D", Facts(depth: 5)).Srgb, Is.True);
}
