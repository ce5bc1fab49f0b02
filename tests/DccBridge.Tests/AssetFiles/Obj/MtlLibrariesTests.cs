using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Obj;

[TestFixture]
public sealed class MtlLibrariesTests
{
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("dccbridge-obj-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Textures_are_told_with_the_materials_that_use_them()
    {
        File.WriteAllText(Path.Combine(_folder, "my crate.mtl"), """
            newmtl M_Wood
            Kd 1 1 1
            map_Kd maps/T Wood_D.png
            map_Bump -bm 0.5 -o 1 2 -s 1 1 1 maps\T_Wood_N.png
            newmtl M_Metal
            map_Kd maps/T Wood_D.png
            map_Ks C:\art\T_Metal_S.png
            norm //server/share/T_Metal_N.png
            refl -type sphere ../up.png
            map_aat on
            map_d
            """);

        var content = Read("mtllib my crate.mtl\nmtllib missing.mtl\n");

        Assert.That(content.Facts.Mesh!.Textures.Select(texture => (texture.Path, texture.IsEmbedded, texture.IsAbsolute, string.Join('+', texture.Materials))), Is.EqualTo(new[]
        {
            ("maps/T Wood_D.png", false, false, "M_Wood+M_Metal"),
            ("maps\\T_Wood_N.png", false, false, "M_Wood"),
            ("C:\\art\\T_Metal_S.png", false, true, "M_Metal"),
            ("//server/share/T_Metal_N.png", false, true, "M_Metal"),
            ("../up.png", false, false, "M_Metal"),
        }));
        Assert.That(content.ExternalFiles, Is.EqualTo(new[] { "my crate.mtl", "missing.mtl", "maps/T Wood_D.png", "maps/T_Wood_N.png" }));
    }

    [TestCase("mtllib gone.mtl\n")]
    [TestCase("mtllib ../secret.mtl\n")]
    [TestCase("mtllib /etc/passwd\n")]
    [TestCase("mtllib\n")]
    [TestCase("mtllib folder.mtl\n")]
    [TestCase("mtllib binary.mtl\n")]
    [TestCase("mtllib long.mtl\n")]
    public void Materials_keep_their_names_whatever_the_library_is(string library)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "folder.mtl"));
        File.WriteAllBytes(Path.Combine(_folder, "binary.mtl"), new byte[1000]);
        File.WriteAllText(Path.Combine(_folder, "long.mtl"), new string('x', 300_000));

        var content = Read(library);

        Assert.That(content.MaterialNames, Is.EqualTo(["M_Wood"]));
        Assert.That(content.Facts.Mesh!.Textures, Is.Empty);
    }

    [Test]
    public void Several_libraries_in_a_line_are_read_and_a_stream_reads_none()
    {
        File.WriteAllText(Path.Combine(_folder, "a.mtl"), "newmtl A\nmap_Kd a.png\n");
        File.WriteAllText(Path.Combine(_folder, "b.mtl"), "newmtl B\nmap_Kd b.png\n");

        Assert.That(Read("mtllib a.mtl b.mtl\n").Facts.Mesh!.Textures.Select(texture => texture.Path), Is.EqualTo(["a.png", "b.png"]));
        var content = Reading.Of(File.ReadAllBytes(Path.Combine(_folder, "SM_Test.obj")), "SM_Test.obj");
        Assert.That(content.Facts.Mesh!.Textures, Is.Empty);
        Assert.That(content.ExternalFiles, Is.EqualTo(["a.mtl", "b.mtl"]));
    }

    private AssetFileContent Read(string head)
    {
        var path = Path.Combine(_folder, "SM_Test.obj");
        File.WriteAllText(path, head + "v 0 0 0\nv 1 0 0\nv 1 1 0\nusemtl M_Wood\nf 1 2 3\n");
        return AssetFile.Read(path);
    }
}
