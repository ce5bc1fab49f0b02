using DccBridge.Companion.Transfers;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.Companion;

[TestFixture]
public class SendPlannerTests
{
    private static readonly string Hash = new('a', 64);

    [Test]
    public void Materials_of_a_mesh_are_rows_once_beside_it()
    {
        var plan = SendPlanner.Plan([Mesh("SM_A", "M_Wood", "M_Metal"), Mesh("SM_B", "M_Wood")], [], ImportConflict.Update, _ => true);
        Assert.That(plan.Rows.Select(r => $"{r.Action} {r.AssetPath}"), Is.EqualTo(new[]
        {
            "Create /Game/set/M_Metal", "Create /Game/set/M_Wood", "Create /Game/set/SM_A", "Create /Game/set/SM_B",
        }));
        Assert.That(plan.Sent.Select(r => r.AssetPath), Is.EqualTo(new[] { "/Game/set/SM_A", "/Game/set/SM_B" }));
    }

    [Test]
    public void The_content_hash_tells_overwrite_from_unchanged()
    {
        var plan = SendPlanner.Plan([Mesh("SM_A"), Mesh("SM_B")], [There("/Game/SET/sm_a", Hash), There("/Game/set/SM_B", new string('b', 64))], ImportConflict.Update, _ => true);
        Assert.That(plan.Rows.Select(r => r.Action), Is.EqualTo(new[] { PlanAction.Unchanged, PlanAction.Overwrite }));
    }

    [TestCase("/other/set/SM_A.glb", true, true)]
    [TestCase("/other/set/SM_A.glb", false, false, TestName = "One_that_is_gone_was_moved")]
    [TestCase("/art/set/SM_A.glb", true, false, TestName = "The_same_file_updates_its_own_asset")]
    [TestCase("x", true, false, TestName = "A_path_that_is_not_absolute_is_nowhere")]
    public void An_asset_that_another_file_loses_is_named(string source, bool isThere, bool named)
    {
        var there = There("/Game/set/SM_A", new string('b', 64)) with { Source = new SourceFile { Path = source, ContentHash = new string('b', 64) } };
        var row = SendPlanner.Plan([Mesh("SM_A")], [there], ImportConflict.Update, path => isThere && path == source).Rows.Single();
        Assert.That((row.Action, row.Replaces), Is.EqualTo((PlanAction.Overwrite, named ? source : null)));
        Assert.That(row.Note, named ? Does.Contain($"'{source}'").And.Contain("--to") : Is.Null);
    }

    [Test]
    public void A_material_that_is_there_is_kept()
    {
        var plan = SendPlanner.Plan([Mesh("SM_A", "M_Wood")], [There("/Game/set/M_Wood", Hash) with { Class = AssetClasses.Material }], ImportConflict.Fail, _ => true);
        Assert.That(plan.Rows.Select(r => r.Action), Is.EqualTo(new[] { PlanAction.Unchanged, PlanAction.Create }));
    }

    [Test]
    public void A_material_in_a_slot_is_kept_wherever_it_was_moved()
    {
        var mesh = There("/Game/set/SM_A", new string('b', 64)) with
        {
            Facts = new AssetFacts { Mesh = new MeshFacts { Triangles = 1, Vertices = 3, UvChannels = 1, Slots = [new MaterialSlot { Name = "M_Wood", Material = "/Game/Materials/M_Oak" }] } },
        };
        var plan = SendPlanner.Plan([Mesh("SM_A", "M_Wood", "M_New")], [mesh], ImportConflict.Update, _ => true);
        Assert.That(plan.Rows.Select(r => $"{r.Action} {r.AssetPath}"), Is.EqualTo(new[] { "Unchanged /Game/Materials/M_Oak", "Create /Game/set/M_New", "Overwrite /Game/set/SM_A" }));
    }

    [Test]
    public void Another_class_is_refused_whatever_the_conflict_says()
    {
        var plan = SendPlanner.Plan([Mesh("SM_A")], [There("/Game/set/SM_A", Hash) with { Class = AssetClasses.Texture2D }], ImportConflict.Update, _ => true);
        Assert.That(plan.Refused.Single().Note, Does.Contain("is a Texture2D").And.Contain("StaticMesh"));
    }

    [Test]
    public void The_editor_is_asked_about_each_path_once() =>
        Assert.That(SendPlanner.PathsToAsk([Mesh("SM_A", "M_Wood"), Mesh("SM_B", "m_wood")]), Is.EqualTo(new[] { "/Game/set/SM_A", "/Game/set/M_Wood", "/Game/set/SM_B" }));

    private static InspectedFile Mesh(string name, params string[] materials) => new()
    {
        File = new CollectedFile($"/art/set/{name}.glb", $"set/{name}.glb", $"/Game/set/{name}"),
        Length = 10,
        ContentHash = Hash,
        Class = AssetClasses.StaticMesh,
        MaterialNames = materials,
    };

    private static AssetRecord There(string path, string hash) => new() { Path = path, Class = AssetClasses.StaticMesh, Source = new SourceFile { Path = "x", ContentHash = hash } };
}
