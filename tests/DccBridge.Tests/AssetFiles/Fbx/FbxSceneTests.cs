using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;
using static DccBridge.Tests.AssetFiles.Fbx.FbxTestScene;

namespace DccBridge.Tests.AssetFiles.Fbx;

[TestFixture]
public sealed class FbxSceneTests
{
    private const double Tiny = 1e-9;

    [Test]
    public void Collision_and_levels_are_told_by_their_names_and_count_in_nothing_else()
    {
        var facts = new FbxTestScene
        {
            Objects = [Thing("Model", 101, "UCX_SM_Quad_01", "Mesh", Far()), Thing("Model", 102, "SM_Quad_LOD1", "Mesh", Far()), Thing("Model", 103, "UBX_SM_Other", "Mesh", Far())],
            Connections = [C(101, Model), C(Mesh, 101), C(102, 0), C(Mesh, 102), C(103, 0), C(Mesh, 103)],
        }.Facts();

        Assert.That((facts.Triangles, facts.Vertices, facts.Bounds.Size.X), Is.EqualTo((2, 4, 2.0)));
        Assert.That(facts.Collisions, Is.EqualTo(new[]
        {
            new CollisionFacts { Node = "UCX_SM_Quad_01", Shape = CollisionShape.Convex, Target = "SM_Quad", Triangles = 2, IsNested = true },
            new CollisionFacts { Node = "UBX_SM_Other", Shape = CollisionShape.Box, Triangles = 2 },
        }));
        Assert.That(facts.Lods, Is.EqualTo(new[] { new LodFacts { Level = 1, Triangles = 2, Vertices = 4, Node = "SM_Quad_LOD1" } }));
        Assert.That(facts.Nodes.Select(node => node.Kind), Is.EqualTo(new[] { NodeKind.Mesh, NodeKind.Collision, NodeKind.Lod, NodeKind.Collision }));
    }

    [Test]
    public void The_children_of_an_lod_group_are_its_levels_in_their_order([Values] bool asAttribute)
    {
        var facts = new FbxTestScene
        {
            Objects =
            [
                Thing("Model", 110, "Group", asAttribute ? "Null" : "LodGroup"), Thing("NodeAttribute", 410, "", asAttribute ? "LodGroup" : "Null"),
                Thing("Model", 101, "Near", "Mesh"), Thing("Model", 102, "Far", "Null"), Thing("Model", 103, "Below", "Mesh"), Thing("Model", 104, "Farthest", "Mesh"),
            ],
            Connections = [C(110, 0), C(410, 110), C(101, 110), C(Mesh, 101), C(102, 110), C(103, 102), C(Mesh, 103), C(104, 110), C(Mesh, 104)],
        }.Facts();

        Assert.That(facts.Triangles, Is.EqualTo(4), "the quad itself and the first level");
        Assert.That(facts.Lods.Select(lod => (lod.Level, lod.Node, lod.Triangles)), Is.EqualTo(new[] { (1, (string?)"Below", 2), (2, "Farthest", 2) }));
    }

    [Test]
    public void A_collision_shape_in_an_lod_group_is_no_level()
    {
        var facts = new FbxTestScene
        {
            Objects = [Thing("Model", 110, "Group", "LodGroup"), Thing("Model", 101, "Near", "Mesh"), Thing("Model", 102, "UCX_Near", "Mesh"), Thing("Model", 103, "Far", "Mesh")],
            Connections = [C(110, 0), C(101, 110), C(Mesh, 101), C(102, 110), C(Mesh, 102), C(103, 110), C(Mesh, 103)],
        }.Facts();

        Assert.That(facts.Lods.Select(lod => (lod.Level, lod.Node)), Is.EqualTo(new[] { (1, (string?)"Far") }));
        Assert.That(facts.Collisions.Select(shape => (shape.Node, shape.Target)), Is.EqualTo(new[] { ("UCX_Near", (string?)"Near") }));
    }

    [Test]
    public void Cameras_and_lights_are_told()
    {
        var facts = new FbxTestScene { Objects = [Thing("Model", 101, "Cam", "Camera"), Thing("Model", 102, "Sun", "Light")], Connections = [C(101, 0), C(102, 101)] }.Facts();

        Assert.That(facts.Nodes.Select(node => (node.Name, node.Kind, node.Parent)), Is.EqualTo(new[] { ("SM_Quad", NodeKind.Mesh, -1), ("Cam", NodeKind.Camera, -1), ("Sun", NodeKind.Light, 1) }));
    }

    // The point (1, 2, 3) turned by 90 degrees about each axis in the order that is named; by hand: about X (x, y, z) goes to (x, -z, y), about Y to (z, y, -x), about Z to (-y, x, z).
    [TestCase(0, 3, 2, -1)]
    [TestCase(1, 2, 1, -3)]
    [TestCase(2, -2, 1, 3)]
    [TestCase(3, -1, 3, 2)]
    [TestCase(4, 1, -3, 2)]
    [TestCase(5, 3, -2, 1)]
    [TestCase(6, 3, 2, -1)]
    public void Rotation_orders_turn_about_the_axes_one_after_the_other(int order, double x, double y, double z)
    {
        var scene = new FbxTestScene { Positions = [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3], ModelProperties = [P("RotationActive", true), P("RotationOrder", order), P("Lcl Rotation", 90.0, 90.0, 90.0)] };
        var at = scene.Facts().Bounds.Min;

        Assert.That((at.X, -at.Y, at.Z), Is.EqualTo((x, y, z)).Within(Tiny));
    }

    [Test]
    public void Pre_and_post_rotation_hold_only_when_rotation_is_active()
    {
        Vector3D At(params FbxPart[] properties) => new FbxTestScene { Positions = [1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0], ModelProperties = properties }.Facts().Bounds.Min;

        var pre = At(P("RotationActive", true), P("PreRotation", 0.0, 0.0, 90.0));
        Assert.That((pre.X, pre.Y), Is.EqualTo((0.0, -1.0)).Within(Tiny));
        var post = At(P("RotationActive", true), P("PostRotation", 0.0, 0.0, 90.0));
        Assert.That((post.X, post.Y), Is.EqualTo((0.0, 1.0)).Within(Tiny));
        Assert.That(At(P("PreRotation", 0.0, 0.0, 90.0), P("PostRotation", 0.0, 0.0, 90.0), P("RotationOrder", 5)), Is.EqualTo(new Vector3D(1, 0, 0)));
    }

    [Test]
    public void Pivots_and_offsets_move_the_centre_of_rotation_and_scale()
    {
        var turned = new FbxTestScene { Positions = [1, 0, 0, 2, 0, 0, 2, 0, 0, 1, 0, 0], ModelProperties = [P("RotationPivot", 1.0, 0.0, 0.0), P("Lcl Rotation", 0.0, 0.0, 90.0), P("RotationOffset", 0.0, 0.0, 7.0)] }.Facts();
        Assert.That((turned.Bounds.Min.X, turned.Bounds.Max.X, turned.Bounds.Min.Y, turned.Bounds.Min.Z), Is.EqualTo((1.0, 1.0, -1.0, 7.0)).Within(Tiny));
        Assert.That((turned.Nodes[0].Translation.X, turned.Nodes[0].Translation.Y, turned.Nodes[0].Translation.Z), Is.EqualTo((1.0, -1.0, 7.0)).Within(Tiny));

        var scaled = new FbxTestScene { ModelProperties = [P("ScalingPivot", 2.0, 0.0, 0.0), P("Lcl Scaling", 3.0, 1.0, 1.0), P("ScalingOffset", 0.0, 0.0, 4.0)] }.Facts();
        Assert.That((scaled.Bounds.Min.X, scaled.Bounds.Max.X, scaled.Bounds.Min.Z), Is.EqualTo((-4.0, 2.0, 4.0)).Within(Tiny));
        Assert.That(scaled.Nodes[0].Scale, Is.EqualTo(new Vector3D(3, 1, 1)));
    }

    [Test]
    public void Geometric_transforms_move_the_mesh_and_not_the_children()
    {
        var facts = new FbxTestScene
        {
            ModelProperties = [P("GeometricTranslation", 0.0, 0.0, 10.0), P("GeometricScaling", 2.0, 2.0, 2.0), P("GeometricRotation", 0.0, 0.0, 90.0)],
            Objects = [Thing("Model", 101, "Child", "Mesh")],
            Connections = [C(101, Model), C(Mesh, 101)],
        }.Facts();

        Assert.That((facts.Bounds.Min.X, facts.Bounds.Max.X, facts.Bounds.Min.Y, facts.Bounds.Max.Z), Is.EqualTo((-2.0, 2.0, -4.0, 10.0)).Within(Tiny));
        Assert.That(facts.Nodes[0].Translation, Is.EqualTo(default(Vector3D)));
    }

    // The parent scales x by 2; the child turns by 90 degrees about z, so that its x lies along the parent's y, and scales its own x by 3.
    [TestCase(0, 1.0, 6.0, "RrSs: the parent's scale works along the child's axes")]
    [TestCase(1, 2.0, 3.0, "RSrs: along the parent's axes")]
    [TestCase(2, 1.0, 3.0, "Rrs: not at all")]
    public void Children_take_over_scale_as_their_inherit_type_says(int inherit, double x, double y, string why)
    {
        var facts = new FbxTestScene
        {
            MeshParts = [],
            ModelProperties = [P("Lcl Scaling", 2.0, 1.0, 1.0)],
            Objects =
            [
                Thing("Model", 101, "Child", "Mesh", Properties(P("InheritType", inherit), P("Lcl Rotation", 0.0, 0.0, 90.0), P("Lcl Scaling", 3.0, 1.0, 1.0))),
                Thing("Geometry", 201, "Unit", "Mesh", FbxPart.Of("Vertices", new double[] { 0, 0, 0, 1, 0, 0, 1, 1, 0 }), FbxPart.Of("PolygonVertexIndex", new[] { 0, 1, ~2 })),
            ],
            Connections = [C(101, Model), C(201, 101)],
        }.Facts();

        Assert.That((facts.Bounds.Size.X, facts.Bounds.Size.Y), Is.EqualTo((x, y)).Within(Tiny), why);
    }

    [Test]
    public void Defaults_of_the_file_hold_where_a_model_says_nothing()
    {
        var scene = new FbxTestScene();
        var definitions = FbxPart.Of("Definitions").With(FbxPart.Of("ObjectType", "Model").With(FbxPart.Of("PropertyTemplate", "FbxNode").With(Properties(P("Lcl Scaling", 5.0, 5.0, 5.0)))));

        Assert.That(Reading.Of(scene.Builder.Build([definitions, .. scene.Parts()]), "a.fbx").Facts.Mesh!.Bounds.Size.X, Is.EqualTo(10));
    }

    [Test]
    public void Models_that_cannot_be_are_refused()
    {
        FbxTestScene With(params FbxPart[] connections) => new() { Objects = [Thing("Model", 101, "A", "Null"), Thing("Model", 102, "B", "Null")], Connections = connections };

        Assert.That(With(C(101, 102), C(102, 101)).Failure().Message, Does.Contain("own ancestor"));
        Assert.That(With(C(101, 101)).Failure().Message, Does.Contain("own ancestor"));
        Assert.That(With(C(Model, 101), C(101, 0), C(102, 0), C(Model, 102)).Failure().Message, Does.Contain("two parents"));
        Assert.That(With(C(101, 0), C(101, 0), C(102, 101), C(102, 101), C(102, 999), C(999, 102)).Facts().Nodes.Select(node => node.Name), Is.EqualTo(new[] { "SM_Quad", "A", "B" }));
        Assert.That(new FbxTestScene { ModelProperties = [P("Lcl Translation", double.NaN, 0.0, 0.0)] }.Failure().Message, Does.Contain("finite numbers"));
        Assert.That(With().Failure(new AssetFileLimits { MaxNodes = 2 }).Message, Does.Contain("more than 2 nodes"));
    }

    [Test]
    public void A_chain_of_nodes_as_deep_as_the_limit_is_read()
    {
        var scene = new FbxTestScene
        {
            Objects = [.. Enumerable.Range(1000, 20000).Select(id => Thing("Model", id, "N", "Null"))],
            Connections = [C(1000, 0), .. Enumerable.Range(1001, 19999).Select(id => C(id, id - 1))],
        };

        Assert.That(scene.Facts().Nodes, Has.Count.EqualTo(20001));
    }

    private static FbxPart Far() => Properties(P("Lcl Translation", 1000.0, 0.0, 0.0));
}
