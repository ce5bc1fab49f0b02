using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;
using static DccBridge.Tests.AssetFiles.Fbx.FbxTestScene;

namespace DccBridge.Tests.AssetFiles.Fbx;

[TestFixture]
public sealed class FbxSkinTests
{
    private static readonly FbxPart[] Skeleton =
    [
        Thing("Model", 110, "Rig", "Null"), Thing("Model", 111, "root", "LimbNode", Properties(P("Lcl Scaling", 2.0, 2.0, 2.0))), Thing("Model", 112, "arm", "LimbNode"), Thing("Model", 113, "prop", "Null"),
        Thing("Deformer", 500, "Skin", "Skin"),
    ];

    private static readonly FbxPart[] Bound = [C(110, 0), C(111, 110), C(112, 111), C(113, 111), C(500, Mesh)];

    /// <summary>The quad with its left half of one material and its right half of another.</summary>
    private static FbxTestScene Scene(params (long Bone, int[] Vertices, double[] Weights)[] clusters) => new()
    {
        Corners = [0, 1, ~3, 1, 2, ~3],
        Layers = [Materials("ByPolygon", 0, 1)],
        Objects = [.. Skeleton, Thing("Material", 301, "M_Second", ""), .. clusters.Select((cluster, i) => Thing("Deformer", 510 + i, "C", "Cluster", FbxPart.Of("Indexes", cluster.Vertices), FbxPart.Of("Weights", cluster.Weights)))],
        Connections = [.. Bound, C(301, Model), .. clusters.SelectMany((cluster, i) => new[] { C(510 + i, 500), C(cluster.Bone, 510 + i) })],
    };

    [Test]
    public void A_bound_mesh_is_a_skeletal_mesh_with_bones_up_to_the_root()
    {
        var content = Reading.Of(Scene((111, [0, 1, 2], [1, 0.5, 1]), (112, [1, 3], [0.5, 0]), (113, [0], [1])).Build(), "SK_Quad.fbx");

        Assert.That(content.Class, Is.EqualTo(AssetClasses.SkeletalMesh));
        Assert.That(content.Facts.Skeleton!.Bones, Is.EqualTo(new[]
        {
            new BoneFacts { Name = "Rig" },
            new BoneFacts { Name = "root", Parent = 0, Scale = new(2, 2, 2), Vertices = 3 },
            new BoneFacts { Name = "arm", Parent = 1, Vertices = 1 },
            new BoneFacts { Name = "prop", Parent = 1, Vertices = 1 },
        }));
        Assert.That(content.Facts.Mesh!.Skin, Is.EqualTo(new SkinFacts { MaxInfluences = 2, UnweightedVertices = 1, WeightedBones = 3, MaxBonesPerSection = 3 }));
        Assert.That(content.Facts.Mesh.Nodes.Select(node => node.Kind), Is.EqualTo(new[] { NodeKind.Mesh, NodeKind.Bone, NodeKind.Bone, NodeKind.Bone, NodeKind.Bone }));
    }

    [Test]
    public void Bones_of_a_section_are_those_of_its_triangles_vertices()
    {
        // Vertex 0 belongs to the first material alone, vertex 2 to the second, 1 and 3 to both.
        Assert.That(Scene((111, [0], [1]), (112, [2], [1])).Facts().Skin!.MaxBonesPerSection, Is.EqualTo(1));
        Assert.That(Scene((111, [0], [1]), (112, [2, 3], [1, 1])).Facts().Skin!.MaxBonesPerSection, Is.EqualTo(2));
    }

    [Test]
    public void An_armature_of_Blender_is_no_bone()
    {
        var scene = Scene((111, [0, 1, 2, 3], [1, 1, 1, 1]));
        var parts = (scene with { Objects = [Thing("Model", 110, "armature", "Null"), .. scene.Objects[1..]] }).Parts();
        Assert.That(Reading.Of(scene.Builder.Build(parts), "a.fbx").Facts.Skeleton!.BoneCount, Is.EqualTo(3), "of the whole rig without the unused prop");

        parts[0] = FbxPart.Of("FBXHeaderExtension").With(FbxPart.Of("Creator", "Blender (stable FBX IO) - 3.4.1"));
        Assert.That(Reading.Of(scene.Builder.Build(parts), "a.fbx").Facts.Skeleton!.Bones.Select(bone => bone.Name), Is.EqualTo(new[] { "root", "arm" }));
    }

    [Test]
    public void Clusters_that_cannot_be_are_refused()
    {
        Assert.That(Scene((111, [4], [1])).Failure().Message, Does.Contain("moves vertex 4").And.Contain("only 0 to 3 exist"));
        Assert.That(Scene((111, [-1], [1])).Failure().Message, Does.Contain("moves vertex -1"));
        Assert.That(Scene((111, [0, 1], [1])).Failure().Message, Does.Contain("2 vertices and 1 weights"));
    }

    [Test]
    public void A_vertex_may_hang_on_more_bones_than_a_byte_counts()
    {
        var facts = Scene([.. Enumerable.Range(0, 300).Select(_ => (112L, new[] { 0 }, new[] { 1.0 }))]).Facts();

        Assert.That((facts.Skin!.MaxInfluences, facts.Skin.WeightedBones), Is.EqualTo((255, 1)));
    }

    [Test]
    public void Ways_that_a_few_connections_multiply_are_given_up()
    {
        var many = Enumerable.Range(0, 6000).ToArray();
        var scene = Scene() with { Connections = [.. Bound, .. many.Select(_ => C(500, Mesh)), .. many.SelectMany(i => new[] { C(510, 500), C(111, 510) })] };
        scene = scene with { Objects = [.. scene.Objects, Thing("Deformer", 510, "C", "Cluster")] };

        Assert.That(scene.Failure().Message, Does.Contain("lead the same ways too often"));
    }

    [Test]
    public void Morph_targets_have_the_weights_of_rest_and_animation()
    {
        var scene = new FbxTestScene
        {
            Objects =
            [
                Thing("Deformer", 600, "Shapes", "BlendShape"),
                Thing("Deformer", 601, "Smile", "BlendShapeChannel", FbxPart.Of("DeformPercent", 25.0)),
                Thing("Deformer", 602, "Frown", "BlendShapeChannel", Properties(P("DeformPercent", -50.0))),
                Thing("Geometry", 210, "Smile", "Shape", FbxPart.Of("Indexes", new[] { 0 }), FbxPart.Of("Vertices", new double[] { 0, 0, 1 })),
                Thing("AnimationCurveNode", 700, "DeformPercent", ""),
                Thing("AnimationCurve", 701, "", "", FbxPart.Of("KeyTime", new[] { 0L, 1L, 2L }), FbxPart.Of("KeyValueFloat", new[] { -10f, 130f, float.NaN })),
            ],
            Connections = [C(600, Mesh), C(601, 600), C(602, 600), C(210, 601), C(700, 601, "DeformPercent"), C(701, 700, "d|DeformPercent")],
        };

        Assert.That(scene.Facts().Morphs, Is.EqualTo(new[] { new MorphFacts { Name = "Smile", MinWeight = -0.1, MaxWeight = 1.3 }, new MorphFacts { Name = "Frown", MinWeight = -0.5, MaxWeight = -0.5 } }));
        Assert.That(Reading.Of(scene.Build(), "a.fbx").Class, Is.EqualTo(AssetClasses.StaticMesh));
    }
}
