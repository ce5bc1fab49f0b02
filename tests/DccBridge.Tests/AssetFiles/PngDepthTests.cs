using DccBridge.AssetFiles;

namespace DccBridge.Tests.AssetFiles;

/// <summary>What <see cref="AssetFileDepth.Checked"/> finds of a PNG without inflating it, and what it leaves to <see cref="AssetFileDepth.Whole"/>.</summary>
[TestFixture]
public sealed class PngDepthTests
{
    private const string Name = "T_Test_D.png";

    [Test]
    public void A_cut_at_any_byte_is_found()
    {
        var whole = new PngBuilder(16, 16) { Pieces = 3, Rows = PngDamageTests.Noise(16 * 49, 49) }.WithGamma(45455).With("tEXt", "Software\0X"u8.ToArray()).Build();
        Assert.That(Checked(whole).Facts.Texture!.Width, Is.EqualTo(16));
        for (var length = 0; length < whole.Length; length++)
        {
            Refused(whole[..length]);
        }
    }

    [Test]
    public void A_changed_bit_is_found_wherever_it_is()
    {
        var whole = new PngBuilder(8, 8) { Pieces = 2, Rows = PngDamageTests.Noise(8 * 25, 25) }.With("sRGB", 0).Build();
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var damaged = whole.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Refused(damaged);
        }
    }

    [Test]
    public void Facts_and_program_are_those_of_the_whole_file()
    {
        foreach (var (type, depth) in new (byte Type, byte Depth)[] { (0, 1), (0, 16), (2, 8), (2, 16), (4, 8), (6, 8), (6, 16) })
        {
            var bytes = new PngBuilder(9, 5, depth, type).With("sRGB", 0).WithAfter("tEXt", "Software\0X"u8.ToArray()).Build();
            var (seen, whole) = (Checked(bytes), Reading.Of(bytes, Name));
            Assert.That((seen.Facts.Texture, seen.Dcc, seen.Class), Is.EqualTo((whole.Facts.Texture, whole.Dcc, whole.Class)), $"colour type {type}");
        }

        var keyed = new PngBuilder().With("tRNS", 0, 1, 0, 2, 0, 3).Build();
        Assert.That(Checked(keyed).Facts.Texture, Is.EqualTo(Reading.Png(keyed)));
        Assert.That(Checked(keyed).Facts.Texture!.AlphaUse, Is.Not.EqualTo(DccBridge.Protocol.Contracts.Assets.AlphaUse.Unknown));
    }

    [Test]
    public void Wrong_rows_under_right_checksums_are_found_where_there_is_alpha_and_else_by_the_whole_depth_alone()
    {
        var opaque = new PngBuilder(4, 4) { Rows = new byte[13 * 2] }.Build();
        var withAlpha = new PngBuilder(4, 4, 8, 6) { Rows = new byte[17 * 2] }.Build();

        Refused(withAlpha);
        Reading.Failure(opaque, Name);
        Assert.That(Checked(opaque).Facts.Texture!.Height, Is.EqualTo(4));
    }

    [TestCase(new byte[] { 0x79, 0x9C })]
    [TestCase(new byte[] { 0x78, 0x9D })]
    [TestCase(new byte[] { 0x88, 0x1C })]
    [TestCase(new byte[] { 0x78, 0xBB })]
    [TestCase(new byte[] { 0x78 })]
    [TestCase(new byte[0])]
    public void What_does_not_begin_as_a_compressed_stream_is_refused(byte[] head) =>
        Assert.That(Refused(new PngBuilder(1, 1) { Compressed = head }.Build()).Message, Does.Contain("damaged or cut off"));

    private static AssetFileContent Checked(byte[] bytes) => AssetFile.Read(new MemoryStream(bytes), Name, null, AssetFileDepth.Checked);

    private static AssetFileException Refused(byte[] bytes) => Assert.Throws<AssetFileException>(() => Checked(bytes))!;
}
