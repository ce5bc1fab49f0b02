using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Gltf;

[TestFixture]
public sealed class GltfSkeletonTests
{
    [Test]
    public void A_mesh_with_a_skin_is_a_skeletal_mesh_with_its_bones()
    {
        var content = Reading.Of(new SkinnedGlb().Build(), "SK_Flag.glb");

        Assert.That(content.Class, Is.EqualTo(AssetClasses.SkeletalMesh));
        Assert.That(content.Facts.Skeleton!.Bones, Is.EqualTo(new[]
        {
            new BoneFacts { Name = "root", Parent = -1, Scale = new(2, 2, 2), Vertices = 1 },
            new BoneFacts { Name = "hip", Parent = 0, Vertices = 3 },
            new BoneFacts { Name = "hand", Parent = 1, Vertices = 1 },
        }));
        Assert.That(content.Facts.Skeleton.BoneCount, Is.EqualTo(3));
        Assert.That(content.Facts.Mesh!.Nodes.Select(node => node.Kind), Is.EqualTo(new[] { NodeKind.Other, NodeKind.Bone, NodeKind.Bone, NodeKind.Bone, NodeKind.Mesh }));
        Assert.That(content.Facts.Mesh.HasNormals, Is.True);
    }

    [Test]
    public void Influences_leave_out_weights_of_zero()
    {
        Assert.That(Reading.Glb(new SkinnedGlb().Build()).Skin, Is.EqualTo(new SkinFacts { MaxInfluences = 2, UnweightedVertices = 0, WeightedBones = 3, MaxBonesPerSection = 3 }));
    }

    [Test]
    public void Vertices_without_weight_are_counted()
    {
        var glb = new SkinnedGlb { Weights = [1, 0, 0, 0, 0, 0, 0, 0, float.NaN, -1, 0, 0, 0.5f, 0.5f, 0, 0] };

        Assert.That(Reading.Glb(glb.Build()).Skin, Is.EqualTo(new SkinFacts { MaxInfluences = 2, UnweightedVertices = 2, WeightedBones = 3, MaxBonesPerSection = 3 }));
    }

    [Test]
    public void The_same_bone_twice_at_a_vertex_is_one_influence()
    {
        var glb = new SkinnedGlb { Joints = [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1], Weights = [.. Enumerable.Repeat(0.25f, 16)] };

        Assert.That(Reading.Glb(glb.Build()).Skin!.MaxInfluences, Is.EqualTo(2));
    }

    [Test]
    public void A_vertex_on_a_bone_that_the_skin_does_not_have_is_refused()
    {
        var glb = new SkinnedGlb { Joints = [0, 0, 0, 0, 3, 0, 0, 0, 1, 2, 0, 0, 1, 2, 0, 0] };

        Assert.That(Reading.Failure(glb.Build(), "SK_Flag.glb").Message, Does.Contain("bone 3").And.Contain("the skin has 3"));
    }

    [TestCase("[{'joints':[]}]", "no bones")]
    [TestCase("[{}]", "no bones")]
    [TestCase("[{'joints':[9]}]", "\"nodes\" has 5 entries")]
    [TestCase("[{'joints':[1,1,1,1,1,1]}]", "6 bones")]
    public void Skins_that_cannot_be_are_refused(string skins, string problem)
    {
        Assert.That(Reading.Failure(new SkinnedGlb { Skins = skins }.Build(), "SK_Flag.glb").Message, Does.Contain(problem));
    }

    [Test]
    public void Morph_targets_have_their_names_and_the_range_of_their_weights()
    {
        Assert.That(Reading.Glb(new SkinnedGlb().Build()).Morphs, Is.EqualTo(new[]
        {
            new MorphFacts { Name = "Smile", MinWeight = 0, MaxWeight = 1.5 },
            new MorphFacts { Name = "Blink", MinWeight = -0.5, MaxWeight = 0.25 },
        }));
    }

    [TestCase("")]
    [TestCase(",'extras':3")]
    [TestCase(",'extras':{'targetNames':{}}")]
    [TestCase(",'extras':{'targetNames':[1,'']}")]
    public void Extras_of_somebody_else_are_no_names(string extras)
    {
        Assert.That(Reading.Glb(new SkinnedGlb { Extras = extras }.Build()).Morphs.Select(morph => morph.Name), Is.EqualTo(new[] { "Morph_0", "Morph_1" }));
    }

    [Test]
    public void An_animation_has_its_range_rate_tracks_and_keys()
    {
        var animation = Reading.Of(new SkinnedGlb().Build(), "SK_Flag.glb").Facts.Animations.Single();

        Assert.That(animation, Is.EqualTo(new AnimationFacts { Name = "Wave", StartSeconds = 0, EndSeconds = 2, FramesPerSecond = 24, Tracks = 4, Keys = 147 }));
    }

    [TestCase(new[] { 0f, 1 / 30f, 4 / 30f, 5 / 30f }, 30)]
    [TestCase(new[] { 0f, 1001 / 24000f, 2002 / 24000f, 24024 / 24000f }, 23.976)]
    [TestCase(new[] { 0f, 0.5f, 1f }, 0)]
    [TestCase(new[] { 0f, 1 / 30f, 2.5f / 30f }, 0)]
    [TestCase(new[] { 1f }, 0)]
    [TestCase(new[] { 1f, 1f, 1.02f }, 50)]
    public void The_rate_is_that_of_keys_which_agree(float[] times, double rate)
    {
        Assert.That(Reading.Of(new SkinnedGlb { Times = times }.Build(), "SK_Flag.glb").Facts.Animations.Single().FramesPerSecond, Is.EqualTo(rate));
    }

    [TestCase(new[] { 0f, 1f, 0.5f })]
    [TestCase(new[] { 0f, float.NaN })]
    public void Key_times_that_do_not_rise_are_refused(float[] times)
    {
        Assert.That(Reading.Failure(new SkinnedGlb { Times = times }.Build(), "SK_Flag.glb").Message, Does.Contain("finite and rise"));
    }

    [Test]
    public void Animations_without_a_mesh_are_an_animation_asset_that_tells_the_nodes_it_moves()
    {
        var content = Reading.Of(new SkinnedGlb { HasMesh = false }.Build(), "A_Wave.glb");

        Assert.That(content.Class, Is.EqualTo(AssetClasses.AnimSequence));
        Assert.That(content.Facts.Mesh, Is.Null);
        Assert.That(content.Facts.Skeleton!.Bones.Select(bone => (bone.Name, bone.Parent)), Is.EqualTo(new[] { ("hip", -1), ("hand", 0) }));
        Assert.That(content.Facts.Animations.Single().Keys, Is.EqualTo(98));
    }

    [Test]
    public void Neither_mesh_nor_animation_is_refused_as_before()
    {
        Assert.That(Reading.Failure(new SkinnedGlb { HasMesh = false, Animations = [] }.Build(), "A_Wave.glb").Message, Does.Contain("no mesh with triangles"));
    }
}
