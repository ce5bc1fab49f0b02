using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;

namespace DccBridge.Tests.Validation.Rules.Skeletons;

/// <summary>skel.bones, skel.influences, skel.root and skel.names.</summary>
[TestFixture]
public sealed class SkeletonRulesTests
{
    private static readonly SkeletonFacts Spine = new() { Bones = [new BoneFacts { Name = "root" }, new BoneFacts { Name = "spine", Parent = 0, Vertices = 10 }], BoneCount = 2 };

    [TestCase(256, false)]
    [TestCase(257, true)]
    [TestCase(0, false)]
    public void One_section_hangs_on_256_bones_at_most(int bones, bool found)
    {
        var findings = Given.FindingsOf("skel.bones", Given.Skeletal(Spine, new SkinFacts { MaxBonesPerSection = bones }));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Error && finding.Message == "The triangles of one material hang on 257 bones; at most 256 are allowed."
            && finding.Fix.Contains("16-bit") && finding.Locator?.Node == "Crate"), Is.True);
        Assert.That(Given.FindingsOf("skel.bones", Given.Skeletal(Spine, new SkinFacts { MaxBonesPerSection = bones }), Given.With("skel.bones", thresholds: ("maxPerSection", 65_536))), Is.Empty);
    }

    [TestCase(2, 0, false)]
    [TestCase(2, 3, true)]
    [TestCase(3, 0, true)]
    public void A_project_may_set_a_budget_of_bones(int listed, int counted, bool found)
    {
        var skeleton = new SkeletonFacts { Bones = [.. Enumerable.Range(0, listed).Select(i => new BoneFacts { Name = $"b{i}", Parent = i - 1 })], BoneCount = counted };
        var findings = Given.FindingsOf("skel.bones", Given.Skeletal(skeleton), Given.With("skel.bones", thresholds: ("maxBones", 2)));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Message == "The skeleton has 3 bones; at most 2 are allowed." && finding.Fix.Contains("maxBones")), Is.True);
    }

    [TestCase(8, null)]
    [TestCase(9, Severity.Warning)]
    [TestCase(12, Severity.Warning)]
    [TestCase(13, Severity.Error)]
    public void A_vertex_hangs_on_few_bones(int influences, Severity? severity)
    {
        var finding = Given.FindingsOf("skel.influences", Given.Skeletal(Spine, new SkinFacts { MaxInfluences = influences })).SingleOrDefault();
        Assert.That(finding?.Severity, Is.EqualTo(severity));
        Assert.That(finding?.Message, severity switch
        {
            null => Is.Null,
            Severity.Warning => Is.EqualTo($"A vertex hangs on {influences} bones; there should be at most 8."),
            _ => Is.EqualTo("A vertex hangs on 13 bones; at most 12 are allowed."),
        });
        Assert.That(finding?.Fix, severity is null ? Is.Null : Does.StartWith("Limit the influences to 8 per vertex"));
    }

    [TestCase(0, false)]
    [TestCase(1, true)]
    public void Each_vertex_hangs_on_a_bone(int unweighted, bool found)
    {
        var findings = Given.FindingsOf("skel.influences", Given.Skeletal(Spine, new SkinFacts { UnweightedVertices = unweighted }));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Warning && finding.Message == "1 vertices hang on no bone." && finding.Fix.Contains("Give these vertices a bone")), Is.True);
    }

    [Test]
    public void A_skeleton_with_one_root_of_scale_one_passes() =>
        Assert.That(Given.FindingsOf("skel.root", Given.Skeletal(Spine)), Is.Empty);

    [Test]
    public void A_second_root_is_an_error_at_its_bone()
    {
        var finding = Given.FindingsOf("skel.root", Given.Skeletal(Spine with { Bones = [.. Spine.Bones, new BoneFacts { Name = "prop" }] })).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
        Assert.That(finding.Message, Is.EqualTo("The bone \"prop\" is one more root beside \"root\"."));
        Assert.That(finding.Fix, Does.StartWith("Put all bones below one root bone"));
        Assert.That(finding.Locator?.Node, Is.EqualTo("prop"));
    }

    [TestCase(1.001, false)]
    [TestCase(1.0011, true)]
    [TestCase(100, true)]
    [TestCase(double.NaN, true)]
    public void The_scale_of_the_root_is_one(double scale, bool found)
    {
        var findings = Given.FindingsOf("skel.root", Given.Skeletal(Spine with { Bones = [new BoneFacts { Name = "root", Scale = new Vector3D(scale, 1, 1) }] }), Given.With("skel.root", thresholds: ("tolerance", 0.00101)));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Message.StartsWith("The root bone \"root\" has the scale (") && finding.Fix.Contains("Apply the scale of the armature") && finding.Locator?.Node == "root"), Is.True);
    }

    [Test]
    public void Scales_below_the_root_are_the_animator_s_own() =>
        Assert.That(Given.FindingsOf("skel.root", Given.Skeletal(Spine with { Bones = [Spine.Bones[0], new BoneFacts { Name = "a", Parent = 0, Scale = new Vector3D(2, 2, 2) }] })), Is.Empty);

    [TestCase("ik_foot_l", 3, true)]
    [TestCase("IK_hand", 1, true)]
    [TestCase("ik_foot_l", 0, false)]
    [TestCase("spike", 3, false)]
    public void Nothing_hangs_on_bones_of_targets(string bone, int vertices, bool found)
    {
        var findings = Given.FindingsOf("skel.root", Given.Skeletal(Spine with { Bones = [Spine.Bones[0], new BoneFacts { Name = bone, Parent = 0, Vertices = vertices }] }));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Message == $"{vertices} vertices hang on the bone \"{bone}\", which by its name only carries an IK target." && finding.Locator?.Node == bone), Is.True);
    }

    [Test]
    public void Bones_of_the_skeleton_pass_in_any_order_and_case()
    {
        var others = new AssetSnapshot([Skeleton("root", "Spine", "head")]);
        Assert.That(Given.FindingsOf("skel.names", Given.Skeletal(Using("root", "spine")), others: others), Is.Empty);
        Assert.That(Given.FindingsOf("skel.names", Given.Skeletal(Using("head", "ROOT")), others: others), Is.Empty);
    }

    [Test]
    public void A_bone_that_the_skeleton_lacks_is_an_error_at_that_bone()
    {
        var finding = Given.FindingsOf("skel.names", Given.Skeletal(Using("root", "tail")), others: new AssetSnapshot([Skeleton("root", "spine")])).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
        Assert.That(finding.Message, Is.EqualTo("The bone \"tail\" is not one of the skeleton \"/Game/Heroes/SKEL_Hero\"."));
        Assert.That(finding.Fix, Does.StartWith("Rename the bone in the DCC"));
        Assert.That(finding.Locator?.Node, Is.EqualTo("tail"));
    }

    [Test]
    public void Without_knowledge_of_all_its_bones_nothing_is_said()
    {
        var asset = Given.Skeletal(Using("tail"));
        var whole = Skeleton("root");
        var part = whole with { Facts = new AssetFacts { Skeleton = whole.Facts.Skeleton! with { BoneCount = 2 } } };
        Assert.That(Given.FindingsOf("skel.names", asset), Is.Empty);
        Assert.That(Given.FindingsOf("skel.names", asset, others: new AssetSnapshot([part])), Is.Empty);
        Assert.That(Given.FindingsOf("skel.names", asset, others: new AssetSnapshot([whole with { Facts = new AssetFacts() }])), Is.Empty);
        Assert.That(Given.FindingsOf("skel.names", asset, others: new AssetSnapshot([whole])), Has.Count.EqualTo(1));
    }

    [TestCase("skel.bones")]
    [TestCase("skel.influences")]
    [TestCase("skel.root")]
    [TestCase("skel.names")]
    public void Without_bones_nothing_is_said(string rule) =>
        Assert.That(Given.FindingsOf(rule, Given.Mesh()), Is.Empty);

    private static SkeletonFacts Using(params string[] bones) => new() { Bones = [.. bones.Select((name, i) => new BoneFacts { Name = name, Parent = i - 1 })], Skeleton = "/Game/Heroes/SKEL_Hero" };

    private static AssetRecord Skeleton(params string[] bones) =>
        Given.Named(AssetClasses.Skeleton, "/Game/Heroes/SKEL_Hero") with { Facts = new AssetFacts { Skeleton = Using(bones) with { Skeleton = null } } };
}
