using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Validation.Rules.Meshes;

/// <summary>Rules that judge what a mesh file holds: mesh.ucx, mesh.uvcount, mesh.pivot, mesh.snap, mesh.normals, morph.range, and the default material of mesh.slots.</summary>
[TestFixture]
public sealed class MeshFileRulesTests
{
    [Test]
    public void Collision_that_belongs_to_a_mesh_passes() =>
        Assert.That(Given.FindingsOf("mesh.ucx", Colliding(new CollisionFacts { Node = "UCX_Crate_01", Shape = CollisionShape.Convex, Target = "Crate" })), Is.Empty);

    [TestCase("UCX_Crat", CollisionShape.Convex, "\"UCX_Crate\" or \"UCX_Crate_01\"")]
    [TestCase("UBX_Crat", CollisionShape.Box, "\"UBX_Crate\"")]
    [TestCase("USP_Crat", CollisionShape.Sphere, "\"USP_Crate\"")]
    [TestCase("UCP_Crat", CollisionShape.Capsule, "\"UCP_Crate\"")]
    public void Collision_of_no_mesh_is_an_error_at_its_node(string node, CollisionShape shape, string suggestion)
    {
        var finding = Given.FindingsOf("mesh.ucx", Colliding(new CollisionFacts { Node = node, Shape = shape })).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
        Assert.That(finding.Message, Is.EqualTo($"The collision node \"{node}\" is named after no mesh node of the file."));
        Assert.That(finding.Fix, Does.Contain(suggestion));
        Assert.That(finding.Locator?.Node, Is.EqualTo(node));
    }

    [Test]
    public void Of_several_meshes_none_is_guessed()
    {
        var asset = Given.Mesh(change: mesh => mesh with
        {
            Nodes = [new NodeFacts { Name = "A", HasMesh = true }, new NodeFacts { Name = "B", HasMesh = true }],
            Collisions = [new CollisionFacts { Node = "UCX_C", Shape = CollisionShape.Convex }],
        });
        Assert.That(Given.FindingsOf("mesh.ucx", asset).Single().Fix, Is.EqualTo("Rename the node after its mesh in the DCC and export again."));
    }

    [Test]
    public void Collision_below_another_mesh_is_an_error()
    {
        var finding = Given.FindingsOf("mesh.ucx", Colliding(new CollisionFacts { Node = "UCX_Crate", Shape = CollisionShape.Convex, Target = "Crate", IsNested = true })).Single();
        Assert.That(finding.Message, Is.EqualTo("The collision node \"UCX_Crate\" hangs below another mesh."));
        Assert.That(finding.Fix, Does.StartWith("Unparent the node"));
    }

    [TestCase(0, 0, null)]
    [TestCase(4, 0, null)]
    [TestCase(5, 0, Severity.Warning)]
    [TestCase(8, 0, Severity.Warning)]
    [TestCase(9, 0, Severity.Error)]
    [TestCase(1, 9, Severity.Error)]
    [TestCase(int.MaxValue, 0, Severity.Error)]
    public void Up_to_four_UV_channels_pass(int ofAllParts, int ofSome, Severity? severity)
    {
        var asset = Given.Mesh(change: mesh => mesh with { UvChannels = ofAllParts, Uvs = [.. Enumerable.Range(0, ofSome).Select(_ => new UvFacts())] });
        var finding = Given.FindingsOf("mesh.uvcount", asset).SingleOrDefault();
        Assert.That(finding?.Severity, Is.EqualTo(severity));
        Assert.That(finding?.Message, severity switch
        {
            null => Is.Null,
            Severity.Warning => Does.EndWith("UV channels; there should be at most 4."),
            _ => Does.EndWith("UV channels; at most 8 are allowed."),
        });
        Assert.That(finding?.Fix, severity is null ? Is.Null : Does.StartWith("Delete the UV channels"));
    }

    [TestCase(0, false)]
    [TestCase(50, false)]
    [TestCase(150, false)]
    [TestCase(151, true)]
    [TestCase(-250, false)]
    [TestCase(-251, true)]
    public void A_pivot_far_outside_is_a_note(double from, bool found)
    {
        // A box of 200 x 100 x 100 cm: half of the longest edge is 100 cm.
        var asset = Given.Mesh(change: mesh => mesh with { Bounds = new BoundingBox(new Vector3D(-100, from - 50, -50), new Vector3D(100, from + 50, 50)) });
        asset = from < 0 ? Given.Mesh(change: mesh => mesh with { Bounds = new BoundingBox(new Vector3D(-100, from - 50, -50), new Vector3D(100, from + 150, 50)) }) : asset;
        var findings = Given.FindingsOf("mesh.pivot", asset);
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Info && finding.Message == "The pivot lies 101 cm outside of the mesh, whose longest edge measures 200 cm." && finding.Fix.Contains("origin")), Is.True);
    }

    [Test]
    public void Bounds_without_size_or_number_say_nothing_of_the_pivot()
    {
        Assert.That(Given.FindingsOf("mesh.pivot", Given.Mesh(change: mesh => mesh with { Bounds = new BoundingBox(new Vector3D(500, 500, 500), new Vector3D(500, 500, 500)) })), Is.Empty);
        Assert.That(Given.FindingsOf("mesh.pivot", Given.Mesh(change: mesh => mesh with { Bounds = new BoundingBox(new Vector3D(double.NaN, 0, 0), new Vector3D(1, 1, 1)) })), Is.Empty);
    }

    [TestCase(100, 100, 30, false)]
    [TestCase(100.01, 100, 30, false)]
    [TestCase(100.02, 100, 30, true)]
    [TestCase(100, 105, 30, true)]
    [TestCase(0, 100, 100, false)]
    public void Modular_pieces_fit_the_grid(double x, double y, double z, bool found)
    {
        var asset = Given.Mesh(change: mesh => mesh with { Bounds = new BoundingBox(new Vector3D(0, 0, 0), new Vector3D(x, y, z)) });
        var findings = Given.FindingsOf("mesh.snap", asset, Given.With("mesh.snap", enabled: true, thresholds: ("tolerance", 0.0101)));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Message.EndsWith("each edge should be a multiple of 10 cm.") && finding.Fix.StartsWith("Snap the outer vertices")), Is.True);
        Assert.That(Given.FindingsOf("mesh.snap", asset), Is.Empty, "off outside of folders of modular pieces");
    }

    [TestCase(true, false)]
    [TestCase(null, false)]
    [TestCase(false, true)]
    public void Normals_are_in_the_file(bool? hasNormals, bool found)
    {
        var findings = Given.FindingsOf("mesh.normals", Given.Mesh(change: mesh => mesh with { HasNormals = hasNormals }));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Warning && finding.Message == "The mesh, or a part of it, has no normals." && finding.Fix.Contains("Switch the export of normals on")), Is.True);
    }

    [TestCase(-5, 5, false)]
    [TestCase(0, 1, false)]
    [TestCase(-5.001, 5, true)]
    [TestCase(0, 100, true)]
    [TestCase(double.NaN, 1, true)]
    public void Morph_targets_keep_to_their_range(double min, double max, bool found)
    {
        var findings = Given.FindingsOf("morph.range", Given.Mesh(change: mesh => mesh with { Morphs = [new MorphFacts { Name = "Smile", MinWeight = min, MaxWeight = max }] }));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Warning && finding.Message.StartsWith("The morph target \"Smile\" has weights from") && finding.Message.EndsWith("allowed are -5 to 5.")
            && finding.Fix.Contains("1 is the whole shape")), Is.True);
    }

    [TestCase("/Engine/EngineMaterials/WorldGridMaterial", true)]
    [TestCase("/Engine/EngineMaterials/DefaultMaterial", true)]
    [TestCase("/Engine/EngineMaterials/Metal", false)]
    [TestCase("/Game/Props/DefaultMaterial", false)]
    public void The_default_material_is_as_good_as_none(string material, bool found)
    {
        var findings = Given.FindingsOf("mesh.slots", Given.Mesh(change: mesh => mesh with { Slots = [new MaterialSlot { Name = "Wood", Material = material, Triangles = 12 }] }));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Error && finding.Message == "Material slot 0 \"Wood\" has the engine's default material; 12 triangles show it." && finding.Locator?.Slot == 0), Is.True);
    }

    [TestCase("mesh.ucx")]
    [TestCase("mesh.uvcount")]
    [TestCase("mesh.pivot")]
    [TestCase("mesh.snap")]
    [TestCase("mesh.normals")]
    [TestCase("morph.range")]
    [TestCase("mesh.lods")]
    [TestCase("mesh.nanite")]
    [TestCase("mesh.collision")]
    [TestCase("mesh.lightmap")]
    public void Without_facts_of_a_mesh_nothing_is_said(string rule) =>
        Assert.That(Given.FindingsOf(rule, Given.Named(AssetClasses.StaticMesh, "/Game/Props/SM_Crate"), Given.With(rule, enabled: true)), Is.Empty);

    private static AssetRecord Colliding(CollisionFacts collision) => Given.Mesh(change: mesh => mesh with { Collisions = [collision] });
}
