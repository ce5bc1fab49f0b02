using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Validation.Rules.Meshes;

[TestFixture]
public sealed class MeshRulesTests
{
    [Test]
    public void The_triangle_budget_is_off_until_a_project_sets_it() =>
        Assert.That(Given.FindingsOf("mesh.tris", Given.Mesh(change: mesh => mesh with { Triangles = int.MaxValue })), Is.Empty);

    [TestCase(63_000, false)]
    [TestCase(63_001, true)]
    public void The_triangle_budget_is_63000_once_it_is_on(int triangles, bool found)
    {
        var findings = Given.FindingsOf("mesh.tris", Given.Mesh(change: mesh => mesh with { Triangles = triangles }), Given.With("mesh.tris", enabled: true));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
    }

    [Test]
    public void A_mesh_above_its_budget_says_by_how_much()
    {
        var settings = Given.With("mesh.tris", enabled: true, thresholds: ("budget", 1000));
        var finding = Given.FindingsOf("mesh.tris", Given.Mesh(change: mesh => mesh with { Triangles = 12_345 }), settings).Single();
        Assert.That(finding.Message, Is.EqualTo("LOD 0 has 12,345 triangles, 11,345 more than the budget of 1,000."));
        Assert.That(finding.Severity, Is.EqualTo(Severity.Warning));
        Assert.That(finding.Locator?.Node, Is.EqualTo("Crate"));
    }

    [TestCase(-1, true)]
    [TestCase(0, true)]
    [TestCase(1, false)]
    [TestCase(8, false)]
    public void A_mesh_has_a_first_UV_channel(int channels, bool found)
    {
        var findings = Given.FindingsOf("mesh.uv0", Given.Mesh(change: mesh => mesh with { UvChannels = channels }));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
    }

    [TestCase(0, null)]
    [TestCase(1, Severity.Warning)]
    [TestCase(10, Severity.Warning)]
    [TestCase(11, Severity.Error)]
    [TestCase(int.MaxValue, Severity.Error)]
    [TestCase(-5, null)]
    public void Up_to_a_thousandth_of_the_triangles_without_area_is_a_warning(int degenerate, Severity? severity)
    {
        var asset = Given.Mesh(change: mesh => mesh with { Triangles = 10_000, DegenerateTriangles = degenerate });
        Assert.That(Given.FindingsOf("mesh.degenerate", asset).SingleOrDefault()?.Severity, Is.EqualTo(severity));
    }

    [Test]
    public void Triangles_without_area_are_counted_in_the_message() =>
        Assert.That(
            Given.FindingsOf("mesh.degenerate", Given.Mesh(change: mesh => mesh with { Triangles = 3000, DegenerateTriangles = 3 })).Single().Message,
            Is.EqualTo("3 of 3,000 triangles (0.1 %) have no area; an error above 0.1 %."));

    [Test]
    public void A_position_that_is_no_number_is_an_error()
    {
        var finding = Given.FindingsOf("mesh.degenerate", Given.Mesh(change: mesh => mesh with { HasInvalidPositions = true })).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
        Assert.That(finding.Locator?.Node, Is.EqualTo("Crate"));
    }

    [TestCase("mesh.tris")]
    [TestCase("mesh.uv0")]
    [TestCase("mesh.slots")]
    [TestCase("mesh.scale")]
    [TestCase("mesh.degenerate")]
    public void Without_facts_of_a_mesh_nothing_is_said(string rule) =>
        Assert.That(Given.FindingsOf(rule, Given.Named(AssetClasses.StaticMesh, "/Game/SM_Crate"), Given.With("mesh.tris", enabled: true)), Is.Empty);
}
