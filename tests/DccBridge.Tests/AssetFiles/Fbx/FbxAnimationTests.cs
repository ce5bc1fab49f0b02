using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;
using static DccBridge.Tests.AssetFiles.Fbx.FbxTestScene;

namespace DccBridge.Tests.AssetFiles.Fbx;

[TestFixture]
public sealed class FbxAnimationTests
{
    private const long Second = 46186158000;

    /// <summary>Two bones without a mesh; the stack moves the first along two axes and turns the second.</summary>
    private static FbxTestScene Scene(params FbxPart[] stackProperties) => new()
    {
        MeshParts = [],
        Objects =
        [
            Thing("Model", 111, "root", "LimbNode"), Thing("Model", 112, "arm", "LimbNode"),
            Thing("AnimationStack", 700, "Walk", "", Properties(stackProperties)), Thing("AnimationLayer", 701, "Base", ""),
            Thing("AnimationStack", 702, "Take 001", ""), Thing("AnimationLayer", 703, "Base", ""),
            Thing("AnimationCurveNode", 710, "T", ""), Thing("AnimationCurveNode", 711, "R", ""), Thing("AnimationCurveNode", 712, "S", ""),
            Curve(720, Second, 2 * Second, 3 * Second), Curve(721, Second / 2, Second), Curve(722, 4 * Second), Curve(723),
        ],
        Connections =
        [
            C(111, 0), C(112, 111), C(701, 700), C(703, 702), C(710, 701), C(711, 701), C(712, 701),
            C(710, 111, "Lcl Translation"), C(711, 112, "Lcl Rotation"), C(712, Model, "Lcl Scaling"),
            C(720, 710, "d|X"), C(721, 710, "d|Y"), C(722, 711, "d|Z"), C(723, 712, "d|X"),
        ],
    };

    private static FbxPart Curve(long id, params long[] times) =>
        Thing("AnimationCurve", id, "", "", FbxPart.Of("KeyTime", times), FbxPart.Of("KeyValueFloat", times.Select(time => (float)time).ToArray()));

    [Test]
    public void Bones_and_animation_alone_are_an_animation_asset()
    {
        var content = Reading.Of(Scene(P("LocalStart", Second), P("LocalStop", 3 * Second)).Build(), "A_Walk.fbx");

        Assert.That((content.Class, content.Facts.Mesh, content.NodeNames.Count), Is.EqualTo((AssetClasses.AnimSequence, (MeshFacts?)null, 0)));
        Assert.That(content.Facts.Skeleton!.Bones.Select(bone => (bone.Name, bone.Parent)), Is.EqualTo(new[] { ("root", -1), ("arm", 0) }));
        Assert.That(content.Facts.Animations, Is.EqualTo(new[] { new AnimationFacts { Name = "Walk", StartSeconds = 1, EndSeconds = 3, Tracks = 2, Keys = 6 } }), "the empty take and the curve without keys move nothing");
    }

    [Test]
    public void Without_a_range_that_of_the_keys_holds([Values] bool deflate)
    {
        var scene = Scene() with { Builder = new FbxBuilder { Deflate = deflate } };
        var animation = Reading.Of(scene.Build(), "A_Walk.fbx").Facts.Animations.Single();

        Assert.That((animation.StartSeconds, animation.EndSeconds), Is.EqualTo((0.5, 4.0)));
    }

    [TestCase(0, 0)]
    [TestCase(1, 120)]
    [TestCase(3, 60)]
    [TestCase(6, 30)]
    [TestCase(9, 29.97002997)]
    [TestCase(10, 25)]
    [TestCase(11, 24)]
    [TestCase(13, 23.97602398)]
    [TestCase(14, 12.5)]
    [TestCase(17, 59.94005994)]
    [TestCase(99, 0)]
    [TestCase(-1, 0)]
    public void The_frame_rate_is_that_of_the_time_mode(int mode, double expected)
    {
        var scene = Scene() with { Settings = [P("TimeMode", mode), P("CustomFrameRate", 12.5)] };

        Assert.That(Reading.Of(scene.Build(), "A.fbx").Facts.Animations.Single().FramesPerSecond, Is.EqualTo(expected).Within(1e-8));
    }

    [Test]
    public void Bones_without_animation_and_animation_without_bones_are_refused_with_what_to_do()
    {
        var scene = Scene();
        Assert.That((scene with { Connections = [C(111, 0), C(112, 111)] }).Failure().Message, Does.Contain("neither a mesh nor an animation"));
        Assert.That((scene with { Objects = [Thing("Model", 111, "root", "Null"), Thing("Model", 112, "arm", "Null"), .. scene.Objects[2..]] }).Failure().Message, Does.Contain("nor bones"));
    }

    [Test]
    public void A_mesh_keeps_its_animations_too()
    {
        var content = Reading.Of((Scene(P("LocalStop", Second)) with { MeshParts = null }).Build(), "SM.fbx");

        Assert.That((content.Class, content.Facts.Animations.Count, content.Facts.Skeleton), Is.EqualTo((AssetClasses.StaticMesh, 1, (SkeletonFacts?)null)));
    }

    [Test]
    public void Keys_count_against_the_limit()
    {
        var few = Scene();
        var many = few with { Objects = [.. few.Objects, Curve(724, [.. Enumerable.Range(1, 5000).Select(key => (long)key)])], Connections = [.. few.Connections, C(724, 710, "d|Z")] };
        var limits = new AssetFileLimits { MaxElementsVisited = 5000 };

        Assert.That(Reading.Of(few.Build(), "A_Walk.fbx", limits).Facts.Animations, Has.Count.EqualTo(1));
        Assert.That(many.Failure(limits).Message, Does.Contain("more than 5000"));
    }
}
