using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Tga;

[TestFixture]
public sealed class TgaAlphaTests
{
    private static AlphaUse Use(TgaBuilder builder) => Reading.Of(builder.Build(), "T_Test_D.tga").Facts.Texture!.AlphaUse;

    private static byte[] Bgra(params byte[] alphas) => [.. alphas.SelectMany(alpha => new byte[] { 1, 2, 3, alpha })];

    [TestCase(new byte[] { 255, 255, 255, 255 }, AlphaUse.Opaque)]
    [TestCase(new byte[] { 0, 0, 0, 0 }, AlphaUse.Constant)]
    [TestCase(new byte[] { 7, 7, 7, 7 }, AlphaUse.Constant)]
    [TestCase(new byte[] { 0, 255, 0, 255 }, AlphaUse.Mask)]
    [TestCase(new byte[] { 255, 255, 255, 254 }, AlphaUse.Varying)]
    [TestCase(new byte[] { 1, 0, 0, 0 }, AlphaUse.Varying)]
    public void Pixels_of_32_bits_say_what_their_alpha_holds(byte[] alphas, AlphaUse expected)
    {
        Assert.That(Use(new TgaBuilder(2, 2, 2, 32, 8) { Pixels = Bgra(alphas) }), Is.EqualTo(expected));
        Assert.That(Use(new TgaBuilder(10, 2, 2, 32, 8) { Pixels = [3, .. Bgra(alphas)] }), Is.EqualTo(expected), "one raw packet");
    }

    [Test]
    public void A_run_counts_once_for_all_its_pixels_and_may_go_on_in_the_next_row() =>
        Assert.That(Use(new TgaBuilder(10, 3, 2, 32, 8) { Pixels = [0x84, .. Bgra(0), 0x80, .. Bgra(255)] }), Is.EqualTo(AlphaUse.Mask));

    [Test]
    public void The_last_pixel_of_a_large_image_counts()
    {
        var pixels = new byte[700 * 500 * 4];
        pixels[^1] = 255;

        Assert.That(Use(new TgaBuilder(2, 700, 500, 32, 8) { Pixels = pixels }), Is.EqualTo(AlphaUse.Mask));
    }

    [Test]
    public void The_top_bit_of_16_is_a_mask()
    {
        Assert.That(Use(new TgaBuilder(2, 2, 1, 16, 1) { Pixels = [0xFF, 0x7F, 0, 0x80] }), Is.EqualTo(AlphaUse.Mask));
        Assert.That(Use(new TgaBuilder(2, 2, 1, 16, 1) { Pixels = [0, 0x80, 0, 0xFF] }), Is.EqualTo(AlphaUse.Opaque));
    }

    [Test]
    public void Gray_with_alpha_has_it_in_the_second_byte() =>
        Assert.That(Use(new TgaBuilder(3, 2, 1, 16, 8) { Pixels = [9, 255, 9, 0] }), Is.EqualTo(AlphaUse.Mask));

    [Test]
    public void Fewer_attribute_bits_are_opaque_when_all_are_set() =>
        Assert.That(Use(new TgaBuilder(2, 2, 1, 32, 4) { Pixels = Bgra(0x0F, 0x1F) }), Is.EqualTo(AlphaUse.Opaque));

    [Test]
    public void Only_colours_of_the_map_that_pixels_use_count()
    {
        var map = Bgra(255, 0, 128);

        Assert.That(Use(new TgaBuilder(1, 2, 1, 8, 8) { MapBits = 32, Map = map, Pixels = [0, 0] }), Is.EqualTo(AlphaUse.Opaque));
        Assert.That(Use(new TgaBuilder(1, 2, 1, 8, 8) { MapBits = 32, Map = map, Pixels = [0, 1] }), Is.EqualTo(AlphaUse.Mask));
        Assert.That(Use(new TgaBuilder(1, 2, 1, 8, 8) { MapBits = 32, Map = map, MapFirst = 10, Pixels = [10, 12] }), Is.EqualTo(AlphaUse.Varying));
        Assert.That(Use(new TgaBuilder(1, 2, 1, 16, 8) { MapBits = 32, Map = map, Pixels = [0, 0, 1, 0] }), Is.EqualTo(AlphaUse.Mask));
        Assert.That(Use(new TgaBuilder(9, 2, 1, 8, 1) { MapBits = 16, Map = [0, 0x80, 0, 0], Pixels = [1, 0, 1] }), Is.EqualTo(AlphaUse.Mask));
    }

    [Test]
    public void Without_alpha_nothing_is_known_of_it() =>
        Assert.That(Use(new TgaBuilder(2, 2, 1, 24)), Is.EqualTo(AlphaUse.Unknown));
}
