using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles;

/// <summary>The files made with Blender have the facts that tests/Samples/README.md says.</summary>
[TestFixture]
public sealed class SampleFileTests
{
    private static AssetFileContent Read(string folder, string name) => AssetFile.Read(SampleFolder.PathOf(folder, name));

    [TestCase("crate", "SM_Crate.glb", 6776, 10968)]
    [TestCase("crate", "CrateLid.glb", 308, 672)]
    [TestCase("crate", "SM_CrateHandle.glb", 223, 489)]
    [TestCase("crate", "SM_CrateBolt.glb", 88, 89)]
    [TestCase("clean", "SM_Barrel.glb", 476, 448)]
    public void Meshes_have_the_counts_that_the_gltf_validator_found(string folder, string name, int triangles, int vertices)
    {
        var content = Read(folder, name);

        Assert.That((content.Facts.Mesh!.Triangles, content.Facts.Mesh.Vertices), Is.EqualTo((triangles, vertices)));
        Assert.That(content.Dcc, Is.EqualTo("Khronos glTF Blender I/O v3.4.50"));
    }

    [Test]
    public void The_crate_is_right()
    {
        var content = Read("crate", "SM_Crate.glb");
        var mesh = content.Facts.Mesh!;

        Assert.That(content.MaterialNames, Is.EqualTo(["M_CrateWood", "M_CrateFrame", "M_CrateMetal"]));
        Assert.That(mesh.Nodes.Select(node => (node.Name, node.Parent)), Is.EqualTo([("SM_Crate", -1), ("SM_Crate_Corners", 0)]));
        Assert.That(mesh.Bounds.Size.Z, Is.EqualTo(101.6).Within(0.001));
        Assert.That(mesh.Bounds.Min.Z, Is.EqualTo(-0.8).Within(0.001));
        Assert.That((mesh.UvChannels, mesh.DegenerateTriangles), Is.EqualTo((1, 0)));
    }

    [Test]
    public void The_handle_has_what_was_built_wrong()
    {
        var mesh = Read("crate", "SM_CrateHandle.glb").Facts.Mesh!;

        Assert.That((mesh.UvChannels, mesh.DegenerateTriangles), Is.EqualTo((0, 3)));
        Assert.That(mesh.Slots.Select(slot => slot.Name), Is.EqualTo(["M_CrateMetal", ""]));
        Assert.That(mesh.Nodes[0].Scale.X, Is.EqualTo(0.01).Within(1e-6));
        Assert.That(mesh.Bounds.Size.X, Is.EqualTo(17).Within(0.001));
    }

    [Test]
    public void The_bolt_is_a_hundred_times_too_small() =>
        Assert.That(Read("crate", "SM_CrateBolt.glb").Facts.Mesh!.Bounds.Size.Z, Is.EqualTo(0.05).Within(0.0001));

    [TestCase("T_Crate_D.png", 512, 512, 3, ColorSpace.Srgb, true, TextureCompression.Default)]
    [TestCase("T_Crate_N.png", 512, 512, 3, ColorSpace.Linear, false, TextureCompression.NormalMap)]
    [TestCase("T_CrateLid_N.png", 256, 256, 3, ColorSpace.Srgb, true, TextureCompression.Default)]
    [TestCase("T_CrateWide_D.png", 2049, 256, 3, ColorSpace.Srgb, true, TextureCompression.Default)]
    [TestCase("T_Crate Stencil_M.png", 256, 256, 1, ColorSpace.Linear, false, TextureCompression.Grayscale)]
    [TestCase("CrateRust_D.png", 256, 256, 4, ColorSpace.Unspecified, true, TextureCompression.Default)]
    [TestCase("T_CrateGrime_Q.png", 256, 256, 4, ColorSpace.Unspecified, true, TextureCompression.Default)]
    public void Textures_have_the_facts_that_were_drawn(string name, int width, int height, int channels, ColorSpace space, bool srgb, TextureCompression compression)
    {
        var facts = Read("crate", name).Facts.Texture!;

        Assert.That((facts.Width, facts.Height, facts.Channels, facts.BitDepth), Is.EqualTo((width, height, channels, 8)));
        Assert.That((facts.FileColorSpace, facts.Srgb, facts.Compression), Is.EqualTo((space, srgb, compression)));
    }
}
