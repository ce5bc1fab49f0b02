using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.EndToEnd.Peers;

/// <summary>Files that a real Blender exports in the test run: our figures are those that it was told to make, and those of independent readers.</summary>
[TestFixture]
public sealed class BlenderMeshTests
{
    private string _folder = "";

    [OneTimeSetUp]
    public void Export()
    {
        _folder = Directory.CreateTempSubdirectory("dccbridge-blender-").FullName;
        var blender = Peer.Require("Blender", "apt-get install blender python3-numpy", ["blender"]);
        var script = Path.Combine(Peer.RepositoryRoot, "tests", "DccBridge.EndToEnd", "Peers", "blender_meshes.py");
        blender.Run([], "-b", "-noaudio", "--factory-startup", "--python-exit-code", "1", "-P", script, "--", _folder);
    }

    [OneTimeTearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("SM_Crate.glb")]
    [TestCase("SM_Crate.obj")]
    public void The_crate_has_its_collision_shapes_and_levels_apart(string name)
    {
        var mesh = Read(name).Facts.Mesh!;

        Assert.That((mesh.Triangles, mesh.DegenerateTriangles, mesh.HasInvalidPositions, mesh.HasNormals), Is.EqualTo((12, 0, false, (bool?)true)));
        Assert.That(mesh.Slots.OrderBy(slot => slot.Name, StringComparer.Ordinal).Select(slot => (slot.Name, slot.Triangles)), Is.EqualTo([("M_Metal", 6), ("M_Wood", 6)]));
        Assert.That(mesh.Lods.Select(lod => (lod.Level, lod.Triangles, lod.Node)), Is.EqualTo([(1, 12, "SM_Crate_LOD1"), (2, 1, "SM_Crate_LOD2")]));
        var isTree = name.EndsWith(".glb", StringComparison.Ordinal);
        Assert.That(mesh.Collisions.OrderBy(shape => shape.Node, StringComparer.Ordinal), Is.EqualTo(new[]
        {
            new CollisionFacts { Node = "UBX_SM_Crate", Shape = CollisionShape.Box, Target = "SM_Crate", Triangles = 12, IsNested = isTree },
            new CollisionFacts { Node = "UCX_SM_Crate_01", Shape = CollisionShape.Convex, Target = "SM_Crate", Triangles = 12 },
            new CollisionFacts { Node = "USP_SM_Barrel", Shape = CollisionShape.Sphere, Target = null, Triangles = 12 },
        }));
        Assert.That(mesh.Bounds.Size, Is.EqualTo(isTree ? new Vector3D(100, 100, 100) : new Vector3D(1, 1, 1)));
        Assert.That(mesh.Textures.Single().Materials, Is.EqualTo(["M_Wood"]));
    }

    [TestCase("SM_Crate.glb")]
    [TestCase("SM_Crate.obj")]
    public void Assimp_counts_as_many_triangles_in_the_crate_and_its_levels_and_shapes(string name)
    {
        var mesh = Read(name).Facts.Mesh!;

        Assert.That(mesh.Triangles + mesh.Lods.Sum(lod => lod.Triangles) + mesh.Collisions.Sum(shape => shape.Triangles), Is.EqualTo(AssimpPeer.Info(Path.Combine(_folder, name)).Faces));
    }

    [Test]
    public void The_channels_of_the_crate_overlap_as_they_were_made()
    {
        var uvs = Read("SM_Crate.glb").Facts.Mesh!.Uvs;

        // The second has six tiles of which the last lies on the fifth: one of five.
        Assert.That(uvs.Select(uv => uv.OverlapPercent), Is.EqualTo(new double?[] { 0, 20 }).Within(0.3));
        Assert.That(uvs.Select(uv => (uv.TrianglesOutside, uv.DegenerateTriangles, uv.HasInvalidCoordinates)), Is.All.EqualTo((0, 0, false)));
        Assert.That(Read("SM_Crate.obj").Facts.Mesh!.Uvs.Single().OverlapPercent, Is.Zero.Within(0.3));
    }

    [Test]
    public async Task The_gltf_validator_finds_no_error_and_the_same_figures()
    {
        foreach (var report in await GltfValidatorPeer.ValidateAsync(Peer.RepositoryRoot, Directory.GetFiles(_folder, "*.glb")))
        {
            var content = AssetFile.Read(report.File);
            var mesh = content.Facts.Mesh!;

            Assert.That(report.Errors, Is.Zero, report.File);
            Assert.That(mesh.Triangles + mesh.Lods.Sum(lod => lod.Triangles) + mesh.Collisions.Sum(shape => shape.Triangles), Is.EqualTo(report.Triangles), report.File);
            Assert.That((mesh.UvChannels, content.Dcc), Is.EqualTo((report.MaxUvs, report.Generator)), report.File);
        }
    }

    [Test]
    public void The_bar_has_its_bones_weights_shape_keys_and_actions()
    {
        var content = Read("SK_Bar.glb");

        Assert.That(content.Class, Is.EqualTo(AssetClasses.SkeletalMesh));
        Assert.That(content.Facts.Skeleton!.Bones.Select(bone => (bone.Name, bone.Parent)), Is.EqualTo([("root", -1), ("spine", 0), ("head", 1), ("neutral_bone", -1)]), "Blender hangs vertices without weight on a bone of its own");
        Assert.That(content.Facts.Mesh!.Morphs.Select(morph => morph.Name), Is.EqualTo(["Fat", "Thin"]));
        Assert.That(content.Facts.Mesh.Morphs[1].MaxWeight, Is.EqualTo(0.25).Within(1e-6));
        var skin = content.Facts.Mesh.Skin!;
        Assert.That((skin.MaxInfluences, skin.WeightedBones, skin.MaxBonesPerSection), Is.EqualTo((2, 4, 4)));
        var animations = content.Facts.Animations.OrderBy(animation => animation.Name, StringComparer.Ordinal).ToArray();
        Assert.That(animations.Select(animation => (animation.Name, animation.FramesPerSecond)), Is.EqualTo([("Idle", 24), ("Walk", 24)]));
        Assert.That(animations.Select(animation => animation.EndSeconds - animation.StartSeconds), Is.EqualTo([1, 2]).Within(1e-5));

        var assimp = AssimpPeer.Info(Path.Combine(_folder, "SK_Bar.glb"));
        Assert.That((content.Facts.Skeleton.BoneCount, content.Facts.Animations.Count, content.Facts.Mesh.Triangles), Is.EqualTo((assimp.Bones, assimp.Animations, assimp.Faces)));
    }

    [TestCase("SM_Ground.glb", 100, true)]
    [TestCase("SM_Ground.obj", 1, false)]
    public void Assimp_finds_the_same_triangles_and_bounds_in_the_ground(string name, double unit, bool isYUp)
    {
        var mesh = Read(name).Facts.Mesh!;
        var assimp = AssimpPeer.Info(Path.Combine(_folder, name));

        Vector3D ToUnreal(Vector3D point) => isYUp ? new(point.X * unit, point.Z * unit, point.Y * unit) : new(point.X * unit, -point.Y * unit, point.Z * unit);
        var (a, b) = (ToUnreal(assimp.Min), ToUnreal(assimp.Max));
        Assert.That(mesh.Triangles, Is.EqualTo(assimp.Faces));
        foreach (var (ours, one, other) in new[] { (mesh.Bounds.Min.X, a.X, b.X), (mesh.Bounds.Min.Y, a.Y, b.Y), (mesh.Bounds.Min.Z, a.Z, b.Z) })
        {
            Assert.That(ours, Is.EqualTo(Math.Min(one, other)).Within(unit * 1e-4));
        }

        foreach (var (ours, one, other) in new[] { (mesh.Bounds.Max.X, a.X, b.X), (mesh.Bounds.Max.Y, a.Y, b.Y), (mesh.Bounds.Max.Z, a.Z, b.Z) })
        {
            Assert.That(ours, Is.EqualTo(Math.Max(one, other)).Within(unit * 1e-4));
        }
    }

    private AssetFileContent Read(string name) => AssetFile.Read(Path.Combine(_folder, name));
}
