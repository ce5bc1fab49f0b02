using System.Buffers.Binary;
using System.Text;
using DccBridge.AssetFiles;

namespace DccBridge.Tests.AssetFiles.Gltf;

[TestFixture]
public sealed class GltfDamageTests
{
    private const string Name = "crate.glb";

    [Test]
    public void A_glb_cut_at_any_byte_names_an_offset()
    {
        var whole = new GlbScene().Build();
        for (var length = 0; length < whole.Length; length++)
        {
            Reading.Failure(whole[..length], Name);
        }
    }

    [Test]
    public void A_glb_cut_at_any_byte_is_refused_even_when_its_lengths_were_corrected()
    {
        var whole = new GlbScene().Build();
        Assert.That(Reading.Glb(GlbBuilder.Cut(whole, whole.Length)).Triangles, Is.EqualTo(2));
        for (var length = 0; length < whole.Length; length++)
        {
            Reading.Failure(GlbBuilder.Cut(whole, length), Name);
        }
    }

    [TestCase(0, 0x46546C68u, 0, "does not start with 'glTF'")]
    [TestCase(4, 1u, 4, "version 1")]
    [TestCase(8, 0xFFFFFFFFu, 8, "4294967295")]
    [TestCase(8, 12u, 8, "12 bytes")]
    [TestCase(12, 0xFFFFFFFFu, 12, "4294967295")]
    [TestCase(12, 3u, 12, "multiple of 4")]
    [TestCase(16, 0x004E4942u, 16, "JSON chunk must come first")]
    public void Container_fields_that_are_wrong_are_named(int field, uint value, int offset, string expected)
    {
        var bytes = new GlbScene().Build();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(field), value);
        var error = Reading.Failure(bytes, Name);

        Assert.That(error.Offset, Is.EqualTo(offset));
        Assert.That(error.Message, Does.Contain(expected));
    }

    [Test]
    public void Json_errors_name_the_byte_in_the_file()
    {
        var error = Reading.Failure(GlbBuilder.Of("{'asset':\n{'version':?}}"), Name);

        Assert.That(error.Offset, Is.EqualTo(20 + "{'asset':\n{'version':".Length));
        Assert.That(error.Message, Does.Contain("malformed"));
    }

    [Test]
    public void Json_that_is_not_utf8_or_has_half_a_surrogate_is_refused()
    {
        var latin = Encoding.Latin1.GetBytes(new GlbScene { Nodes = "[{'name':'Kr\u00fcmel','mesh':0}]" }.Json.Replace('\'', '"'));
        var error = Reading.Failure(GlbBuilder.OfBytes(latin, new GlbScene().Binary), Name);
        Assert.That(error.Offset, Is.EqualTo(20 + latin.AsSpan().IndexOf((byte)0xFC)));
        Assert.That(error.Message, Does.Contain("UTF-8"));

        Assert.That(Reading.Failure(new GlbScene { Nodes = @"[{'name':'\uD800','mesh':0}]" }.Build(), Name).Message, Does.Contain("surrogate"));
        Assert.That(Reading.Failure(new GlbScene { More = @",'\uDC00':1" }.Build(), Name).Message, Does.Contain("surrogate"));
        Assert.That(Reading.Glb(new GlbScene { Nodes = @"[{'name':'\uD83D\uDE00','mesh':0}]" }.Build()).Nodes[0].Name, Is.EqualTo("\U0001F600"));
    }

    [Test]
    public void Deep_long_and_doubled_json_is_refused()
    {
        Assert.That(Reading.Failure(GlbBuilder.Of(new string('[', 100_000)), Name).Message, Does.Contain("deeper than 64"));
        Assert.That(Reading.Failure(new GlbScene { More = ",'nodes':[]" }.Build(), Name).Message, Does.Contain("twice"));
        Assert.That(Reading.Failure(new GlbScene().Build(), Name, new AssetFileLimits { MaxJsonTokens = 50 }).Message, Does.Contain("50 values"));
        Assert.That(Reading.Failure(new GlbScene().Build(), Name, new AssetFileLimits { MaxJsonBytes = 100 }).Message, Does.Contain("limit is 100"));
        Assert.That(Reading.Failure(GlbBuilder.Of("[]"), Name).Message, Does.Contain("must be an object"));
        Assert.That(Reading.Failure(GlbBuilder.Of("    "), Name).Message, Does.Contain("malformed"));
    }

    [TestCase("[{'name':'A','mesh':0,'children':[1]},{'children':[2]},{'children':[1]}]", "two parents")]
    [TestCase("[{'mesh':0},{'children':[2]},{'children':[1]}]", "own ancestor")]
    [TestCase("[{'mesh':0,'children':[0]}]", "own ancestor")]
    [TestCase("[{'mesh':0},{'children':[0]}]", "below another node")]
    [TestCase("[{'mesh':0,'children':[1,1]},{}]", "two parents")]
    [TestCase("[{'mesh':0,'children':[7]}]", "\"nodes\" has 1 entries")]
    [TestCase("[{'mesh':1}]", "\"meshes\" has 1 entries")]
    [TestCase("[{'mesh':-1}]", "mesh")]
    [TestCase("[{'mesh':'0'}]", "must be a number")]
    [TestCase("[{'mesh':0,'translation':[1,2]}]", "3 numbers")]
    [TestCase("[{'mesh':0,'translation':[1,2,1e999]}]", "finite number")]
    [TestCase("[{'mesh':0,'translation':[1,2,'3']}]", "finite number")]
    [TestCase("[{'mesh':0,'matrix':[1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,2]}]", "last row")]
    [TestCase("[7]", "must be an object")]
    [TestCase("{}", "must be a list")]
    public void Nodes_that_cannot_be_are_refused(string nodes, string expected)
    {
        var scene = new GlbScene { Nodes = nodes };
        var error = Reading.Failure(scene.Build(), Name);

        Assert.That(error.Message, Does.Contain(expected));
        Assert.That(error.Offset, Is.InRange(scene.OffsetOf(nodes) - 20, scene.OffsetOf(nodes) + nodes.Length));
    }

    [TestCase("'scene':1,'scenes':[{'nodes':[0]}]")]
    [TestCase("'scene':0")]
    [TestCase("'scenes':[{'nodes':[0,0]}]")]
    [TestCase("'scenes':[{'nodes':[1]}]")]
    public void Scenes_that_cannot_be_are_refused(string scenes) => Reading.Failure(new GlbScene { Scenes = scenes }.Build(), Name);

    [Test]
    public void A_chain_of_nodes_as_deep_as_the_limit_is_read_and_a_longer_one_refused()
    {
        static GlbScene Chain(int length) => new()
        {
            Nodes = $"[{string.Join(',', Enumerable.Range(0, length).Select(i => i == length - 1 ? "{'mesh':0}" : $$"""{'children':[{{i + 1}}]}"""))}]",
        };

        Assert.That(Reading.Glb(Chain(65536).Build()).Nodes, Has.Count.EqualTo(65536));
        Assert.That(Reading.Failure(Chain(65537).Build(), Name).Message, Does.Contain("65537"));
    }

    [Test]
    public void Compressed_meshes_are_refused_with_the_switch_to_change()
    {
        Assert.That(Reading.Failure(new GlbScene { More = ",'extensionsRequired':['KHR_draco_mesh_compression']" }.Build(), Name).Message, Does.Contain("Draco").And.Contain("'Compression'"));
        Assert.That(Reading.Failure(new GlbScene { More = ",'extensionsRequired':['EXT_meshopt_compression']" }.Build(), Name).Message, Does.Contain("gltfpack"));
        Assert.That(Reading.Failure(new GlbScene { More = ",'extensionsRequired':['ACME_nurbs']" }.Build(), Name).Message, Does.Contain("ACME_nurbs"));
        Assert.That(Reading.Failure(new GlbScene { More = ",'extensionsRequired':[1]" }.Build(), Name).Message, Does.Contain("must be a text"));
    }

    [Test]
    public void Extensions_that_leave_the_geometry_alone_are_accepted() =>
        Assert.That(Reading.Glb(new GlbScene { More = ",'extensionsRequired':['KHR_materials_unlit','KHR_texture_transform'],'extensionsUsed':['KHR_draco_mesh_compression']" }.Build()).Triangles, Is.EqualTo(2));

    [TestCase("{'version':'1.0'}")]
    [TestCase("{'version':'2.1','minVersion':'2.1'}")]
    [TestCase("{}")]
    [TestCase("[]")]
    public void Another_version_of_gltf_is_refused(string asset) => Reading.Failure(new GlbScene { Asset = asset }.Build(), Name);

    [Test]
    public void A_file_without_triangles_is_refused()
    {
        Assert.That(Reading.Failure(new GlbScene { Nodes = "[{'name':'Empty'}]" }.Build(), Name).Message, Does.Contain("no mesh"));
        Assert.That(Reading.Failure(new GlbScene { Primitives = "[{'attributes':{'POSITION':0},'mode':1}]" }.Build(), Name).Message, Does.Contain("no mesh"));
    }

    [Test]
    public void Names_and_slots_are_limited()
    {
        Assert.That(Reading.Failure(new GlbScene { Nodes = $$"""[{'name':'{{new string('x', 1025)}}','mesh':0}]""" }.Build(), Name).Message, Does.Contain("1025 characters"));

        var part = "{'attributes':{'POSITION':0},'indices':2,'material':";
        var scene = new GlbScene
        {
            Materials = $"[{string.Join(',', Enumerable.Repeat("{}", 1025))}]",
            Primitives = $"[{string.Join(',', Enumerable.Range(0, 1025).Select(i => part + i + "}"))}]",
        };
        Assert.That(Reading.Failure(scene.Build(), Name).Message, Does.Contain("1025 material slots"));
    }

    [Test]
    public void A_file_above_the_limit_is_refused_before_it_is_read() =>
        Assert.That(Reading.Failure(new GlbScene().Build(), Name, new AssetFileLimits { MaxFileBytes = 64 }).Message, Does.Contain("limit is 64"));

    [Test]
    public void Morph_targets_times_nodes_take_no_memory()
    {
        const int Targets = 2000, Nodes = 2000;
        var scene = new GlbScene
        {
            Scenes = $"'scene':0,'scenes':[{{'nodes':[{string.Join(',', Enumerable.Range(0, Nodes))}]}}]",
            Nodes = $"[{string.Join(',', Enumerable.Repeat("{'mesh':0}", Nodes))}]",
            Primitives = $"[{{'attributes':{{'POSITION':0}},'indices':2,'targets':[{string.Join(',', Enumerable.Repeat("{}", Targets))}]}}]",
            MoreAccessors = $",{{'componentType':5126,'count':1,'type':'SCALAR'}},{{'componentType':5126,'count':{Targets},'type':'SCALAR'}}",
            More = $",'animations':[{{'samplers':[{{'input':3,'output':4}}],'channels':[{string.Join(',', Enumerable.Range(0, Nodes).Select(node => $"{{'sampler':0,'target':{{'node':{node},'path':'weights'}}}}"))}]}}]",
        };
        var bytes = scene.Build();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var content = Reading.Of(bytes, "SM_Quad.glb");

        Assert.That((content.Facts.Mesh!.Morphs.Count, content.Facts.Animations.Single().Tracks), Is.EqualTo((Targets, Targets * Nodes)));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(32L << 20));
    }
}
