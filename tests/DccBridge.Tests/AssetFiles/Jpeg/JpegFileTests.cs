using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Jpeg;

[TestFixture]
public sealed class JpegFileTests
{
    private const string Name = "T_Test_D.jpg";

    private static TextureFacts Facts(JpegBuilder builder, string name = Name) => Reading.Of(builder.Build(), name).Facts.Texture!;

    [TestCase(1, 0xC0, 8)]
    [TestCase(3, 0xC0, 8)]
    [TestCase(3, 0xC1, 12)]
    [TestCase(1, 0xC2, 12)]
    [TestCase(3, 0xC2, 8)]
    public void Size_channels_and_depth_come_from_the_frame(byte components, byte frame, byte precision)
    {
        var facts = Facts(new JpegBuilder(31, 17, components, frame, precision));

        Assert.That((facts.Width, facts.Height, facts.Channels, facts.BitDepth, facts.HasAlpha), Is.EqualTo((31, 17, components, precision, false)));
    }

    [TestCase(".jpg")]
    [TestCase(".JPEG")]
    public void Both_endings_are_read(string ending) => Assert.That(Facts(new JpegBuilder(), "T_A" + ending).Width, Is.EqualTo(16));

    [TestCase("sRGB IEC61966-2.1", ColorSpace.Srgb)]
    [TestCase("Display P3", ColorSpace.Other)]
    [TestCase("Linear Rec.709", ColorSpace.Linear)]
    [TestCase("Linear P3", ColorSpace.Other)]
    [TestCase("", ColorSpace.Other)]
    public void An_embedded_profile_counts_by_its_name(string description, ColorSpace expected)
    {
        foreach (var version in (int[])[2, 4])
        {
            var profile = JpegBuilder.Profile(description, version);
            Assert.That(Facts(new JpegBuilder().WithProfile(profile)).FileColorSpace, Is.EqualTo(expected));
            Assert.That(Facts(new JpegBuilder().WithProfile(profile, 5)).FileColorSpace, Is.EqualTo(expected), "in five pieces");
        }
    }

    [Test]
    public void Pieces_of_a_profile_are_put_into_their_order()
    {
        var profile = JpegBuilder.Profile("sRGB", 2);
        byte[] Piece(byte number, byte[] data) => [.. "ICC_PROFILE\0"u8, number, 2, .. data];

        var builder = new JpegBuilder().With(0xE2, Piece(2, profile[90..])).With(0xE2, Piece(1, profile[..90]));
        Assert.That(Facts(builder).FileColorSpace, Is.EqualTo(ColorSpace.Srgb));
        Assert.That(Facts(new JpegBuilder().With(0xE2, Piece(1, profile))).FileColorSpace, Is.EqualTo(ColorSpace.Other), "the second one is missing");
    }

    [Test]
    public void A_profile_cut_anywhere_is_another_colour_space_and_the_picture_is_good()
    {
        var profile = JpegBuilder.Profile("sRGB", 4);
        for (var length = 1; length < profile.Length - 8; length++)
        {
            Assert.That(Facts(new JpegBuilder().WithProfile(profile[..length])).FileColorSpace, Is.EqualTo(ColorSpace.Other));
        }
    }

    [Test]
    public void Exif_names_the_program_and_the_colour_space([Values] bool little)
    {
        var content = Reading.Of(new JpegBuilder().With(0xE1, JpegBuilder.Exif("Substance Painter \u00fc", 1, little)).Build(), Name);

        Assert.That((content.Dcc, content.Facts.Texture!.FileColorSpace), Is.EqualTo(("Substance Painter \u00fc", ColorSpace.Srgb)));
        Assert.That(Facts(new JpegBuilder().With(0xE1, JpegBuilder.Exif("X", 0xFFFF, little))).FileColorSpace, Is.EqualTo(ColorSpace.Other));
        Assert.That(Facts(new JpegBuilder().With(0xE1, JpegBuilder.Exif("X", 0xFFFF, little)).WithProfile(JpegBuilder.Profile("sRGB", 2))).FileColorSpace, Is.EqualTo(ColorSpace.Srgb), "the profile wins");
    }

    [Test]
    public void Exif_damaged_anywhere_says_less_and_the_picture_is_good()
    {
        var exif = JpegBuilder.Exif("Software", 1, true);
        for (var at = 6; at < exif.Length; at++)
        {
            var damaged = exif.ToArray();
            damaged[at] = 0xFF;
            Assert.That(Facts(new JpegBuilder().With(0xE1, damaged)).Width, Is.EqualTo(16));
            Assert.That(Facts(new JpegBuilder().With(0xE1, exif[..at])).Width, Is.EqualTo(16));
        }
    }

    [Test]
    public void A_file_without_profile_and_exif_says_nothing_of_its_colours()
    {
        var facts = Facts(new JpegBuilder().With(0xE0, "JFIF\0"u8.ToArray()));

        Assert.That((facts.FileColorSpace, facts.Srgb), Is.EqualTo((ColorSpace.Unspecified, true)));
    }

    [Test]
    public void A_normal_map_is_known_by_its_name_unless_the_file_claims_to_be_srgb()
    {
        Assert.That(Facts(new JpegBuilder(), "T_A_N.jpg").Compression, Is.EqualTo(TextureCompression.NormalMap));
        Assert.That(Facts(new JpegBuilder().WithProfile(JpegBuilder.Profile("sRGB", 2)), "T_A_N.jpg").Compression, Is.EqualTo(TextureCompression.Default));
        Assert.That(Facts(new JpegBuilder(components: 1), "T_A_N.jpg").Compression, Is.EqualTo(TextureCompression.Grayscale));
    }

    [Test]
    public void A_progressive_picture_has_several_scans()
    {
        var builder = new JpegBuilder(frame: 0xC2) { Scans = [[1, 2, 3], [1], [2], [3]] };

        Assert.That(Facts(builder).Channels, Is.EqualTo(3));
    }

    [Test]
    public void Fill_bytes_before_a_marker_and_bytes_after_the_end_do_not_matter()
    {
        var bytes = new JpegBuilder().Build();
        byte[] filled = [.. bytes[..2], 0xFF, 0xFF, .. bytes[2..^2], 0xFF, 0xFF, .. bytes[^2..], 1, 2, 3];

        Assert.That(Reading.Of(filled, Name).Facts.Texture!.Width, Is.EqualTo(16));
    }

    [Test]
    public void The_headers_alone_give_all_facts_and_do_not_see_that_the_data_is_cut_off()
    {
        var builder = new JpegBuilder().With(0xE1, JpegBuilder.Exif("X", 1, true));
        var cut = builder.Build()[..^20];
        var whole = Reading.Of(builder.Build(), Name);
        var header = AssetFile.Read(new MemoryStream(cut), Name, null, AssetFileDepth.Header);

        Assert.That((header.Facts.Texture, header.Dcc), Is.EqualTo((whole.Facts.Texture, whole.Dcc)));
        Reading.Failure(cut, Name);
    }
}
