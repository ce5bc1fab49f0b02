using DccBridge.AssetFiles;

namespace DccBridge.Tests.AssetFiles;

[TestFixture]
public sealed class AssetFileTests
{
    [TestCase("a.png", true)]
    [TestCase("folder/A.GLB", true)]
    [TestCase("a.gltf", true)]
    [TestCase("a.tga", true)]
    [TestCase("a.jpg", true)]
    [TestCase("a.JPEG", true)]
    [TestCase("a.exr", true)]
    [TestCase("a.wav", true)]
    [TestCase("a.fbx", true)]
    [TestCase("a.obj", true)]
    [TestCase("a.max", false)]
    [TestCase("png", false)]
    [TestCase("", false)]
    public void The_ending_decides_what_is_supported(string name, bool expected) =>
        Assert.That(AssetFile.IsSupported(name), Is.EqualTo(expected));

    [Test]
    public void Other_kinds_are_refused_with_the_kinds_that_are_read() =>
        Assert.That(Reading.Failure([1, 2, 3], "crate.max").Message, Does.Contain(".glb").And.Contain(".png"));

    [Test]
    public void A_stream_that_cannot_seek_is_refused()
    {
        using var stream = new System.IO.Compression.DeflateStream(new MemoryStream(), System.IO.Compression.CompressionMode.Decompress);

        Assert.That(() => AssetFile.Read(stream, "a.png"), Throws.ArgumentException);
    }

    [Test]
    public void The_stream_stays_open()
    {
        using var stream = new MemoryStream(new PngBuilder().Build());
        AssetFile.Read(stream, "a.png");

        Assert.That(stream.CanRead, Is.True);
    }

    [Test]
    public void Errors_show_the_name_without_its_folder() =>
        Assert.That(Assert.Throws<AssetFileException>(() => Reading.Of([], "/home/somebody/crate.png"))!.Message, Does.StartWith("crate.png, byte 0: "));
}
