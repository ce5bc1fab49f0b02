using System.Text;
using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.EndToEnd.Peers;

/// <summary>FBX files that real Blender makes in this run are read as assimp reads them.</summary>
[TestFixture]
public sealed class FbxPeerTests
{
    // Assimp keeps and prints single precision.
    private const double Rounding = 1e-3;

    private string _folder = "";
    private AssimpScenePeer _assimp = null!;

    [OneTimeSetUp]
    public void Make_the_files()
    {
        var blender = Peer.Require("blender", "apt-get install blender python3-numpy", ["blender"], "--version");
        _assimp = new AssimpScenePeer();
        _folder = Directory.CreateTempSubdirectory("dccbridge-fbx-").FullName;
        var script = Path.Combine(Peer.RepositoryRoot, "tests", "DccBridge.EndToEnd", "Peers", "blender_fbx.py");
        blender.Run([], "-b", "--factory-startup", "--python-exit-code", "1", "--python", script, "--", _folder);
    }

    [OneTimeTearDown]
    public void Remove_the_files()
    {
        if (_folder.Length > 0)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [TestCase("prop.fbx", 0, 2, 1)]
    [TestCase("prop_z_up.fbx", 0, -1, 2)]
    [TestCase("prop_embedded.fbx", 0, 2, 1)]
    [TestCase("hero.fbx", 0, 2, 1)]
    [TestCase("big.fbx", 0, 2, 1)]
    public void Meshes_are_as_assimp_reads_them(string file, int x, int y, int z)
    {
        var path = Path.Combine(_folder, file);
        CompareMeshes(AssetFile.Read(path), _assimp.Read(path), point => (Axis(point, x), Axis(point, y), Axis(point, z)), shared: true);
    }

    [TestCase("prop.fbx")]
    [TestCase("hero.fbx")]
    public void Files_with_wide_record_heads_that_assimp_writes_are_read_too(string file)
    {
        var path = Path.Combine(_folder, "wide_" + file);
        _assimp.WriteFbx(Path.Combine(_folder, file), path);
        Assert.That(BitConverter.ToInt32(File.ReadAllBytes(path), 23), Is.GreaterThanOrEqualTo(7500));

        var content = AssetFile.Read(path);
        
        // Assimp does not read its own file again, so the one that it was made from is asked.
        CompareMeshes(content, _assimp.Read(Path.Combine(_folder, file)), point => (point.X, point.Z, point.Y), shared: false);
        Assert.That(content.Facts.Mesh!.Bounds.Size.X, Is.EqualTo(AssetFile.Read(Path.Combine(_folder, file)).Facts.Mesh!.Bounds.Size.X).Within(Rounding));
    }

    [Test]
    public void The_same_scene_has_the_same_bounds_whatever_axes_it_was_exported_with()
    {
        var first = AssetFile.Read(Path.Combine(_folder, "prop.fbx")).Facts.Mesh!;
        var zUp = AssetFile.Read(Path.Combine(_folder, "prop_z_up.fbx")).Facts.Mesh!;
        var xUp = AssetFile.Read(Path.Combine(_folder, "prop_x_up.fbx")).Facts.Mesh!;

        Assert.That((first.SourceUpAxis, zUp.SourceUpAxis, xUp.SourceUpAxis), Is.EqualTo((UpAxis.Y, UpAxis.Z, UpAxis.X)));
        Assert.That((first.SourceUnitCentimetres, xUp.SourceUnitCentimetres), Is.EqualTo((1.0, 200.0)));
        AssertNear(zUp.Bounds.Min, first.Bounds.Min, 1);
        AssertNear(zUp.Bounds.Max, first.Bounds.Max, 1);
        AssertNear(xUp.Bounds.Min, first.Bounds.Min, 2);
        AssertNear(xUp.Bounds.Max, first.Bounds.Max, 2);
    }

    [Test]
    public void Bones_weights_and_morph_targets_are_those_of_the_scene()
    {
        var path = Path.Combine(_folder, "hero.fbx");
        var content = AssetFile.Read(path);
        var meshes = _assimp.Read(path).Nodes.SelectMany(node => node.Meshes).ToArray();

        Assert.That((content.Class, content.Dcc), Is.EqualTo((AssetClasses.SkeletalMesh, "Blender (stable FBX IO) 3.4.1")).Or.Matches<(string Class, string? Dcc)>(found => found.Dcc!.StartsWith("Blender", StringComparison.Ordinal)));
        Assert.That(content.Facts.Skeleton!.Bones.Select(bone => (bone.Name, bone.Parent)), Is.EqualTo(new[] { ("root", -1), ("spine", 0), ("head", 1) }));
        foreach (var bone in content.Facts.Skeleton.Bones)
        {
            var moved = meshes.Where(mesh => mesh.Weights.ContainsKey(bone.Name)).SelectMany(mesh => mesh.Weights[bone.Name]).ToHashSet();
            Assert.That(bone.Vertices, Is.EqualTo(moved.Count), bone.Name);
        }

        var influences = meshes.SelectMany(mesh => mesh.Points).ToHashSet().Select(point => meshes.SelectMany(mesh => mesh.Weights).Where(weight => weight.Value.Contains(point)).DistinctBy(weight => weight.Key).Count()).ToArray();
        Assert.That(content.Facts.Mesh!.Skin, Is.EqualTo(new SkinFacts
        {
            MaxInfluences = influences.Max(),
            UnweightedVertices = influences.Count(count => count == 0),
            WeightedBones = 3,
            MaxBonesPerSection = meshes.Max(mesh => mesh.Weights.Count(weight => weight.Value.Count > 0)),
        }));
        Assert.That(content.Facts.Mesh.Morphs, Is.EqualTo(new[] { new MorphFacts { Name = "Smile", MinWeight = -0.5, MaxWeight = 1.5 } }));
    }

    [TestCase("hero.fbx", AssetClasses.SkeletalMesh)]
    [TestCase("hero_motion.fbx", AssetClasses.AnimSequence)]
    public void Animations_are_as_assimp_reads_them(string file, string expectedClass)
    {
        var path = Path.Combine(_folder, file);
        var content = AssetFile.Read(path);

        Assert.That(content.Class, Is.EqualTo(expectedClass));
        Assert.That(content.Facts.Animations, Has.Count.EqualTo(2));
        foreach (var (ours, theirs) in content.Facts.Animations.Zip(_assimp.Read(path).Animations))
        {
            Assert.That((ours.Name, ours.FramesPerSecond), Is.EqualTo((theirs.Name, theirs.TicksPerSecond)));
            Assert.That(ours.EndSeconds - ours.StartSeconds, Is.EqualTo(theirs.Seconds).Within(Rounding), ours.Name);
        }
    }

    [Test]
    public void Collision_levels_and_images_are_those_that_the_scene_was_made_with()
    {
        var content = AssetFile.Read(Path.Combine(_folder, "prop.fbx"));
        var mesh = content.Facts.Mesh!;

        Assert.That(mesh.Collisions.Select(shape => (shape.Node, shape.Target)), Is.EqualTo(new[] { ("UCX_SM_Prop_01", (string?)"SM_Prop"), ("UBX_SM_Missing", null) }));
        Assert.That(mesh.Lods.Select(lod => (lod.Level, lod.Node)), Is.EqualTo(new[] { (1, (string?)"SM_Prop_LOD1") }));
        Assert.That(mesh.Textures.Single(), Has.Property("IsEmbedded").False.And.Property("IsAbsolute").False);
        Assert.That(content.ExternalFiles, Is.EqualTo(new[] { "T_Wood_D.png" }));

        var embedded = AssetFile.Read(Path.Combine(_folder, "prop_embedded.fbx"));
        Assert.That((embedded.Facts.Mesh!.Textures.Single().IsEmbedded, embedded.ExternalFiles.Count), Is.EqualTo((true, 0)));
    }

    [Test]
    public void An_fbx_in_text_form_is_refused_with_what_to_do()
    {
        var path = Path.Combine(_folder, "text.fbx");
        _assimp.WriteTextFbx(Path.Combine(_folder, "prop.fbx"), path);

        Assert.That(() => AssetFile.Read(path), Throws.TypeOf<AssetFileException>().With.Message.Contains("ASCII").And.Message.Contains("export it as binary FBX"));
    }

    [Test]
    public void A_real_file_cut_at_any_byte_or_with_any_byte_changed_ends_with_facts_or_with_the_error()
    {
        var whole = File.ReadAllBytes(Path.Combine(_folder, "prop.fbx"));
        var random = new Random(1);
        for (var round = 0; round < 4000; round++)
        {
            var bytes = round % 2 == 0 ? whole[..random.Next(whole.Length)] : (byte[])whole.Clone();
            for (var change = round % 2 * random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                AssetFile.Read(new MemoryStream(bytes), "prop.fbx");
            }
            catch (AssetFileException error)
            {
                Assert.That(error.Message, Does.StartWith("prop.fbx, byte "), $"round {round}");
            }
        }
    }

    private static void CompareMeshes(AssetFileContent content, AssimpScene scene, Func<(double X, double Y, double Z), (double X, double Y, double Z)> toUnreal, bool shared)
    {
        var mesh = content.Facts.Mesh!;
        var counted = mesh.Nodes.Where(node => node.Kind == NodeKind.Mesh).Select(node => node.Name).ToHashSet();
        var nodes = scene.Nodes.Where(node => counted.Contains(node.Name)).ToArray();
        var meshes = nodes.SelectMany(node => node.Meshes).ToArray();

        Assert.That(mesh.Triangles, Is.EqualTo(meshes.Sum(part => part.Triangles)));
        Assert.That(mesh.UvChannels, Is.EqualTo(meshes.Min(part => part.UvChannels)));
        Assert.That(mesh.HasNormals, Is.EqualTo(meshes.All(part => part.HasNormals)));

        // Blender shares vertices between polygons, and no two of these scenes' vertices lie at one place; assimp writes each corner for itself.
        if (shared)
        {
            Assert.That(mesh.Vertices, Is.EqualTo(nodes.Sum(node => node.Meshes.SelectMany(part => part.Points).Distinct().Count())));
        }

        var byMaterial = meshes.GroupBy(part => part.Material == "DefaultMaterial" ? "" : part.Material).ToDictionary(group => group.Key, group => group.Sum(part => part.Triangles));
        Assert.That(mesh.Slots.ToDictionary(slot => slot.Name, slot => slot.Triangles), Is.EquivalentTo(byMaterial));
        foreach (var (node, counts) in mesh.Collisions.Select(shape => (shape.Node, shape.Triangles)).Concat(mesh.Lods.Select(lod => (lod.Node!, lod.Triangles))))
        {
            Assert.That(counts, Is.EqualTo(scene.Nodes.Where(other => other.Name == node).Sum(other => other.Meshes.Sum(part => part.Triangles))), node);
        }

        var points = nodes.SelectMany(node => node.Points).Select(toUnreal).ToArray();
        AssertNear(mesh.Bounds.Min, new Vector3D(points.Min(point => point.X), points.Min(point => point.Y), points.Min(point => point.Z)), mesh.SourceUnitCentimetres);
        AssertNear(mesh.Bounds.Max, new Vector3D(points.Max(point => point.X), points.Max(point => point.Y), points.Max(point => point.Z)), mesh.SourceUnitCentimetres);
    }

    private static double Axis((double X, double Y, double Z) point, int axis) =>
        axis < 0 ? -Axis(point, -axis) : axis == 0 ? point.X : axis == 1 ? point.Y : point.Z;

    private static void AssertNear(Vector3D actual, Vector3D expected, double factor)
    {
        var text = new StringBuilder().Append(actual).Append(" against ").Append(expected).ToString();
        Assert.That(actual.X, Is.EqualTo(expected.X * factor).Within(Rounding * factor), text);
        Assert.That(actual.Y, Is.EqualTo(expected.Y * factor).Within(Rounding * factor), text);
        Assert.That(actual.Z, Is.EqualTo(expected.Z * factor).Within(Rounding * factor), text);
    }
}
