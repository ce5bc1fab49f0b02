using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Gltf;

[TestFixture]
public sealed class GltfFactsTests
{
    [Test]
    public void A_quad_has_the_facts_that_were_written()
    {
        var content = Reading.Of(new GlbScene().Build(), "SM_Quad.glb");
        var mesh = content.Facts.Mesh!;

        Assert.That(content.Class, Is.EqualTo(AssetClasses.StaticMesh));
        Assert.That(content.Dcc, Is.EqualTo("Test Exporter 1.0"));
        Assert.That(content.NodeNames, Is.EqualTo(["Quad"]));
        Assert.That(content.MaterialNames, Is.EqualTo(["M_Quad"]));
        Assert.That(content.ExternalFiles, Is.Empty);
        Assert.That((mesh.Triangles, mesh.Vertices, mesh.UvChannels, mesh.DegenerateTriangles, mesh.HasInvalidPositions), Is.EqualTo((2, 4, 1, 0, false)));
        Assert.That(mesh.Slots, Is.EqualTo([new MaterialSlot { Name = "M_Quad", Triangles = 2 }]));
        Assert.That(mesh.SourceUnitCentimetres, Is.EqualTo(100));
    }

    [Test]
    public void Of_parts_with_more_vertices_than_may_be_held_only_repeated_corners_and_no_overlaps_are_measured()
    {
        var bytes = new GlbScene { Positions = GlbBuilder.Floats(0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 3), Indices = GlbBuilder.Shorts(0, 1, 2, 0, 0, 3), Nodes = "[{'name':'Quad','mesh':0,'translation':[1,0,0]}]" }.Build();
        var whole = Reading.Glb(bytes);
        var less = Reading.Of(bytes, "SM_Quad.glb", new AssetFileLimits { MaxHeldPoints = 3 }).Facts.Mesh!;

        Assert.That((whole.DegenerateTriangles, whole.Uvs[0].OverlapPercent), Is.EqualTo((2, (double?)0)));
        Assert.That((less.Triangles, less.DegenerateTriangles, less.UvChannels, less.Uvs[0].OverlapPercent), Is.EqualTo((2, 1, 1, (double?)null)));
        Assert.That(less.Bounds, Is.EqualTo(whole.Bounds));
    }

    [Test]
    public void Metres_with_y_up_become_centimetres_with_z_up()
    {
        var scene = new GlbScene { Positions = GlbBuilder.Floats(1, 2, 3, -1, 2, 3, 1, 5, 3, 1, 2, 7) };

        Assert.That(Reading.Glb(scene.Build()).Bounds, Is.EqualTo(new BoundingBox(new(-100, 300, 200), new(100, 700, 500))));
    }

    [Test]
    public void Bounds_follow_the_transforms_of_all_nodes_above()
    {
        // A quarter turn about Y brings x to -z; the parent then doubles and lifts by 10 m.
        var scene = new GlbScene
        {
            Nodes = """
                [{'name':'Root','translation':[0,10,0],'scale':[2,2,2],'children':[1]},
                 {'name':'Quad','mesh':0,'rotation':[0,0.7071067811865476,0,0.7071067811865476]}]
                """,
        };

        var bounds = Reading.Glb(scene.Build()).Bounds;

        // glTF: x 0..2 becomes z 0..-2, z 0..1 becomes x 0..1; doubled; y 10.
        Assert.That((bounds.Min.X, bounds.Max.X), Is.EqualTo((0d, 200d)).Within(1e-6));
        Assert.That((bounds.Min.Y, bounds.Max.Y), Is.EqualTo((-400d, 0d)).Within(1e-6));
        Assert.That((bounds.Min.Z, bounds.Max.Z), Is.EqualTo((1000d, 1000d)).Within(1e-6));
    }

    [Test]
    public void Parents_come_before_children_whatever_the_order_in_the_file()
    {
        var scene = new GlbScene
        {
            Scenes = "'scene':0,'scenes':[{'nodes':[3,1]}]",
            Nodes = "[{'name':'Leaf','mesh':0},{'name':'Second'},{'children':[0]},{'name':'First','children':[2]}]",
        };

        var nodes = Reading.Glb(scene.Build()).Nodes;

        Assert.That(nodes.Select(node => (node.Name, node.Parent, node.HasMesh)), Is.EqualTo([("First", -1, false), ("Node_2", 0, false), ("Leaf", 1, true), ("Second", -1, false)]));
    }

    [Test]
    public void Node_facts_are_as_written_in_the_file()
    {
        var scene = new GlbScene { Nodes = "[{'name':'Quad','mesh':0,'translation':[1,2,3],'rotation':[0,1,0,0],'scale':[0.01,2,-3]}]" };

        var node = Reading.Glb(scene.Build()).Nodes[0];

        Assert.That((node.Translation, node.Rotation, node.Scale), Is.EqualTo((new Vector3D(1, 2, 3), new QuaternionD(0, 1, 0, 0), new Vector3D(0.01, 2, -3))));
    }

    [Test]
    public void A_matrix_is_taken_apart_into_move_turn_and_scale()
    {
        // Columns: x axis to y doubled, y axis to -x tripled, z kept; moved by (5, 6, 7).
        var scene = new GlbScene { Nodes = "[{'name':'Quad','mesh':0,'matrix':[0,2,0,0, -3,0,0,0, 0,0,1,0, 5,6,7,1]}]" };

        var node = Reading.Glb(scene.Build()).Nodes[0];

        Assert.That(node.Translation, Is.EqualTo(new Vector3D(5, 6, 7)));
        Assert.That(node.Scale, Is.EqualTo(new Vector3D(2, 3, 1)));
        Assert.That(node.Rotation.Z, Is.EqualTo(Math.Sqrt(0.5)).Within(1e-12));
        Assert.That(node.Rotation.W, Is.EqualTo(Math.Sqrt(0.5)).Within(1e-12));
    }

    [Test]
    public void A_mirroring_matrix_has_a_negative_scale() =>
        Assert.That(Reading.Glb(new GlbScene { Nodes = "[{'mesh':0,'matrix':[-1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1]}]" }.Build()).Nodes[0].Scale, Is.EqualTo(new Vector3D(-1, 1, 1)));

    [Test]
    public void A_mesh_that_stands_twice_counts_twice_and_one_outside_the_scene_not_at_all()
    {
        var scene = new GlbScene
        {
            Scenes = "'scene':0,'scenes':[{'nodes':[0,1]},{'nodes':[2]}]",
            Nodes = "[{'name':'A','mesh':0},{'name':'B','mesh':0,'translation':[10,0,0]},{'name':'C','mesh':0,'translation':[900,0,0]}]",
        };

        var mesh = Reading.Glb(scene.Build());

        Assert.That((mesh.Triangles, mesh.Vertices, mesh.Slots[0].Triangles, mesh.Bounds.Max.X), Is.EqualTo((4, 8, 4, 1200d)));
        Assert.That(mesh.Nodes, Has.Count.EqualTo(2));
    }

    [TestCase("'scenes':[{'nodes':[0]}]")]
    [TestCase("'asset2':0")]
    public void Without_a_default_scene_the_first_or_all_roots_are_read(string scenes) =>
        Assert.That(Reading.Glb(new GlbScene { Scenes = scenes }.Build()).Triangles, Is.EqualTo(2));

    [Test]
    public void Slots_are_one_per_material_in_order_of_use_and_parts_without_material_share_an_empty_one()
    {
        var part = "{'attributes':{'POSITION':0,'TEXCOORD_0':1},'indices':2";
        var scene = new GlbScene
        {
            Materials = "[{'name':'M_A'},{'name':'M_B'},{'name':'M_Unused'},{}]",
            Primitives = $$"""[{{part}},'material':1},{{part}}},{{part}},'material':0},{{part}},'material':1},{{part}}},{{part}},'material':3}]""",
        };

        var content = Reading.Of(scene.Build(), "SM_Test.glb");

        Assert.That(content.Facts.Mesh!.Slots.Select(slot => (slot.Name, slot.Triangles)), Is.EqualTo([("M_B", 4), ("", 4), ("M_A", 2), ("Material_3", 2)]));
        Assert.That(content.MaterialNames, Is.EqualTo(["M_B", "M_A", "Material_3"]));
    }

    [Test]
    public void Parts_that_share_their_vertices_count_them_once()
    {
        var part = "{'attributes':{'POSITION':0},'indices':2}";

        Assert.That(Reading.Glb(new GlbScene { Primitives = $"[{part},{part}]" }.Build()).Vertices, Is.EqualTo(4));
    }

    [Test]
    public void Uv_channels_are_those_that_every_part_has()
    {
        var scene = new GlbScene { Primitives = "[{'attributes':{'POSITION':0,'TEXCOORD_0':1,'TEXCOORD_1':1},'indices':2},{'attributes':{'POSITION':0,'TEXCOORD_0':1},'indices':2}]" };
        var bare = new GlbScene { Primitives = "[{'attributes':{'POSITION':0,'TEXCOORD_0':1},'indices':2},{'attributes':{'POSITION':0},'indices':2}]" };

        Assert.That(Reading.Glb(scene.Build()).UvChannels, Is.EqualTo(1));
        Assert.That(Reading.Glb(bare.Build()).UvChannels, Is.Zero);
    }

    [TestCase(4, 2)]
    [TestCase(5, 4)]
    [TestCase(6, 4)]
    public void Strips_and_fans_make_a_triangle_with_each_further_corner(int mode, int triangles) =>
        Assert.That(Reading.Glb(new GlbScene { Primitives = $$"""[{'attributes':{'POSITION':0},'indices':2,'mode':{{mode}}}]""" }.Build()).Triangles, Is.EqualTo(triangles));

    [Test]
    public void Fans_turn_about_their_first_corner()
    {
        // As a fan about corner 0 all triangles have area; as a strip the second one (1, 2, 3) would lie on a line.
        var positions = GlbBuilder.Floats(0, 0, 0, 1, 0, 1, 2, 0, 1, 3, 0, 1);
        var fan = new GlbScene { Positions = positions, Primitives = "[{'attributes':{'POSITION':0},'mode':6}]" };
        var strip = new GlbScene { Positions = positions, Primitives = "[{'attributes':{'POSITION':0},'mode':5}]" };

        Assert.That(Reading.Glb(fan.Build()).DegenerateTriangles, Is.Zero);
        Assert.That(Reading.Glb(strip.Build()).DegenerateTriangles, Is.EqualTo(1));
    }

    [Test]
    public void Points_and_lines_are_passed_over()
    {
        var scene = new GlbScene { Primitives = "[{'attributes':{'POSITION':0},'mode':0},{'attributes':{'POSITION':0},'mode':1},{'attributes':{'POSITION':0,'TEXCOORD_0':1},'indices':2,'material':0}]" };
        var mesh = Reading.Glb(scene.Build());

        Assert.That((mesh.Triangles, mesh.UvChannels, mesh.Slots.Count), Is.EqualTo((2, 1, 1)));
    }

    [Test]
    public void Triangles_with_repeated_corners_or_without_area_are_degenerate()
    {
        var repeated = new GlbScene { Indices = GlbBuilder.Shorts(0, 0, 1, 0, 1, 2) };
        var line = new GlbScene { Positions = GlbBuilder.Floats(0, 0, 0, 0.1f, 0.1f, 0.1f, 0.3f, 0.3f, 0.3f, 5, 0, 0), Indices = GlbBuilder.Shorts(0, 1, 2, 0, 1, 3) };
        var point = new GlbScene { Positions = new byte[48] };

        Assert.That(Reading.Glb(repeated.Build()).DegenerateTriangles, Is.EqualTo(1));
        Assert.That(Reading.Glb(line.Build()).DegenerateTriangles, Is.EqualTo(1));
        Assert.That(Reading.Glb(point.Build()).DegenerateTriangles, Is.EqualTo(2));
    }

    [Test]
    public void Small_triangles_with_area_are_not_degenerate()
    {
        var tiny = new GlbScene { Positions = GlbBuilder.Floats(0, 0, 0, 2e-7f, 0, 0, 2e-7f, 0, 1e-7f, 0, 0, 1e-7f) };

        Assert.That(Reading.Glb(tiny.Build()).DegenerateTriangles, Is.Zero);
    }

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    public void Positions_that_are_no_numbers_are_reported_and_left_out_of_the_bounds(float bad)
    {
        var mesh = Reading.Glb(new GlbScene { Positions = GlbBuilder.Floats(0, 0, 0, 2, 0, 0, 2, bad, 1, 0, 0, 1) }.Build());

        Assert.That((mesh.HasInvalidPositions, mesh.DegenerateTriangles), Is.EqualTo((true, 0)));
        Assert.That(mesh.Bounds.Max, Is.EqualTo(new Vector3D(200, 100, 0)));
    }

    [Test]
    public void Transforms_that_overflow_make_positions_invalid()
    {
        var mesh = Reading.Glb(new GlbScene { Nodes = "[{'scale':[1e200,1e200,1e200],'children':[1]},{'mesh':0,'scale':[1e200,1e200,1e200]}]" }.Build());

        Assert.That(mesh.HasInvalidPositions, Is.True);
        Assert.That(double.IsFinite(mesh.Bounds.Size.X), Is.True);
    }
}
