using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Meshes;

public sealed class NodeRolesTests
{
    [TestCase("UCX_SM_Crate", "SM_Crate", CollisionShape.Convex)]
    [TestCase("UBX_SM_Crate_01", "SM_Crate", CollisionShape.Box)]
    [TestCase("USP_SM_Crate_7", "SM_Crate", CollisionShape.Sphere)]
    [TestCase("UCP_SM_Crate_003", "SM_Crate", CollisionShape.Capsule)]
    public void A_collision_node_belongs_to_the_mesh_that_its_name_ends_with(string collision, string mesh, CollisionShape shape)
    {
        var found = Roles(mesh, collision).Collisions.Single();

        Assert.That(found, Is.EqualTo(new CollisionNode(1, shape, mesh, IsNested: false)));
    }

    [Test]
    public void A_mesh_whose_own_name_ends_with_the_number_comes_first()
    {
        var roles = Roles("SM_Crate", "SM_Crate_01", "UCX_SM_Crate_01", "UCX_SM_Crate_01_02", "UCX_SM_Crate_02");

        Assert.That(roles.Collisions.Select(collision => collision.Target), Is.EqualTo(new[] { "SM_Crate_01", "SM_Crate_01", "SM_Crate" }));
    }

    [TestCase("UCX_SM_Crate")]
    [TestCase("UCX_SM_Crate_LOD0")]
    [TestCase("UCX_SM_Crate_LOD0_01")]
    [TestCase("UCX_SM_Crate_01")]
    public void A_mesh_called_LOD0_also_answers_to_the_plain_name(string collision)
    {
        Assert.That(Roles("SM_Crate_LOD0", collision).Collisions.Single().Target, Is.EqualTo("SM_Crate_LOD0"));
    }

    [TestCase("UCX_SM_Barrel")]
    [TestCase("UCX_SM_Crate_a")]
    [TestCase("UCX_SM_Crate01")]
    [TestCase("UCX_sm_crate")]
    [TestCase("UCX__01")]
    public void A_collision_node_without_a_fitting_mesh_is_collision_without_target(string collision)
    {
        var roles = Roles("SM_Crate", collision);

        Assert.That(roles.Collisions.Single().Target, Is.Null);
        Assert.That(roles.KindOf(1), Is.EqualTo(NodeKind.Collision));
    }

    [TestCase("UCX_")]
    [TestCase("ucx_SM_Crate")]
    [TestCase("UCXSM_Crate")]
    [TestCase("SM_UCX_Crate")]
    public void Other_names_are_meshes(string name)
    {
        Assert.That(Roles("SM_Crate", name).KindOf(1), Is.EqualTo(NodeKind.Mesh));
    }

    [Test]
    public void A_node_without_mesh_is_no_collision_whatever_its_name()
    {
        var roles = NodeRoles.Of([Node("SM_Crate"), Node("UCX_SM_Crate") with { HasMesh = false }]);

        Assert.That((roles.Collisions.Count, roles.KindOf(1)), Is.EqualTo((0, NodeKind.Other)));
    }

    [Test]
    public void A_collision_node_somewhere_below_a_mesh_is_nested()
    {
        var roles = NodeRoles.Of([Node("SM_Crate"), Node("Group") with { Parent = 0, HasMesh = false }, Node("UCX_SM_Crate") with { Parent = 1 }, Node("Top") with { HasMesh = false }, Node("UBX_SM_Crate") with { Parent = 3 }]);

        Assert.That(roles.Collisions.Select(collision => (collision.Node, collision.IsNested)), Is.EqualTo(new[] { (2, true), (4, false) }));
    }

    [Test]
    public void Levels_are_found_by_their_names_and_added_up()
    {
        var roles = Roles("SM_A_LOD0", "SM_A_LOD2", "SM_A_LOD1", "SM_B", "SM_B_LOD1", "SM_C_LOD1");

        Assert.That(Enumerable.Range(0, 6).Select(roles.LevelOf), Is.EqualTo(new[] { 0, 2, 1, 0, 1, 0 }), "SM_C has no LOD 0, so its node is a mesh of its own");
        Assert.That(roles.KindOf(5), Is.EqualTo(NodeKind.Mesh));
        var lods = roles.LodFacts(node => new NodeCounts(node * 10, node));
        Assert.That(lods, Is.EqualTo(new[]
        {
            new LodFacts { Level = 1, Triangles = 60, Vertices = 6, Node = "SM_A_LOD1" },
            new LodFacts { Level = 2, Triangles = 10, Vertices = 1, Node = "SM_A_LOD2" },
        }));
    }

    [Test]
    public void What_the_file_states_of_levels_goes_before_names()
    {
        var roles = NodeRoles.Of([Node("SM_A"), Node("Low"), Node("SM_A_LOD1")], new Dictionary<int, int> { [0] = 0, [1] = 1, [2] = 2 });

        Assert.That(Enumerable.Range(0, 3).Select(roles.LevelOf), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(roles.Nodes().Select(node => node.Kind), Is.EqualTo(new[] { NodeKind.Mesh, NodeKind.Lod, NodeKind.Lod }));
    }

    [TestCase("SM_A_LOD")]
    [TestCase("SM_A_lod1")]
    [TestCase("SM_A_LOD100")]
    [TestCase("_LOD1")]
    [TestCase("LOD1")]
    public void Other_names_are_no_levels(string name)
    {
        Assert.That(Roles("SM_A", "", name).LevelOf(2), Is.Zero);
    }

    [Test]
    public void The_kinds_of_nodes_without_mesh_stay()
    {
        var roles = NodeRoles.Of([Node("Root") with { HasMesh = false, Kind = NodeKind.Bone }, Node("SM_A") with { Parent = 0 }]);

        Assert.That(roles.Nodes().Select(node => node.Kind), Is.EqualTo(new[] { NodeKind.Bone, NodeKind.Mesh }));
    }

    [Test]
    public void Counts_of_collision_shapes_come_from_their_nodes()
    {
        var facts = Roles("SM_A", "UCX_SM_A_01").CollisionFacts(node => new NodeCounts(node * 12, 0));

        Assert.That(facts, Is.EqualTo(new[] { new CollisionFacts { Node = "UCX_SM_A_01", Shape = CollisionShape.Convex, Target = "SM_A", Triangles = 12 } }));
    }

    private static NodeRoles Roles(params string[] meshNodes) => NodeRoles.Of([.. meshNodes.Select(Node)]);

    private static NodeFacts Node(string name) => new() { Name = name, HasMesh = true };
}
