using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;

namespace DccBridge.Tests.Validation.Rules.Meshes;

/// <summary>Rules that judge how a mesh is set up in the editor: mesh.lods, mesh.nanite, mesh.collision, mesh.lightmap.</summary>
[TestFixture]
public sealed class MeshAssetRulesTests
{
    [TestCase(5000, 0, false, false)]
    [TestCase(5001, 0, false, true)]
    [TestCase(5001, 1, false, false)]
    [TestCase(5001, 0, true, false)]
    [TestCase(5001, 0, null, false)]
    public void A_large_mesh_without_Nanite_has_two_levels(int triangles, int lods, bool? nanite, bool found)
    {
        var asset = Given.Mesh(change: mesh => mesh with { Triangles = triangles, Nanite = nanite, Lods = [.. Enumerable.Range(1, lods).Select(level => new LodFacts { Level = level })] });
        var findings = Given.FindingsOf("mesh.lods", asset);
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Warning
            && finding.Message == "LOD 0 has 5,001 triangles, and the mesh has 1 of at least 2 levels of detail; needed above 5,000 triangles without Nanite."
            && finding.Fix.Contains("_LOD1") && finding.Locator?.Node == "Crate"), Is.True);
    }

    [Test]
    public void A_project_without_Nanite_may_judge_files_too()
    {
        var asset = Given.Mesh(change: mesh => mesh with { Triangles = 5001 });
        Assert.That(Given.FindingsOf("mesh.lods", asset, Given.With("mesh.lods", thresholds: ("naniteUnknown", 1))), Has.Count.EqualTo(1));
    }

    [TestCase(0, true, null)]
    [TestCase(0, false, null)]
    [TestCase(1, true, null)]
    [TestCase(1, false, "Nanite is off, which this folder does not allow.")]
    [TestCase(2, true, "Nanite is on, which this folder forbids.")]
    [TestCase(2, false, null)]
    [TestCase(1, null, null)]
    public void Nanite_follows_the_policy(int policy, bool? nanite, string? message)
    {
        var finding = Given.FindingsOf("mesh.nanite", Given.Mesh(change: mesh => mesh with { Nanite = nanite }), Given.With("mesh.nanite", thresholds: ("policy", policy))).SingleOrDefault();
        Assert.That(finding?.Message, Is.EqualTo(message));
        Assert.That(finding?.Fix, message is null ? Is.Null : Is.EqualTo($"Switch Nanite {(nanite == true ? "off" : "on")} in the mesh editor."));
    }

    [TestCase("Opaque", false, null)]
    [TestCase("Masked", null, null)]
    [TestCase(null, null, null)]
    [TestCase("Translucent", false, "Nanite is on, but the material \"/Game/Props/M_Wood\" of slot 0 has the blend mode \"Translucent\".")]
    [TestCase("Opaque", true, "Nanite is on, but the material \"/Game/Props/M_Wood\" of slot 0 moves vertices.")]
    public void Materials_that_Nanite_cannot_draw_are_a_warning(string? blend, bool? moves, string? message)
    {
        var material = Given.Named(AssetClasses.Material, "/Game/Props/M_Wood") with { Facts = new AssetFacts { Material = new MaterialFacts { BlendMode = blend, MovesVertices = moves } } };
        var mesh = Given.Mesh(change: facts => facts with { Nanite = true });
        var finding = Given.FindingsOf("mesh.nanite", mesh, others: new AssetSnapshot([material])).SingleOrDefault();
        Assert.That(finding?.Message, Is.EqualTo(message));
        Assert.That(finding?.Locator, Is.EqualTo(message is null ? null : new FindingLocator { Material = "Wood", Slot = 0 }));
        Assert.That(Given.FindingsOf("mesh.nanite", mesh), Is.Empty, "nothing is known of the material");
        Assert.That(Given.FindingsOf("mesh.nanite", Given.Mesh(change: facts => facts with { Nanite = false }), others: new AssetSnapshot([material])), Is.Empty);
    }

    [Test]
    public void An_instance_is_as_its_parents_are_and_a_circle_of_parents_ends()
    {
        var parent = Given.Named(AssetClasses.Material, "/Game/M_Glass") with { Facts = new AssetFacts { Material = new MaterialFacts { BlendMode = "Additive" } } };
        var instance = Given.Named(AssetClasses.MaterialInstance, "/Game/Props/M_Wood") with { Facts = new AssetFacts { Material = new MaterialFacts { Parent = "/Game/M_Glass" } } };
        var circle = instance with { Facts = new AssetFacts { Material = new MaterialFacts { Parent = "/Game/Props/M_Wood" } } };
        var mesh = Given.Mesh(change: facts => facts with { Nanite = true });
        Assert.That(Given.FindingsOf("mesh.nanite", mesh, others: new AssetSnapshot([parent, instance])), Has.Count.EqualTo(1));
        Assert.That(Given.FindingsOf("mesh.nanite", mesh, others: new AssetSnapshot([circle])), Is.Empty);
    }

    [TestCase(0, false, true)]
    [TestCase(1, false, false)]
    [TestCase(0, true, false)]
    [TestCase(null, false, false)]
    [TestCase(0, null, false)]
    [TestCase(null, null, false)]
    public void A_static_mesh_can_be_touched(int? simple, bool? complexAsSimple, bool found)
    {
        var asset = Given.Mesh(change: mesh => mesh with { SimpleCollisions = simple, ComplexAsSimple = complexAsSimple });
        var findings = Given.FindingsOf("mesh.collision", asset);
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Warning && finding.Message.StartsWith("The mesh has no simple collision shape") && finding.Fix.Contains("UCX_<mesh>")), Is.True);
        Assert.That(Given.FindingsOf("mesh.collision", asset with { Class = AssetClasses.SkeletalMesh }), Is.Empty);
    }

    [TestCase(1, 2, 0.1, 64, null)]
    [TestCase(1, 2, null, 64, null)]
    [TestCase(null, 1, 50.0, null, null)]
    [TestCase(2, 2, 0.0, 64, "The lightmap uses UV channel 2, but the mesh has 2 UV channels.")]
    [TestCase(-1, 2, 0.0, 64, "The lightmap uses UV channel -1, but the mesh has 2 UV channels.")]
    [TestCase(0, 2, 0.0, 64, "The lightmap uses UV channel 0, the one of the materials.")]
    [TestCase(1, 2, 0.11, 64, "0.11 % of the lightmap's UV channel 1 is covered more than once; at most 0.1 % are allowed.")]
    [TestCase(1, 2, double.NaN, 64, "NaN % of the lightmap's UV channel 1 is covered more than once; at most 0.1 % are allowed.")]
    [TestCase(1, 2, 0.0, 62, "The lightmap has 62 texels a side, which is no multiple of 4.")]
    [TestCase(1, 2, 0.0, 0, "The lightmap has 0 texels a side, which is no multiple of 4.")]
    public void A_lightmap_has_UVs_of_its_own(int? channel, int channels, double? overlap, int? resolution, string? message)
    {
        var asset = Given.Mesh(change: mesh => mesh with
        {
            LightmapChannel = channel, LightmapResolution = resolution, UvChannels = channels,
            Uvs = [.. Enumerable.Range(0, channels).Select(_ => new UvFacts { OverlapPercent = overlap })],
        });
        var finding = Given.FindingsOf("mesh.lightmap", asset, Given.With("mesh.lightmap", enabled: true)).SingleOrDefault();
        Assert.That(finding?.Message, Is.EqualTo(message));
        Assert.That(finding?.Fix, message is null ? Is.Null : Does.Contain("ight"));
        Assert.That(finding?.Severity, Is.EqualTo(message is null ? (Severity?)null : Severity.Warning));
        Assert.That(Given.FindingsOf("mesh.lightmap", asset), Is.Empty, "off until a project bakes light");
    }
}
