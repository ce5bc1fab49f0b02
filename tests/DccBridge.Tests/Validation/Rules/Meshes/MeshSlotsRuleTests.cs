using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Validation.Rules.Meshes;

[TestFixture]
public sealed class MeshSlotsRuleTests
{
    private static readonly MaterialSlot Wood = new() { Name = "Wood", Material = "/Game/M_Wood", Triangles = 12 };

    [Test]
    public void Filled_and_used_slots_pass()
    {
        Assert.That(FindingsOf(Wood), Is.Empty);
        Assert.That(FindingsOf(), Is.Empty);
    }

    [Test]
    public void A_slot_without_name_is_empty()
    {
        var finding = FindingsOf(Wood, new MaterialSlot { Name = "", Triangles = 4 }).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
        Assert.That(finding.Message, Is.EqualTo("Material slot 1 is empty; 4 triangles would show Unreal's default material."));
        Assert.That(finding.Fix, Does.Contain("slot 1"));
        Assert.That(finding.Locator, Is.EqualTo(new FindingLocator { Node = "Crate", Slot = 1 }));
    }

    [Test]
    public void A_slot_without_material_is_empty_and_its_name_can_be_selected()
    {
        var finding = FindingsOf(new MaterialSlot { Name = "Iron", Triangles = 4 }).Single();
        Assert.That(finding.Message, Does.StartWith("Material slot 0 \"Iron\" is empty"));
        Assert.That(finding.Locator, Is.EqualTo(new FindingLocator { Node = "Crate", Material = "Iron", Slot = 0 }));
    }

    [Test]
    public void An_unused_slot_is_a_warning()
    {
        var finding = FindingsOf(Wood, Wood with { Name = "Iron", Triangles = 0 }).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Warning));
        Assert.That(finding.Message, Is.EqualTo("Material slot 1 \"Iron\" is used by no triangle."));
        Assert.That(finding.Locator?.Material, Is.EqualTo("Iron"));
    }

    [Test]
    public void An_empty_and_unused_slot_is_told_once() =>
        Assert.That(FindingsOf(new MaterialSlot { Name = "" }), Has.Count.EqualTo(1));

    [TestCase(10, false)]
    [TestCase(11, true)]
    public void More_than_ten_slots_are_a_warning(int count, bool found)
    {
        var findings = FindingsOf([.. Enumerable.Repeat(Wood, count)]);
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Warning && finding.Message.Contains("11 material slots")), Is.True);
    }

    [Test]
    public void A_node_is_named_only_when_there_is_no_doubt()
    {
        NodeFacts[] nodes = [new() { Name = "A", HasMesh = true }, new() { Name = "B", HasMesh = true }];
        var asset = Given.Mesh(change: mesh => mesh with { Nodes = nodes, Slots = [new MaterialSlot { Name = "" }] });
        Assert.That(Given.FindingsOf("mesh.slots", asset).Single().Locator?.Node, Is.Null);
    }

    private static IReadOnlyList<Finding> FindingsOf(params MaterialSlot[] slots) =>
        Given.FindingsOf("mesh.slots", Given.Mesh(change: mesh => mesh with { Slots = slots }));
}
