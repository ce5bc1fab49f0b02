using System.Text;
using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles;

/// <summary>The triangles that are given out are those that the facts count, where the facts' box is.</summary>
[TestFixture]
public sealed class TriangleSinkTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("dccbridge-triangles-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("crate/SM_Crate.glb")]
    [TestCase("crate/SM_CrateHandle.glb")]
    [TestCase("clean/SM_Barrel.glb")]
    [TestCase("fbx/SM_CrateLods.fbx")]
    public void All_triangles_of_the_first_level_are_given_in_place(string sample) => Compare(SampleFolder.PathOf(sample.Split('/')));

    [Test]
    public void Polygons_of_an_obj_are_given_as_triangles_in_Unreals_axes()
    {
        var file = Path.Combine(_folder, "SM_Quad.obj");
        File.WriteAllText(file, "o SM_Quad\nv 0 10 0\nv 200 10 0\nv 200 10 100\nv 0 10 100\nf 1 2 3 4\no UCX_SM_Quad\nf 1 2 3\n", Encoding.ASCII);
        Assert.That(Compare(file).Select(p => p.Y).Distinct(), Is.EqualTo(new[] { -10.0 }));
    }

    [Test]
    public void A_texture_gives_none() =>
        AssetFile.ReadTriangles(SampleFolder.PathOf("crate", "T_Crate_D.png"), (_, _, _) => Assert.Fail("A texture has no triangles."));

    [Test]
    public void What_the_sink_throws_ends_the_reading()
    {
        var given = 0;
        Assert.Throws<OperationCanceledException>(() => AssetFile.ReadTriangles(
            SampleFolder.PathOf("crate", "SM_Crate.glb"),
            (_, _, _) =>
            {
                given++;
                throw new OperationCanceledException();
            }));
        Assert.That(given, Is.EqualTo(1));
    }

    private static List<Vector3D> Compare(string file)
    {
        var corners = new List<Vector3D>();
        AssetFile.ReadTriangles(file, (a, b, c) => corners.AddRange([a, b, c]));
        var facts = AssetFile.Read(file).Facts.Mesh!;
        Assert.That(corners, Has.Count.EqualTo(facts.Triangles * 3));
        Assert.Multiple(() =>
        {
            Assert.That(corners.Min(p => p.X), Is.EqualTo(facts.Bounds.Min.X).Within(1e-3));
            Assert.That(corners.Min(p => p.Y), Is.EqualTo(facts.Bounds.Min.Y).Within(1e-3));
            Assert.That(corners.Min(p => p.Z), Is.EqualTo(facts.Bounds.Min.Z).Within(1e-3));
            Assert.That(corners.Max(p => p.X), Is.EqualTo(facts.Bounds.Max.X).Within(1e-3));
            Assert.That(corners.Max(p => p.Y), Is.EqualTo(facts.Bounds.Max.Y).Within(1e-3));
            Assert.That(corners.Max(p => p.Z), Is.EqualTo(facts.Bounds.Max.Z).Within(1e-3));
        });
        return corners;
    }
}
