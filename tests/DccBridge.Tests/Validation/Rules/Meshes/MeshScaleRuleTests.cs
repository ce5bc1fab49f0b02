using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Validation.Rules.Meshes;

[TestFixture]
public sealed class MeshScaleRuleTests
{
    private const string Rule = "mesh.scale";

    [TestCase(1)]
    [TestCase(100)]
    [TestCase(100_000)]
    public void One_centimetre_to_one_kilometre_passes(double size) =>
        Assert.That(Given.FindingsOf(Rule, Sized(size, size / 10, 0)), Is.Empty);

    [TestCase(0.999, "at least 1 cm", "too small")]
    [TestCase(0, "at least 1 cm", "too small")]
    [TestCase(-3, "at least 1 cm", "too small")]
    [TestCase(100_001, "at most 100000 cm", "too large")]
    [TestCase(1e300, "at most 100000 cm", "too large")]
    public void Other_sizes_are_an_error(double size, string message, string fix)
    {
        var finding = Given.FindingsOf(Rule, Sized(size, size, size)).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
        Assert.That(finding.Message, Does.Contain(message).And.Contains("One unit of the file was read as 100 cm."));
        Assert.That(finding.Fix, Does.Contain(fix));
        Assert.That(finding.Locator?.Node, Is.EqualTo("Crate"));
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.MaxValue)]
    public void Bounds_that_are_no_numbers_are_an_error(double size) =>
        Assert.That(Given.FindingsOf(Rule, Sized(size, size, 1)).Single().Message, Does.Contain("not finite"));

    [TestCase(1, 1, 1, false)]
    [TestCase(1.001, 0.999, 1, true)]
    [TestCase(1.0009, 1.0009, 1.0009, false)]
    [TestCase(1.002, 1.002, 1.002, true)]
    [TestCase(2, 1, 1, true)]
    [TestCase(-1, 1, 1, true)]
    [TestCase(-1, -1, -1, true)]
    [TestCase(0, 0, 0, true)]
    [TestCase(double.NaN, 1, 1, true)]
    [TestCase(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, true)]
    public void A_root_or_mesh_node_has_the_scale_1(double x, double y, double z, bool found)
    {
        var findings = Given.FindingsOf(Rule, Scaled(new NodeFacts { Name = "Crate", HasMesh = true, Scale = new Vector3D(x, y, z) }));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
    }

    [TestCase("Blender (stable FBX IO) 3.4.1", 1, 100, false)]
    [TestCase("Blender (stable FBX IO) 3.4.1", 1, 10, true)]
    [TestCase("Blender (stable FBX IO) 3.4.1", 100, 100, true)]
    [TestCase("Khronos glTF Blender I/O v3.4.50", 1, 100, true)]
    [TestCase("Maya 2026 (FBX)", 1, 100, true)]
    [TestCase(null, 1, 100, true)]
    public void The_metres_of_Blender_in_an_FBX_are_no_scale_that_somebody_left(string? dcc, double unit, double scale, bool found)
    {
        var asset = Given.Mesh(change: mesh => mesh with { SourceUnitCentimetres = unit, Nodes = [new NodeFacts { Name = "Crate", HasMesh = true, Scale = new Vector3D(scale, scale, scale) }] });
        var findings = Given.FindingsOf("mesh.scale", asset with { Source = asset.Source! with { Dcc = dcc } });
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
    }

    [Test]
    public void Below_the_root_it_is_judged_also_in_a_file_of_Blender()
    {
        var asset = Given.Mesh(change: mesh => mesh with
        {
            SourceUnitCentimetres = 1,
            Nodes = [new NodeFacts { Name = "Group" }, new NodeFacts { Name = "Crate", Parent = 0, HasMesh = true, Scale = new Vector3D(100, 100, 100) }],
        });
        Assert.That(Given.FindingsOf("mesh.scale", asset with { Source = asset.Source! with { Dcc = "Blender (stable FBX IO) 3.4.1" } }), Has.Count.EqualTo(1));
    }

    [Test]
    public void Bones_are_left_to_the_rules_of_skeletons()
    {
        var bone = new NodeFacts { Name = "root", Kind = NodeKind.Bone, Scale = new Vector3D(2, 1, 1) };
        var skeletal = Given.Skeletal(new SkeletonFacts { Bones = [new BoneFacts { Name = "root", Scale = bone.Scale }] });
        skeletal = skeletal with { Facts = skeletal.Facts with { Mesh = skeletal.Facts.Mesh! with { Nodes = [bone] } } };
        Assert.That(Given.FindingsOf("mesh.scale", skeletal), Is.Empty);
        Assert.That(Given.FindingsOf("skel.root", skeletal), Has.Count.EqualTo(1));
        Assert.That(Given.FindingsOf("mesh.scale", Given.Mesh(change: mesh => mesh with { Nodes = [bone] })), Has.Count.EqualTo(1), "nobody else would judge it");
    }

    [Test]
    public void A_scaled_node_is_named_for_the_DCC_with_its_figures()
    {
        var finding = Given.FindingsOf(Rule, Scaled(
            new NodeFacts { Name = "Root" },
            new NodeFacts { Name = "Mesh.001", Parent = 0, HasMesh = true, Scale = new Vector3D(2, 2, 2) })).Single();
        Assert.That(finding.Message, Is.EqualTo("The mesh node \"Mesh.001\" has the scale (2, 2, 2), which is not 1."));
        Assert.That(finding.Fix, Does.Contain("Select \"Mesh.001\" and apply its scale"));
        Assert.That(finding.Locator, Is.EqualTo(new FindingLocator { Node = "Mesh.001" }));
    }

    [TestCase(0.01)]
    [TestCase(100)]
    public void The_factor_between_metres_and_centimetres_is_recognised(double scale) =>
        Assert.That(
            Given.FindingsOf(Rule, Scaled(new NodeFacts { Name = "Root", Scale = new Vector3D(scale, scale, scale) })).Single().Message,
            Does.Contain("factor between metres and centimetres"));

    [Test]
    public void A_group_in_between_may_be_scaled_but_not_out_of_proportion()
    {
        NodeFacts Group(double z) => new() { Name = "Group", Parent = 0, Scale = new Vector3D(2, 2, z) };
        Assert.That(Given.FindingsOf(Rule, Scaled(new NodeFacts { Name = "Root" }, Group(2))), Is.Empty);
        Assert.That(
            Given.FindingsOf(Rule, Scaled(new NodeFacts { Name = "Root" }, Group(3))).Single().Message,
            Is.EqualTo("The node \"Group\" has the scale (2, 2, 3), which is not uniform."));
    }

    [Test]
    public void A_mirrored_node_says_so() =>
        Assert.That(
            Given.FindingsOf(Rule, Scaled(new NodeFacts { Name = "Crate", HasMesh = true, Scale = new Vector3D(-1, 1, 1) })).Single().Message,
            Does.Contain("mirrors"));

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_unit_that_cannot_be_converted_is_an_error(double unit) =>
        Assert.That(
            Given.FindingsOf(Rule, Given.Mesh(change: mesh => mesh with { SourceUnitCentimetres = unit })).Single().Message,
            Does.Contain("could not be converted"));

    [Test]
    public void Of_a_hundred_thousand_scaled_nodes_a_few_are_listed_and_the_rest_counted()
    {
        var nodes = Enumerable.Range(0, 100_000).Select(i => new NodeFacts { Name = "N" + i, Scale = new Vector3D(2, 2, 2) }).ToArray();
        var findings = Given.FindingsOf(Rule, Scaled(nodes));
        Assert.That(findings, Has.Count.EqualTo(21));
        Assert.That(findings[^1].Message, Is.EqualTo("There are 99,980 more places like these."));
        Assert.That(findings[^1].Severity, Is.EqualTo(Severity.Error));
    }

    [Test]
    public void The_limits_are_settings()
    {
        var settings = Given.With(Rule, thresholds: [("minSize", 200), ("tolerance", 0.5)]);
        Assert.That(Given.FindingsOf(Rule, Sized(150, 1, 1), settings), Has.Count.EqualTo(1));
        Assert.That(Given.FindingsOf(Rule, Scaled(new NodeFacts { Name = "Crate", Scale = new Vector3D(1.4, 1.4, 1.4) }), Given.With(Rule, thresholds: ("tolerance", 0.5))), Is.Empty);
    }

    private static AssetRecord Sized(double x, double y, double z) =>
        Given.Mesh(change: mesh => mesh with { Bounds = new BoundingBox(default, new Vector3D(x, y, z)) });

    private static AssetRecord Scaled(params NodeFacts[] nodes) => Given.Mesh(change: mesh => mesh with { Nodes = nodes });
}
