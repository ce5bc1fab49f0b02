using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Exr;

[TestFixture]
public sealed class ExrFileTests
{
    private const string Name = "T_Sky_D.exr";

    private static TextureFacts Facts(ExrPartBuilder part, string name = Name) => Reading.Of(ExrBuilder.Single(part), name).Facts.Texture!;

    private static ExrBuilderChannel[] Channels(string names, int type = 1) => [.. names.Split(' ').Select(name => new ExrBuilderChannel(name, type))];

    [TestCase("B G R", 1, 3, 16, false, true)]
    [TestCase("A B G R", 2, 4, 32, true, true)]
    [TestCase("Y", 1, 1, 16, false, true)]
    [TestCase("A Y", 1, 2, 16, true, true)]
    [TestCase("BY RY Y", 1, 3, 16, false, true)]
    [TestCase("R", 0, 1, 32, false, false)]
    [TestCase("R Z", 1, 1, 16, false, true)]
    [TestCase("Z", 2, 1, 32, false, true)]
    [TestCase("N.X N.Y N.Z", 2, 1, 32, false, true)]
    [TestCase("U V", 1, 2, 16, false, true)]
    [TestCase("a b c d e f", 1, 4, 16, false, true)]
    [TestCase("Combined.A Combined.B Combined.G Combined.R Depth.Z", 1, 4, 16, true, true)]
    [TestCase("A B Diffuse.B Diffuse.G Diffuse.R G R", 1, 4, 16, true, true)]
    public void Channels_make_a_picture(string names, int type, int channels, int depth, bool alpha, bool isFloat)
    {
        var facts = Facts(new ExrPartBuilder { Channels = Channels(names, type) });

        Assert.That((facts.Channels, facts.BitDepth, facts.HasAlpha, facts.IsFloat), Is.EqualTo((channels, depth, alpha, isFloat)));
    }

    [Test]
    public void Of_channels_that_differ_the_deepest_counts_and_those_of_other_layers_do_not()
    {
        Assert.That(Facts(new ExrPartBuilder { Channels = [new("B"), new("G"), new("R", 2)] }).BitDepth, Is.EqualTo(32));
        Assert.That(Facts(new ExrPartBuilder { Channels = [new("B"), new("G"), new("R"), new("Z", 2)] }).BitDepth, Is.EqualTo(16));
    }

    [Test]
    public void The_data_window_is_the_size_and_may_lie_beside_the_display_window()
    {
        var facts = Facts(new ExrPartBuilder { DataWindow = [-3, -20, 6, 11], DisplayWindow = [0, 0, 99, 99] });

        Assert.That((facts.Width, facts.Height), Is.EqualTo((10, 32)));
    }

    [TestCase(0, 1)]
    [TestCase(1, 1)]
    [TestCase(2, 1)]
    [TestCase(3, 16)]
    [TestCase(4, 32)]
    [TestCase(5, 16)]
    [TestCase(6, 32)]
    [TestCase(7, 32)]
    [TestCase(8, 32)]
    [TestCase(9, 256)]
    public void Every_compression_has_its_number_of_lines_in_a_chunk(byte compression, int lines)
    {
        foreach (var height in (int[])[1, 16, 17, 33, 300])
        {
            var facts = Facts(new ExrPartBuilder { Compression = compression, Lines = lines, DataWindow = [0, 5, 9, 4 + height], ChunkBytes = 20 });

            Assert.That(facts.Height, Is.EqualTo(height));
        }
    }

    // A picture of 5 x 3 in tiles of 2 x 2, by hand: levels 5x3, 2x1, 1x1 rounded down; 5x3, 3x2, 2x1, 1x1 rounded up.
    [TestCase(0x00, "5,3")]
    [TestCase(0x01, "5,3 2,1 1,1")]
    [TestCase(0x11, "5,3 3,2 2,1 1,1")]
    public void Tiles_are_counted_over_all_levels(byte mode, string levels)
    {
        List<int[]> places = [];
        var level = 0;
        foreach (var size in levels.Split(' ').Select(text => text.Split(',').Select(int.Parse).ToArray()))
        {
            for (var y = 0; y < size[1]; y += 2)
            {
                for (var x = 0; x < size[0]; x += 2)
                {
                    places.Add([x / 2, y / 2, level, level]);
                }
            }

            level++;
        }

        Assert.That(Facts(new ExrPartBuilder { DataWindow = [0, 0, 4, 2], Tiles = (2, 2, mode), Places = places }).Width, Is.EqualTo(5));
        Assert.That(Reading.Failure(ExrBuilder.Single(new ExrPartBuilder { DataWindow = [0, 0, 4, 2], Tiles = (2, 2, mode), Places = [.. places.SkipLast(1)] }), Name).Offset, Is.GreaterThan(0));
    }

    [Test]
    public void Levels_of_both_directions_are_counted_row_by_row()
    {
        // 4 x 2 in tiles of 4 x 4: one tile for each of three times two levels.
        int[][] places = [[0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 2, 0], [0, 0, 0, 1], [0, 0, 1, 1], [0, 0, 2, 1]];

        Assert.That(Facts(new ExrPartBuilder { DataWindow = [0, 0, 3, 1], Tiles = (4, 4, 2), Places = places }).Width, Is.EqualTo(4));
    }

    [Test]
    public void Of_several_parts_the_first_is_the_picture()
    {
        var left = new ExrPartBuilder { Channels = Channels("B G R", 2) };
        var right = new ExrPartBuilder { DataWindow = [0, 0, 19, 19], Tiles = (20, 20, 0), Places = [[0, 0, 0, 0]] };
        var facts = Reading.Of(new ExrBuilder(left, right).Build(), Name).Facts.Texture!;

        Assert.That((facts.Width, facts.Channels, facts.BitDepth), Is.EqualTo((8, 3, 32)));
        Assert.That(Reading.Of(new ExrBuilder(right, left).Build(), Name).Facts.Texture!.Width, Is.EqualTo(20));
        Assert.That(Reading.Of(new ExrBuilder(left) { MultiPart = true }.Build(), Name).Facts.Texture!.Width, Is.EqualTo(8));
    }

    [Test]
    public void Values_are_linear_unless_other_primaries_are_named()
    {
        static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
        var rec709 = Floats(0.64f, 0.33f, 0.3f, 0.6f, 0.15f, 0.06f, 0.3127f, 0.329f);
        var aces = Floats(0.7347f, 0.2653f, 0, 1, 0.0001f, -0.077f, 0.32168f, 0.33767f);

        Assert.That(Facts(new ExrPartBuilder()).FileColorSpace, Is.EqualTo(ColorSpace.Linear));
        Assert.That(Facts(new ExrPartBuilder().With("chromaticities", "chromaticities", rec709)).FileColorSpace, Is.EqualTo(ColorSpace.Linear));
        Assert.That(Facts(new ExrPartBuilder().With("chromaticities", "chromaticities", aces)).FileColorSpace, Is.EqualTo(ColorSpace.Other));
    }

    [Test]
    public void Floating_point_is_kept_as_hdr_whatever_the_name()
    {
        var facts = Facts(new ExrPartBuilder(), "T_Crate_N.exr");

        Assert.That((facts.Srgb, facts.Compression), Is.EqualTo((false, TextureCompression.Hdr)));
    }

    [Test]
    public void The_attribute_software_names_the_program()
    {
        Assert.That(Reading.Of(ExrBuilder.Single(new ExrPartBuilder().WithText("Software", "Blender 4.2")), Name).Dcc, Is.EqualTo("Blender 4.2"));
        Assert.That(Reading.Of(ExrBuilder.Single(new ExrPartBuilder().WithText("owner", "Somebody")), Name).Dcc, Is.Null);
    }

    [Test]
    public void The_headers_alone_give_the_same_facts()
    {
        var bytes = ExrBuilder.Single(new ExrPartBuilder().WithText("software", "X"));
        var whole = Reading.Of(bytes, Name);
        var header = AssetFile.Read(new MemoryStream(bytes), Name, null, AssetFileDepth.Header);

        Assert.That((header.Facts.Texture, header.Dcc), Is.EqualTo((whole.Facts.Texture, whole.Dcc)));
    }
}
