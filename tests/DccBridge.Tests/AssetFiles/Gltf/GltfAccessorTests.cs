using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Gltf;

[TestFixture]
public sealed class GltfAccessorTests
{
    private const string Quantized = ",'extensionsUsed':['KHR_mesh_quantization'],'extensionsRequired':['KHR_mesh_quantization']";

    [TestCase(5121, new byte[] { 0, 2, 1, 0, 3, 2, 0, 0 })]
    [TestCase(5125, new byte[] { 0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0 })]
    public void Indices_may_be_bytes_or_32_bits(int component, byte[] indices)
    {
        var scene = new GlbScene { Indices = indices, IndexAccessor = $$"""{'bufferView':2,'componentType':{{component}},'count':6,'type':'SCALAR'}""" };
        var mesh = Reading.Glb(scene.Build());

        Assert.That((mesh.Triangles, mesh.DegenerateTriangles), Is.EqualTo((2, 0)));
    }

    [Test]
    public void Interleaved_elements_are_read_at_their_stride()
    {
        // Position and UV of each vertex side by side: 20 bytes.
        var scene = new GlbScene
        {
            Positions = GlbBuilder.Floats(0, 0, 0, 9, 9, 2, 0, 0, 9, 9, 2, 0, 1, 9, 9, 0, 0, 1, 9, 9),
            Uvs = [],
            BufferViews = "[{'buffer':0,'byteLength':80,'byteStride':20},{'buffer':0,'byteOffset':12,'byteLength':68,'byteStride':20},{'buffer':0,'byteOffset':80,'byteLength':12}]",
        };

        Assert.That(Reading.Glb(scene.Build()).Bounds.Max, Is.EqualTo(new Vector3D(200, 100, 0)));
    }

    [TestCase(5120, "true", 1.0, -1.0)]
    [TestCase(5121, "true", 127 / 255.0, 128 / 255.0)]
    [TestCase(5120, "false", 127.0, -128.0)]
    [TestCase(5121, "false", 127.0, 128.0)]
    public void Quantized_bytes_are_read_as_the_specification_says(int component, string normalized, double first, double second)
    {
        var scene = new GlbScene
        {
            Positions = [127, 0, 0, 0, 128, 0, 0, 0, 0, 127, 0, 0, 0, 0, 127, 0],
            BufferViews = "[{'buffer':0,'byteLength':16,'byteStride':4},{'buffer':0,'byteOffset':16,'byteLength':32},{'buffer':0,'byteOffset':48,'byteLength':12}]",
            PositionAccessor = $$"""{'bufferView':0,'componentType':{{component}},'normalized':{{normalized}},'count':4,'type':'VEC3'}""",
            More = Quantized,
        };

        var bounds = Reading.Glb(scene.Build()).Bounds;

        Assert.That(bounds.Max.X, Is.EqualTo(Math.Max(first, second) * 100).Within(1e-4));
        Assert.That(bounds.Min.X, Is.EqualTo(Math.Min(Math.Min(first, second), 0) * 100).Within(1e-4));
    }

    [Test]
    public void Quantized_positions_need_their_extension()
    {
        var scene = new GlbScene { PositionAccessor = "{'bufferView':0,'componentType':5123,'count':4,'type':'VEC3'}" };

        Assert.That(Reading.Failure(scene.Build(), "a.glb").Message, Does.Contain("KHR_mesh_quantization"));
    }

    [Test]
    public void Sparse_positions_lie_over_the_others()
    {
        var scene = new GlbScene
        {
            Indices = [.. GlbBuilder.Shorts(0, 2, 1, 0, 3, 2), .. GlbBuilder.Shorts(1, 3), .. GlbBuilder.Floats(7, 0, 0, 0, 0, 4)],
            BufferViews = "[{'buffer':0,'byteLength':48},{'buffer':0,'byteOffset':48,'byteLength':32},{'buffer':0,'byteOffset':80,'byteLength':12},{'buffer':0,'byteOffset':92,'byteLength':4},{'buffer':0,'byteOffset':96,'byteLength':24}]",
            PositionAccessor = "{'bufferView':0,'componentType':5126,'count':4,'type':'VEC3','sparse':{'count':2,'indices':{'bufferView':3,'componentType':5123},'values':{'bufferView':4}}}",
        };
        var alone = scene with { PositionAccessor = scene.PositionAccessor.Replace("'bufferView':0,", "", StringComparison.Ordinal) };

        Assert.That(Reading.Glb(scene.Build()).Bounds.Max, Is.EqualTo(new Vector3D(700, 400, 0)));
        Assert.That(Reading.Glb(alone.Build()).Bounds, Is.EqualTo(new BoundingBox(default, new Vector3D(700, 400, 0))));
    }

    [TestCase(new[] { 3, 1 })]
    [TestCase(new[] { 1, 1 })]
    [TestCase(new[] { 1, 4 })]
    public void Sparse_indices_must_rise_and_fit(int[] indices)
    {
        var scene = new GlbScene
        {
            Indices = [.. GlbBuilder.Shorts(0, 2, 1, 0, 3, 2), .. GlbBuilder.Shorts(indices), .. new byte[24]],
            BufferViews = "[{'buffer':0,'byteLength':48},{'buffer':0,'byteOffset':48,'byteLength':32},{'buffer':0,'byteOffset':80,'byteLength':12},{'buffer':0,'byteOffset':92,'byteLength':4},{'buffer':0,'byteOffset':96,'byteLength':24}]",
            PositionAccessor = "{'bufferView':0,'componentType':5126,'count':4,'type':'VEC3','sparse':{'count':2,'indices':{'bufferView':3,'componentType':5123},'values':{'bufferView':4}}}",
        };

        Assert.That(Reading.Failure(scene.Build(), "a.glb").Message, Does.Contain("sparse index"));
    }

    [Test]
    public void Parts_larger_than_a_window_are_read_whole()
    {
        const int Vertices = 20_000;
        var positions = new float[Vertices * 3];
        var indices = new int[Vertices];
        for (var i = 0; i < Vertices; i++)
        {
            (positions[i * 3], positions[(i * 3) + 2]) = (i, i % 3 == 2 ? 1 : 0);
            indices[i] = Vertices - 1 - i;
        }

        var scene = new GlbScene
        {
            Positions = GlbBuilder.Floats(positions),
            Indices = GlbBuilder.Shorts(indices[..19_998]),
            PositionAccessor = $$"""{'bufferView':0,'componentType':5126,'count':{{Vertices}},'type':'VEC3'}""",
            IndexAccessor = "{'bufferView':2,'componentType':5123,'count':19998,'type':'SCALAR'}",
            Primitives = "[{'attributes':{'POSITION':0},'indices':2}]",
        };
        var mesh = Reading.Glb(scene.Build());

        Assert.That((mesh.Triangles, mesh.DegenerateTriangles, mesh.Bounds.Max.X), Is.EqualTo((6666, 0, 1_999_900d)));
    }

    [Test]
    public void An_index_behind_the_last_vertex_is_refused_where_it_stands()
    {
        var scene = new GlbScene { Indices = GlbBuilder.Shorts(0, 2, 1, 0, 3, 4) };
        var bytes = scene.Build();
        var error = Reading.Failure(bytes, "crate.glb");

        Assert.That(error.Message, Does.Contain("index 4 points behind the last of 4 vertices"));
        Assert.That(bytes[(int)error.Offset], Is.EqualTo(4));
        Assert.That(error.Offset, Is.EqualTo(bytes.Length - 2));
    }

    [TestCase(5121, 1, 4)]
    [TestCase(5123, 2, 5)]
    [TestCase(5125, 4, 6)]
    public void An_index_far_into_a_part_is_read_and_refused_where_it_stands(int component, int size, int mode)
    {
        // More than are taken out of the file at a time, three times over.
        const int Corners = 9999;
        const int Wrong = 7001;
        var indices = new byte[Corners * size];
        for (var i = 0; i < Corners; i++)
        {
            indices[i * size] = (byte)(i % 4);
        }

        var scene = new GlbScene
        {
            Indices = indices,
            IndexAccessor = $$"""{'bufferView':2,'componentType':{{component}},'count':{{Corners}},'type':'SCALAR'}""",
            Primitives = $$"""[{'mode':{{mode}},'attributes':{'POSITION':0},'indices':2}]""",
        };
        var mesh = Reading.Glb(scene.Build());
        var damaged = indices.ToArray();
        damaged[Wrong * size] = 200;
        var bytes = (scene with { Indices = damaged }).Build();
        var error = Reading.Failure(bytes, "crate.glb");

        // A fan turns about its first corner, which every fourth corner is too.
        var expected = mode == 4 ? (Corners / 3, 0) : (Corners - 2, mode == 5 ? 0 : (Corners - 2) / 2);
        Assert.That((mesh.Triangles, mesh.DegenerateTriangles), Is.EqualTo(expected));
        Assert.That(error.Message, Does.Contain("index 200 points behind the last of 4 vertices"));
        Assert.That(bytes[(int)error.Offset], Is.EqualTo(200));
    }

    [TestCase("'count':5")]
    [TestCase("'count':2147483647")]
    [TestCase("'byteOffset':4,'count':4")]
    [TestCase("'byteOffset':9223372036854775807,'count':4")]
    public void Elements_beyond_their_view_are_refused(string members)
    {
        var scene = new GlbScene { PositionAccessor = $$"""{'bufferView':0,'componentType':5126,{{members}},'type':'VEC3'}""" };
        var error = Reading.Failure(scene.Build(), "a.glb");

        Assert.That(error.Offset, Is.EqualTo(scene.OffsetOf(scene.PositionAccessor)));
        Assert.That(error.Message, Does.Contain("vertices").Or.Contain("end after bufferViews[0]"));
    }

    [TestCase("'count':0")]
    [TestCase("'count':-1")]
    [TestCase("'count':2147483648")]
    [TestCase("'count':1e300")]
    [TestCase("'count':1.5")]
    [TestCase("'count':'4'")]
    [TestCase("'count':4,'byteOffset':-1")]
    [TestCase("'count':4,'byteOffset':99999999999999999999")]
    public void Counts_that_are_none_are_refused(string members) =>
        Reading.Failure(new GlbScene { PositionAccessor = $$"""{'bufferView':0,'componentType':5126,{{members}},'type':'VEC3'}""" }.Build(), "a.glb");

    [TestCase("4.0")]
    [TestCase("4e0")]
    public void A_whole_number_may_be_written_with_a_fraction(string count) =>
        Assert.That(Reading.Glb(new GlbScene { PositionAccessor = $$"""{'bufferView':0,'componentType':5126,'count':{{count}},'type':'VEC3'}""" }.Build()).Vertices, Is.EqualTo(4));

    [TestCase("{'buffer':0,'byteLength':99999}", "ends after its buffer")]
    [TestCase("{'buffer':0,'byteOffset':9223372036854775807,'byteLength':48}", "ends after its buffer")]
    [TestCase("{'buffer':0,'byteLength':0}", "byteLength")]
    [TestCase("{'buffer':1,'byteLength':48}", "buffers")]
    [TestCase("{'byteLength':48}", "buffer")]
    [TestCase("{'buffer':0,'byteLength':48,'byteStride':8}", "8 bytes apart")]
    [TestCase("{'buffer':0,'byteLength':48,'byteStride':256}", "byteStride")]
    public void Views_that_do_not_fit_are_refused(string view, string expected)
    {
        var scene = new GlbScene { BufferViews = $$"""[{{view}},{'buffer':0,'byteOffset':48,'byteLength':32},{'buffer':0,'byteOffset':80,'byteLength':12}]""" };

        Assert.That(Reading.Failure(scene.Build(), "a.glb").Message, Does.Contain(expected));
    }

    [Test]
    public void A_buffer_that_claims_more_than_the_binary_chunk_is_refused() =>
        Assert.That(Reading.Failure(new GlbScene { Buffers = "[{'byteLength':4294967296}]" }.Build(), "a.glb").Message, Does.Contain("4294967296"));

    [Test]
    public void A_list_without_data_is_limited_because_nothing_else_bounds_it()
    {
        var scene = new GlbScene { PositionAccessor = "{'componentType':5126,'count':20000000,'type':'VEC3'}" };
        var small = scene with { PositionAccessor = "{'componentType':5126,'count':4,'type':'VEC3'}" };
        var draco = small with { Primitives = "[{'attributes':{'POSITION':0},'indices':2,'extensions':{'KHR_draco_mesh_compression':{}}}]" };

        Assert.That(Reading.Failure(scene.Build(), "a.glb").Message, Does.Contain("limit for such is 1048576"));
        Assert.That(Reading.Failure(small.Build(), "a.glb").Message, Does.Contain("no data"));
        Assert.That(Reading.Failure(draco.Build(), "a.glb").Message, Does.Contain("Draco"));
    }

    [Test]
    public void Uv_channels_are_limited()
    {
        var channels = string.Join(',', Enumerable.Range(0, 33).Select(i => $"'TEXCOORD_{i}':1"));

        Assert.That(Reading.Failure(new GlbScene { Primitives = $$"""[{'attributes':{'POSITION':0,{{channels}}},'indices':2}]""" }.Build(), "a.glb").Message, Does.Contain("32 UV channels"));
    }

    [Test]
    public void Compressed_views_are_refused_unless_they_have_a_plain_copy()
    {
        const string Rest = ",{'buffer':0,'byteOffset':48,'byteLength':32},{'buffer':0,'byteOffset':80,'byteLength':12}]";
        const string Extension = "'extensions':{'EXT_meshopt_compression':{'buffer':0,'byteLength':9,'byteStride':12,'count':4,'mode':'ATTRIBUTES'}}";
        var buffers = $$"""[{'byteLength':92},{'byteLength':48}]""";
        var compressed = new GlbScene { BufferViews = $$"""[{'buffer':1,'byteLength':48,{{Extension}}}{{Rest}}""", Buffers = buffers };
        var plain = new GlbScene { BufferViews = $$"""[{'buffer':0,'byteLength':48,{{Extension}}}{{Rest}}""" };

        Assert.That(Reading.Failure(compressed.Build(), "a.glb").Message, Does.Contain("meshoptimizer"));
        Assert.That(Reading.Glb(plain.Build()).Triangles, Is.EqualTo(2));
    }

    [Test]
    public void Vertices_and_visits_are_limited()
    {
        var twice = new GlbScene { Scenes = "'scene':0,'scenes':[{'nodes':[0,1,2,3,4,5,6,7]}]", Nodes = $"[{string.Join(',', Enumerable.Repeat("{'mesh':0}", 8))}]" };

        Assert.That(Reading.Failure(twice.Build(), "a.glb", new AssetFileLimits { MaxElementsVisited = 41 }).Message, Does.Contain("41"));
        Assert.That(Reading.Of(twice.Build(), "a.glb", new AssetFileLimits { MaxElementsVisited = 42 }).Facts.Mesh!.Triangles, Is.EqualTo(16));
        Assert.That(Reading.Failure(new GlbScene().Build(), "a.glb", new AssetFileLimits { MaxVerticesPerPart = 3 }).Message, Does.Contain("4 vertices"));
    }

    [Test]
    public void Types_that_do_not_fit_their_use_are_refused()
    {
        Reading.Failure(new GlbScene { PositionAccessor = "{'bufferView':0,'componentType':5126,'count':4,'type':'VEC2'}" }.Build(), "a.glb");
        Reading.Failure(new GlbScene { PositionAccessor = "{'bufferView':0,'componentType':5124,'count':4,'type':'VEC3'}" }.Build(), "a.glb");
        Reading.Failure(new GlbScene { PositionAccessor = "{'bufferView':0,'componentType':5126,'count':4,'type':'VEC5'}" }.Build(), "a.glb");
        Reading.Failure(new GlbScene { IndexAccessor = "{'bufferView':2,'componentType':5122,'count':6,'type':'SCALAR'}" }.Build(), "a.glb");
        Reading.Failure(new GlbScene { IndexAccessor = "{'bufferView':2,'componentType':5123,'count':5,'type':'SCALAR'}" }.Build(), "a.glb");
        Reading.Failure(new GlbScene { UvAccessor = "{'bufferView':1,'componentType':5126,'count':3,'type':'VEC2'}" }.Build(), "a.glb");
        Reading.Failure(new GlbScene { Primitives = "[{'attributes':{'TEXCOORD_0':1}}]" }.Build(), "a.glb");
    }
}
