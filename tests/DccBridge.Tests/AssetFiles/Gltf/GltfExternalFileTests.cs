using DccBridge.AssetFiles;

namespace DccBridge.Tests.AssetFiles.Gltf;

[TestFixture]
public sealed class GltfExternalFileTests
{
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("dccbridge-assetfiles-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    private static string Buffers(string uri) => $$"""[{'byteLength':{{new GlbScene().Binary.Length}},'uri':'{{uri}}'}]""";

    private string Write(GlbScene scene)
    {
        var path = Path.Combine(_folder, "crate.gltf");
        File.WriteAllText(path, scene.Json.Replace('\'', '"'));
        return path;
    }

    [TestCase("crate.bin", "crate.bin")]
    [TestCase("my%20data/crate%20b.bin", "my data/crate b.bin")]
    [TestCase("./data/./crate.bin", "data/crate.bin")]
    public void Buffers_beside_a_gltf_are_read(string uri, string file)
    {
        var path = Write(new GlbScene { Buffers = Buffers(uri), More = ",'images':[{'uri':'T_Crate_D.png'},{'uri':'T_Crate_D.png'},{'bufferView':0}]" });
        var buffer = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(buffer)!);
        File.WriteAllBytes(buffer, new GlbScene().Binary);

        var content = AssetFile.Read(path);

        Assert.That(content.Facts.Mesh!.Triangles, Is.EqualTo(2));
        Assert.That(content.ExternalFiles, Is.EqualTo([file, "T_Crate_D.png"]));
        File.Delete(buffer);
    }

    [Test]
    public void Buffers_written_as_base64_are_read()
    {
        var scene = new GlbScene { Buffers = Buffers("data:application/octet-stream;base64," + Convert.ToBase64String(new GlbScene().Binary)) };

        Assert.That(AssetFile.Read(Write(scene)).Facts.Mesh!.Triangles, Is.EqualTo(2));
        Assert.That(Reading.Of(GlbBuilder.Of(scene.Json), "a.glb").ExternalFiles, Is.Empty);
    }

    [Test]
    public void An_error_inside_a_base64_buffer_names_the_buffer()
    {
        var scene = new GlbScene { Indices = GlbBuilder.Shorts(0, 2, 1, 0, 3, 9) };
        scene = scene with { Buffers = Buffers("data:;base64," + Convert.ToBase64String(scene.Binary)) };
        var error = Assert.Throws<AssetFileException>(() => Reading.Of(GlbBuilder.Of(scene.Json), "a.glb"))!;

        Assert.That(error.Message, Does.StartWith("a.glb, buffers[0], byte 90: "));
    }

    [TestCase("data:;base64,****")]
    [TestCase("data:text/plain,hello")]
    [TestCase("data:;base64,\u00e4\u00e4\u00e4\u00e4")]
    public void Base64_that_is_none_is_refused(string uri) => Reading.Failure(GlbBuilder.Of(new GlbScene { Buffers = Buffers(uri) }.Json), "a.glb");

    [TestCase("../crate.bin")]
    [TestCase("data/../../crate.bin")]
    [TestCase("%2e%2e/crate.bin")]
    [TestCase("..%2Fcrate.bin")]
    [TestCase(".. /crate.bin")]
    [TestCase("/etc/hostname")]
    [TestCase("%2Fetc/hostname")]
    [TestCase("file:///etc/hostname")]
    [TestCase("http://example.com/crate.bin")]
    [TestCase("C:/crate.bin")]
    [TestCase("..\\\\crate.bin")]
    [TestCase("crate.bin:stream")]
    [TestCase("")]
    [TestCase(".")]
    [TestCase("a%00b.bin")]
    public void Paths_that_lead_elsewhere_are_refused_for_buffers_and_for_images(string uri)
    {
        foreach (var scene in new GlbScene[] { new() { Buffers = Buffers(uri) }, new() { More = $$""",'images':[{'uri':'{{uri}}'}]""" } })
        {
            var error = Assert.Throws<AssetFileException>(() => AssetFile.Read(Write(scene)))!;
            Assert.That(error.File, Is.EqualTo("crate.gltf"));
            Assert.That(error.Offset, Is.EqualTo(scene.OffsetOf($"'{uri}'") - 20));
        }
    }

    [Test]
    public void A_missing_or_short_buffer_file_is_named()
    {
        var path = Write(new GlbScene { Buffers = Buffers("crate.bin") });
        Assert.That(Assert.Throws<AssetFileException>(() => AssetFile.Read(path))!.Message, Does.Contain("\"crate.bin\"").And.Contain("missing"));

        File.WriteAllBytes(Path.Combine(_folder, "crate.bin"), new byte[10]);
        Assert.That(Assert.Throws<AssetFileException>(() => AssetFile.Read(path))!.Message, Does.Contain("there are 10"));
    }

    [Test]
    public void A_gltf_read_from_a_stream_cannot_have_its_data_elsewhere() =>
        Assert.That(
            Reading.Failure(System.Text.Encoding.UTF8.GetBytes(new GlbScene { Buffers = Buffers("crate.bin") }.Json.Replace('\'', '"')), "crate.gltf").Message,
            Does.Contain("export as GLB"));

    [Test]
    public void A_file_that_is_not_there_is_an_error_of_the_disk() =>
        Assert.That(() => AssetFile.Read(Path.Combine(_folder, "none.glb")), Throws.InstanceOf<IOException>());
}
