using DccBridge.Protocol.Contracts.Assets;
using static DccBridge.Tests.AssetFiles.Fbx.FbxTestScene;

namespace DccBridge.Tests.AssetFiles.Fbx;

[TestFixture]
public sealed class FbxTextureTests
{
    private static FbxTestScene Scene(string absolute, string relative, byte[]? content) => new()
    {
        Objects =
        [
            Thing("Texture", 800, "Tex", "", FbxPart.Of("FileName", absolute), FbxPart.Of("RelativeFilename", relative)),
            content is null ? Thing("Video", 801, "Vid", "Clip") : Thing("Video", 801, "Vid", "Clip", FbxPart.Of("Content", content)),
        ],
        Connections = [C(801, 800), C(800, Material, "DiffuseColor")],
    };

    [TestCase("C:\\art\\T_Crate_D.png", "textures\\T_Crate_D.png", "textures\\T_Crate_D.png", false, "textures/T_Crate_D.png")]
    [TestCase("/home/art/T_Crate_D.png", "", "/home/art/T_Crate_D.png", true, null)]
    [TestCase("", "D:/T.png", "D:/T.png", true, null)]
    [TestCase("", "\\\\server\\T.png", "\\\\server\\T.png", true, null)]
    [TestCase("", "..\\T.png", "..\\T.png", false, null)]
    [TestCase("", "./木箱.png", "./木箱.png", false, "木箱.png")]
    public void The_relative_path_is_taken_and_an_absolute_one_told(string absolute, string relative, string expected, bool isAbsolute, string? external)
    {
        var content = Reading.Of(Scene(absolute, relative, null).Build(), "a.fbx");
        var texture = content.Facts.Mesh!.Textures.Single();

        Assert.That((texture.Path, texture.IsAbsolute, texture.IsEmbedded), Is.EqualTo((expected, isAbsolute, false)));
        Assert.That(texture.Materials, Is.EqualTo(new[] { "M_Quad" }));
        Assert.That(content.ExternalFiles, Is.EqualTo(external is null ? [] : new[] { external }));
    }

    [Test]
    public void Pixels_in_the_file_are_told_and_not_read()
    {
        var content = Reading.Of(Scene("", "T.png", [1, 2, 3]).Build(), "a.fbx");
        Assert.That((content.Facts.Mesh!.Textures.Single().IsEmbedded, content.ExternalFiles.Count), Is.EqualTo((true, 0)));
        Assert.That(Scene("", "T.png", []).Facts().Textures.Single().IsEmbedded, Is.False);
    }

    [Test]
    public void A_path_is_listed_once_with_all_materials_and_a_lone_video_too()
    {
        var scene = Scene("", "T.png", null);
        var facts = (scene with
        {
            Objects =
            [
                .. scene.Objects, Thing("Texture", 810, "Tex2", "", FbxPart.Of("RelativeFilename", "T.png")), Thing("LayeredTexture", 811, "L", ""), Thing("Material", 301, "M_Other", ""),
                Thing("Video", 812, "Alone", "Clip", FbxPart.Of("Filename", "Alone.png")),
            ],
            Connections = [.. scene.Connections, C(810, 811), C(811, 301, "DiffuseColor")],
        }).Facts();

        Assert.That(facts.Textures.Select(texture => texture.Path), Is.EqualTo(new[] { "T.png", "Alone.png" }));
        Assert.That(facts.Textures[0].Materials, Is.EqualTo(new[] { "M_Other", "M_Quad" }));
        Assert.That(facts.Textures[1].Materials, Is.Empty);
    }
}
