using DccBridge.AssetFiles;

namespace DccBridge.Tests.AssetFiles.Exr;

[TestFixture]
public sealed class ExrDamageTests
{
    private const string Name = "T_Sky_D.exr";

    private static string Message(ExrPartBuilder part, AssetFileLimits? limits = null) => Reading.Failure(ExrBuilder.Single(part), Name, limits).Message;

    [Test]
    public void An_exr_cut_at_any_byte_names_an_offset_at_both_depths()
    {
        var part = new ExrPartBuilder().WithText("software", "X");
        foreach (var whole in (byte[][])[ExrBuilder.Single(part), new ExrBuilder(part, new ExrPartBuilder { Tiles = (8, 8, 0), Places = [[0, 0, 0, 0]] }).Build()])
        {
            Assert.That(Reading.Of(whole, Name).Facts.Texture!.Width, Is.EqualTo(8));
            for (var length = 0; length < whole.Length; length++)
            {
                Reading.Failure(whole[..length], Name);
                Assert.Throws<AssetFileException>(() => AssetFile.Read(new MemoryStream(whole[..length]), Name, null, AssetFileDepth.Header));
            }
        }
    }

    [Test]
    public void A_file_that_was_not_finished_has_zeros_in_its_table()
    {
        var bytes = new ExrBuilder(new ExrPartBuilder()) { ChangeTable = table => table[3] = 0 }.Build();

        Assert.That(Reading.Failure(bytes, Name).Message, Does.Contain("not finished"));
    }

    [Test]
    public void A_table_that_points_elsewhere_is_refused()
    {
        foreach (var offset in (ulong[])[1, 200, 1_000_000, ulong.MaxValue, long.MaxValue])
        {
            Reading.Failure(new ExrBuilder(new ExrPartBuilder()) { ChangeTable = table => table[2] = offset }.Build(), Name);
        }

        Assert.That(Reading.Failure(new ExrBuilder(new ExrPartBuilder()) { ChangeTable = table => table[2] = table[1] }.Build(), Name).Message, Does.Contain("not the one"));
        Assert.That(Reading.Failure(new ExrBuilder(new ExrPartBuilder { Places = [[0], [1], [2], [3], [9]] }).Build(), Name).Message, Does.Contain("not the one"));
    }

    [TestCase(-1)]
    [TestCase(1000)]
    [TestCase(int.MaxValue)]
    public void A_chunk_longer_than_its_pixels_is_refused(int bytes) =>
        Assert.That(Message(new ExrPartBuilder { ChunkBytes = bytes }), Does.Contain($"{(uint)bytes} bytes").And.Contain("64"));

    [TestCase(0x802u, "deep")]
    [TestCase(0x1802u, "deep")]
    [TestCase(3u, "version 3")]
    [TestCase(0x2002u, "2000")]
    [TestCase(0x1202u, "1200")]
    public void Versions_and_flags_that_are_not_read_are_refused(uint version, string text) =>
        Assert.That(Reading.Failure(new ExrBuilder(new ExrPartBuilder()) { Version = version }.Build(), Name).Message, Does.Contain(text));

    [Test]
    public void A_deep_part_among_others_is_refused() =>
        Assert.That(Reading.Failure(new ExrBuilder(new ExrPartBuilder(), new ExrPartBuilder { Type = "deepscanline" }).Build(), Name).Message, Does.Contain("deep"));

    [TestCase("channels")]
    [TestCase("compression")]
    [TestCase("dataWindow")]
    [TestCase("displayWindow")]
    public void Attributes_that_every_image_needs_must_be_there(string name) =>
        Assert.That(Message(new ExrPartBuilder { Without = [name] }), Does.Contain(name));

    [Test]
    public void Parts_of_several_must_say_what_they_are()
    {
        var part = new ExrPartBuilder();
        Assert.That(Reading.Failure(new ExrBuilder(part, new ExrPartBuilder { Without = ["type"] }).Build(), Name).Message, Does.Contain("scan lines or tiles"));
        Assert.That(Reading.Failure(new ExrBuilder(part, new ExrPartBuilder { ChunkCount = 77 }).Build(), Name).Message, Does.Contain("77 chunks"));
        Assert.That(Reading.Failure(new ExrBuilder(part, new ExrPartBuilder { Tiles = (8, 8, 0), Places = [[0, 0, 0, 0]], Without = ["tiles"] }).Build(), Name).Message, Does.Contain("how large"));
    }

    [Test]
    public void Compressions_that_unreal_does_not_read_are_refused([Values(10, 11, 200)] byte number) =>
        Assert.That(Message(new ExrPartBuilder { Compression = number }), Does.Contain($"number {number}").And.Contain("ZIP"));

    [Test]
    public void Sizes_above_the_limits_are_refused()
    {
        Assert.That(Message(new ExrPartBuilder { DataWindow = [0, 0, 99_999, 0], Places = [] }), Does.Contain("100000 x 1").And.Contain("32768"));
        Assert.That(Message(new ExrPartBuilder { DataWindow = [int.MinValue, 0, int.MaxValue, 0], Places = [] }), Does.Contain("4294967296"));
        Assert.That(Message(new ExrPartBuilder { DataWindow = [5, 0, 4, 0], Places = [] }), Does.Contain("0 x 1"));
        Assert.That(Message(new ExrPartBuilder { DataWindow = [0, 0, 32767, 32767], Places = [] }), Does.Contain("limit"));
        Assert.That(Message(new ExrPartBuilder { Tiles = (1, 1, 0), DataWindow = [0, 0, 2000, 2000], Places = [] }), Does.Contain("4004001 tiles"));
        Assert.That(Message(new ExrPartBuilder { DataWindow = [0, 0, 9, 4000], Places = [] }), Does.Contain("4001 offsets"));
    }

    [TestCase(0u, 1u, 0)]
    [TestCase(1u, 0u, 0)]
    [TestCase(4u, 4u, 3)]
    [TestCase(4u, 4u, 0x20)]
    [TestCase(0x80000000u, 4u, 0)]
    public void Tiles_that_cannot_be_are_refused(uint width, uint height, byte mode) =>
        Assert.That(Message(new ExrPartBuilder { Tiles = (width, height, mode), Places = [] }), Does.Contain("tiles of"));

    [Test]
    public void Channels_that_cannot_be_are_refused()
    {
        Assert.That(Message(new ExrPartBuilder { Channels = [new("R", 3)] }), Does.Contain("pixel type 3"));
        Assert.That(Message(new ExrPartBuilder { Channels = [new("R", 1, 0)] }), Does.Contain("sampling 0"));
        Assert.That(Message(new ExrPartBuilder { Channels = [] }), Does.Contain("no channels"));
        Assert.That(Message(new ExrPartBuilder { Channels = [.. Enumerable.Range(0, 5000).Select(i => new ExrBuilderChannel($"c{i}"))] }), Does.Contain("4096 channels"));
        Assert.That(Message(new ExrPartBuilder { Channels = [new(new string('x', 300))] }), Does.Contain("255"));
    }

    [Test]
    public void Attributes_of_the_wrong_length_or_twice_are_refused()
    {
        Assert.That(Message(new ExrPartBuilder().With("chromaticities", "chromaticities", 1)), Does.Contain("32 bytes"));
        Assert.That(Message(new ExrPartBuilder().WithText("a", "1").WithText("a", "2")), Does.Contain("twice"));
        var many = new ExrPartBuilder();
        for (var i = 0; i < 5000; i++)
        {
            many.WithText($"a{i}", "");
        }

        Assert.That(Message(many), Does.Contain("4096 attributes"));
    }

    [Test]
    public void Another_kind_of_file_is_told_so() =>
        Assert.That(Reading.Failure([0x89, 0x50, 0x4E, 0x47, 0, 0], Name).Message, Does.Contain("EXR signature"));
}
