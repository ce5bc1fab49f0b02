using DccBridge.AssetFiles;

namespace DccBridge.Tests.AssetFiles.Tga;

[TestFixture]
public sealed class TgaDamageTests
{
    private const string Name = "T_Test_D.tga";

    [Test]
    public void A_tga_cut_at_any_byte_of_its_pixels_names_an_offset([Values(2, 10)] byte type)
    {
        var whole = new TgaBuilder(type, 20, 20, 32, 8) { Id = [1, 2] }.Build();
        Assert.That(Reading.Of(whole, Name).Facts.Texture!.Width, Is.EqualTo(20));

        for (var length = 0; length < whole.Length; length++)
        {
            Reading.Failure(whole[..length], Name);
        }
    }

    [Test]
    public void Without_its_end_a_version_2_is_a_version_1()
    {
        var whole = new TgaBuilder { Version2 = true, Software = "X" }.Build();
        for (var length = 18 + (4 * 3 * 3); length < whole.Length; length++)
        {
            Assert.That(Reading.Of(whole[..length], Name).Dcc, Is.Null);
        }
    }

    [Test]
    public void A_footer_that_points_beside_the_file_is_refused([Values(1u, 17u, 5000u, uint.MaxValue)] uint at) =>
        Assert.That(Reading.Failure(new TgaBuilder { Version2 = true, ExtensionAt = at }.Build(), Name).Message, Does.Contain("extension area"));

    [Test]
    public void Types_that_do_not_exist_are_refused()
    {
        byte[] known = [1, 2, 3, 9, 10, 11];
        for (var type = 0; type < 256; type++)
        {
            if (!known.Contains((byte)type))
            {
                Reading.Failure(new TgaBuilder((byte)type) { Pixels = new byte[100] }.Build(), Name);
            }
        }

        Assert.That(Reading.Failure(new TgaBuilder(32).Build(), Name).Message, Does.Contain("type 32"));
    }

    [TestCase(2, 8, 0)]
    [TestCase(2, 33, 0)]
    [TestCase(3, 24, 0)]
    [TestCase(2, 16, 2)]
    [TestCase(2, 32, 9)]
    [TestCase(1, 24, 0)]
    public void Depths_that_do_not_exist_are_refused(byte type, byte bits, byte attributes) =>
        Reading.Failure(new TgaBuilder(type, 4, 4, bits, attributes) { MapBits = 24, Map = new byte[30], Pixels = new byte[500] }.Build(), Name);

    [Test]
    public void An_image_of_indices_needs_a_map_with_colours_that_exist()
    {
        Assert.That(Reading.Failure(new TgaBuilder(1, 4, 4, 8).Build(), Name).Message, Does.Contain("colour map"));
        Assert.That(Reading.Failure(new TgaBuilder(1, 4, 4, 8) { MapBits = 20, Map = new byte[30] }.Build(), Name).Message, Does.Contain("20 bits"));
    }

    [Test]
    public void Interleaved_rows_are_refused() =>
        Assert.That(Reading.Failure(new TgaBuilder { Descriptor = 0x40 }.Build(), Name).Message, Does.Contain("interleaved"));

    [Test]
    public void A_size_above_the_limit_is_refused_before_anything_is_read()
    {
        Assert.That(Reading.Failure(new TgaBuilder(2, 65535, 65535) { Pixels = [] }.Build(), Name).Message, Does.Contain("65535 x 65535").And.Contain("32768"));
        Assert.That(Reading.Failure(new TgaBuilder(2, 0, 5) { Pixels = [] }.Build(), Name).Offset, Is.EqualTo(12));
        Assert.That(Reading.Failure(new TgaBuilder(2, 64, 64).Build(), Name, new AssetFileLimits { MaxPixelBytes = 10_000 }).Message, Does.Contain("10000"));
    }

    [Test]
    public void A_size_that_the_bytes_cannot_hold_is_refused()
    {
        Assert.That(Reading.Failure(new TgaBuilder(10, 30000, 30000) { Pixels = new byte[1000] }.Build(), Name).Message, Does.Contain("30000 x 30000"));
        Assert.That(Reading.Failure(new TgaBuilder(2, 30000, 30000) { Pixels = new byte[1000] }.Build(), Name).Message, Does.Contain("30000 x 30000"));
    }

    [Test]
    public void A_packet_with_more_pixels_than_are_left_is_refused() =>
        Assert.That(Reading.Failure(new TgaBuilder(10, 2, 1, 24) { Pixels = [0x82, 1, 2, 3] }.Build(), Name).Message, Does.Contain("3 pixels").And.Contain("2 are left"));
}
