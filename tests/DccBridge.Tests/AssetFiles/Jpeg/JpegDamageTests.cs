namespace DccBridge.Tests.AssetFiles.Jpeg;

[TestFixture]
public sealed class JpegDamageTests
{
    private const string Name = "T_Test_D.jpg";

    private static string Message(JpegBuilder builder) => Reading.Failure(builder.Build(), Name).Message;

    [Test]
    public void A_jpeg_cut_at_any_byte_names_an_offset()
    {
        var whole = new JpegBuilder(frame: 0xC2) { Scans = [[1, 2, 3], [1]] }.With(0xE1, JpegBuilder.Exif("X", 1, true)).WithProfile(JpegBuilder.Profile("sRGB", 2), 2).Build();
        Assert.That(Reading.Of(whole, Name).Facts.Texture!.Width, Is.EqualTo(16));

        for (var length = 0; length < whole.Length; length++)
        {
            Reading.Failure(whole[..length], Name);
        }
    }

    [Test]
    public void Image_data_longer_than_a_window_is_walked_wherever_its_markers_fall()
    {
        for (var length = 65_400; length < 65_536; length++)
        {
            byte[] data = [.. Enumerable.Repeat((byte)1, length), 0xFF, 0x00, 0xFF, 0xD7];
            Assert.That(Reading.Of(new JpegBuilder { Data = data }.Build(), Name).Facts.Texture!.Width, Is.EqualTo(16));
            Assert.That(Message(new JpegBuilder { Data = data, EndMarker = false }), Does.Contain("cut off"));
        }
    }

    [TestCase(0xC3, "lossless")]
    [TestCase(0xC5, "hierarchical")]
    [TestCase(0xC9, "arithmetic")]
    [TestCase(0xCA, "arithmetic")]
    [TestCase(0xCB, "lossless arithmetic")]
    [TestCase(0xCF, "hierarchical")]
    public void Kinds_that_unreal_does_not_import_are_refused_by_name(byte frame, string name) =>
        Assert.That(Message(new JpegBuilder(frame: frame)), Does.Contain(name).And.Contain("baseline"));

    [Test]
    public void Four_components_are_inks_and_are_refused_as_cmyk()
    {
        byte[] adobe = [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 2];

        Assert.That(Message(new JpegBuilder(components: 4)), Does.Contain("CMYK").And.Contain("RGB").And.Not.Contain("YCCK"));
        Assert.That(Message(new JpegBuilder(components: 4).With(0xEE, adobe)), Does.Contain("CMYK (as YCCK)"));
    }

    [TestCase(0)]
    [TestCase(2)]
    [TestCase(5)]
    public void Other_numbers_of_components_are_refused(byte components) =>
        Assert.That(Message(new JpegBuilder(components: components)), Does.Contain("component"));

    [TestCase(0xC0, 12)]
    [TestCase(0xC1, 16)]
    [TestCase(0xC2, 0)]
    public void Depths_that_do_not_exist_are_refused(byte frame, byte precision) =>
        Assert.That(Message(new JpegBuilder(frame: frame, precision: precision)), Does.Contain($"{precision} bits"));

    [Test]
    public void Sizes_that_cannot_be_are_refused()
    {
        Assert.That(Message(new JpegBuilder(65535, 65535)), Does.Contain("65535 x 65535").And.Contain("32768"));
        Assert.That(Message(new JpegBuilder(0, 16)), Does.Contain("0 x 16"));
        Assert.That(Message(new JpegBuilder(16, 0)), Does.Contain("height"));
        Assert.That(Message(new JpegBuilder(30000, 30000)), Does.Contain("cannot hold 30000 x 30000"));
    }

    [Test]
    public void Segments_out_of_order_or_missing_are_refused()
    {
        var frame = JpegBuilder.Segment(0xC0, [8, 0, 16, 0, 16, 1, 1, 0x11, 0]);
        var scan = JpegBuilder.Segment(0xDA, [1, 1, 0, 0, 63, 0]);

        Assert.That(Message(new JpegBuilder().With(0xC0, frame[4..])), Does.Contain("second frame"));
        Assert.That(Message(new JpegBuilder().With(0xDC, 0, 16)), Does.Contain("height"));
        Assert.That(Message(new JpegBuilder { Scans = [[1, 2]] }), Does.Contain("2 of 3 components"));
        Assert.That(Message(new JpegBuilder { Scans = [[1, 2, 9]] }), Does.Contain("component 9"));
        Assert.That(Message(new JpegBuilder { Scans = [] }), Does.Contain("without an image"));
        Assert.That(Message(new JpegBuilder(frame: 0xC2) { Spectrum = (1, 63, 0) }), Does.Contain("0 of 3 components"));
        Assert.That(Reading.Failure([0xFF, 0xD8, .. scan, 1, 2, 0xFF, 0xD9], Name).Message, Does.Contain("before the frame"));
        Assert.That(Reading.Failure([0xFF, 0xD8, .. frame, 1, 2], Name).Message, Does.Contain("must stand here"));
        Assert.That(Reading.Failure([0xFF, 0xD8, .. frame, 0xFF, 0xD0], Name).Message, Does.Contain("D0"));
        Assert.That(Reading.Failure([0xFF, 0xD8, .. frame, 0xFF, 0xE0, 0, 1], Name).Message, Does.Contain("claims 1 bytes"));
    }

    [Test]
    public void Sampling_that_cannot_be_is_refused()
    {
        foreach (var sampling in (byte[])[0x00, 0x01, 0x10, 0x51, 0x15])
        {
            Assert.That(Reading.Failure([0xFF, 0xD8, .. JpegBuilder.Segment(0xC0, [8, 0, 16, 0, 16, 1, 1, sampling, 0]), 0xFF, 0xD9], Name).Message, Does.Contain("sampling"));
        }
    }

    [Test]
    public void Another_kind_of_file_is_told_so() =>
        Assert.That(Reading.Failure([0x89, 0x50, 0x4E, 0x47, 0, 0], Name).Message, Does.Contain("JPEG signature"));
}
