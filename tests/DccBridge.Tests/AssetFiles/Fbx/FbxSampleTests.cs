using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Fbx;

/// <summary>The FBX of tests/Samples holds what the README there says, and no damage to it does harm.</summary>
[TestFixture]
public sealed class FbxSampleTests
{
    [Test]
    public void The_crate_with_levels_and_collision_is_what_the_readme_says()
    {
        var content = AssetFile.Read(SampleFolder.PathOf("fbx", "SM_CrateLods.fbx"));
        var mesh = content.Facts.Mesh!;

        Assert.That((content.Class, content.Dcc), Is.EqualTo((AssetClasses.StaticMesh, "Blender (stable FBX IO) 3.4.1")));
        Assert.That((mesh.Triangles, mesh.Vertices, mesh.UvChannels, mesh.DegenerateTriangles, mesh.HasNormals), Is.EqualTo((6776, 3696, 1, 0, true)));
        Assert.That(mesh.Slots.Select(slot => (slot.Name, slot.Triangles)), Is.EqualTo(new[] { ("M_CrateWood", 1320), ("M_CrateFrame", 1232), ("M_CrateMetal", 4224) }));
        Assert.That((mesh.SourceUnitCentimetres, mesh.SourceUpAxis), Is.EqualTo((100.0, UpAxis.Y)));
        Assert.That((mesh.Bounds.Size.X, mesh.Bounds.Size.Y, mesh.Bounds.Size.Z), Is.EqualTo((101.6, 101.6, 101.6)).Within(0.001));
        Assert.That(mesh.Lods.Select(lod => (lod.Level, lod.Node, lod.Triangles)), Is.EqualTo(new[] { (1, (string?)"SM_CrateLods_LOD1", 300), (2, "SM_CrateLods_LOD2", 12) }));
        Assert.That(mesh.Collisions.OrderBy(shape => shape.Node, StringComparer.Ordinal).Select(shape => (shape.Node, shape.Shape, shape.Target, shape.IsNested)), Is.EqualTo(new[]
        {
            ("UBX_SM_CrateLods_02", CollisionShape.Box, (string?)"SM_CrateLods", false),
            ("UCX_SM_CrateLid_01", CollisionShape.Convex, null, false),
            ("UCX_SM_CrateLods_01", CollisionShape.Convex, "SM_CrateLods", false),
            ("UCX_SM_CrateLods_03", CollisionShape.Convex, "SM_CrateLods", true),
        }));
        Assert.That(mesh.Nodes, Has.Count.EqualTo(8));
    }

    [Test]
    public void It_is_the_crate_of_the_glb()
    {
        var fbx = AssetFile.Read(SampleFolder.PathOf("fbx", "SM_CrateLods.fbx")).Facts.Mesh!;
        var glb = AssetFile.Read(SampleFolder.PathOf("crate", "SM_Crate.glb")).Facts.Mesh!;

        Assert.That((fbx.Triangles, fbx.UvChannels), Is.EqualTo((glb.Triangles, glb.UvChannels)));
        Assert.That(fbx.Slots.Select(slot => (slot.Name, slot.Triangles)), Is.EqualTo(glb.Slots.Select(slot => (slot.Name, slot.Triangles))));
        Assert.That((fbx.Bounds.Min.X, fbx.Bounds.Min.Y, fbx.Bounds.Max.Z), Is.EqualTo((glb.Bounds.Min.X, glb.Bounds.Min.Y, glb.Bounds.Max.Z)).Within(0.001));
        Assert.That(fbx.Uvs[0].OverlapPercent, Is.EqualTo(glb.Uvs[0].OverlapPercent).Within(0.5));
    }

    [Test]
    public void Damage_to_it_ends_with_facts_or_with_the_error() => FbxDamageTests.Damage([File.ReadAllBytes(SampleFolder.PathOf("fbx", "SM_CrateLods.fbx"))], 400);
}
