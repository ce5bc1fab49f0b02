using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;
using DccBridge.Server.EditorPython;

namespace DccBridge.Tests.Server.EditorPython;

/// <summary>Fixes and facts through a real interpreter with the stand-in of Unreal's module.</summary>
[TestFixture]
public sealed class EditsTests
{
    private StandInEditor _editor = null!;

    [SetUp]
    public void Start() => _editor = new StandInEditor();

    [TearDown]
    public void Stop() => _editor?.Dispose();

    [Test]
    public void A_fix_changes_settings_and_names_and_can_be_taken_back()
    {
        _editor.Arrange("""
            t = p.add(unreal.Texture2D("/Game/Küche/Wood_N"))
            m = p.add(unreal.Material("/Game/Küche/Wood"))
            p.add(unreal.StaticMesh("/Game/SM", static_materials=[unreal.StaticMaterial(material_interface=m)]))
            """);
        var edits = new PythonEdits(_editor);
        FixChange[] changes =
        [
            Set("/Game/Küche/Wood_N", "Compression", "Default", "NormalMap"),
            Set("/Game/Küche/Wood_N", "LodGroup", "World", "UI"),
            Rename("/Game/Küche/Wood", "/Game/Küche/M_Wood"),
            Rename("/Game/Küche/Wood_N", "/Game/Küche/T_Wood_N"),
        ];
        Assert.That(edits.ReferencersOf(["/Game/Küche/Wood", "/Game/Küche/Wood_N"]), Is.EqualTo(new Dictionary<string, IReadOnlyList<string>> { ["/Game/Küche/Wood"] = ["/Game/SM"] }));
        edits.Apply(changes);
        var assets = new PythonAssets(_editor);
        var texture = assets.Get("/Game/Küche/T_Wood_N")!;
        Assert.That((texture.Facts.Texture!.Compression, texture.Facts.Texture.LodGroup, texture.Revision), Is.EqualTo((TextureCompression.NormalMap, "UI", 2)));
        Assert.That(assets.Get("/Game/SM")!.References, Is.EqualTo(new[] { "/Game/Küche/M_Wood" }));
        Assert.That(_editor.Look("' '.join(p.transactions)"), Is.EqualTo("DccBridge: fix"));

        edits.Apply([Set("/Game/Küche/T_Wood_N", "Compression", "NormalMap", "Default"), Rename("/Game/Küche/T_Wood_N", "/Game/Küche/Wood_N")]);
        Assert.That(assets.Get("/Game/Küche/Wood_N")!.Facts.Texture!.Compression, Is.EqualTo(TextureCompression.Default));
    }

    [Test]
    public void Each_compression_is_read_as_it_was_set()
    {
        _editor.Arrange("""p.add(unreal.Texture2D("/Game/T"))""");
        foreach (var compression in Enum.GetValues<TextureCompression>().Where(value => value != TextureCompression.Other))
        {
            new PythonEdits(_editor).Apply([Set("/Game/T", "Compression", "", compression.ToString()) with { Before = "x" }]);
            Assert.That(new PythonAssets(_editor).Get("/Game/T")!.Facts.Texture!.Compression, Is.EqualTo(compression));
        }
    }

    [TestCase("TC_BC7", TextureCompression.Other)]
    [TestCase("TC_HDR_COMPRESSED", TextureCompression.Hdr)]
    public void A_compression_that_could_not_be_set_back_is_not_changed(string name, TextureCompression expected)
    {
        _editor.Arrange($"""p.add(unreal.Texture2D("/Game/T_N", compression_settings=unreal.TextureCompressionSettings.{name}))""");
        var texture = new PythonAssets(_editor).Get("/Game/T_N")!;
        Assert.That(texture.Facts.Texture!.Compression, Is.EqualTo(expected));
        var edits = new PythonEdits(_editor);
        Assert.That(edits.FindProblem(texture, Set("/Game/T_N", "Compression", expected.ToString(), "NormalMap")), Does.Contain("could not be taken back"));
        Assert.That(edits.FindProblem(texture, Set("/Game/T_N", "Compression", "Default", "NormalMap")), Is.Null);
        Assert.That(edits.FindProblem(texture, Set("/Game/T_N", "Srgb", "True", "False")), Is.Null);
    }

    [Test]
    public void A_fix_that_fails_in_the_middle_says_that_nothing_was_changed()
    {
        _editor.Arrange("""
            p.add(unreal.Material("/Game/A"))
            p.add(unreal.Material("/Game/B"))
            p.faults.add("rename_fails_for:/Game/B")
            """);
        var failure = Assert.Throws<EditorException>(() => new PythonEdits(_editor).Apply([Rename("/Game/A", "/Game/M_A"), Rename("/Game/B", "/Game/M_B")]))!;
        Assert.That((failure.Code, failure.Message), Is.EqualTo((ErrorCode.EditorScriptFailed, failure.Message)));
        Assert.That(failure.Message, Does.StartWith("Nothing was changed"));
        Assert.That(new PythonAssets(_editor).List().Select(asset => asset.Path), Is.EqualTo(new[] { "/Game/A", "/Game/B" }));
    }

    [Test]
    public void Levels_and_renames_of_the_case_alone_are_refused_beforehand()
    {
        var edits = new PythonEdits(_editor);
        var level = new AssetRecord { Path = "/Game/Town", Class = "World" };
        Assert.That(edits.FindProblem(level, Rename("/Game/Town", "/Game/L_Town")), Does.Contain("level"));
        var texture = new AssetRecord { Path = "/Game/T_d", Class = AssetClasses.Texture2D };
        Assert.That(edits.FindProblem(texture, Rename("/Game/T_d", "/Game/T_D")), Does.Contain("without case"));
        Assert.That(edits.FindProblem(texture, Rename("/Game/T_d", "/Game/T_x")), Is.Null);
    }

    [Test]
    public void Facts_of_meshes_skeletons_animations_materials_sounds_and_packages_reach_the_record()
    {
        _editor.Arrange("""
            mesh = p.add(unreal.StaticMesh("/Game/SM", body_setup=unreal.BodySetup(), nanite_settings=unreal.MeshNaniteSettings(enabled=True)))
            mesh.lods = 2
            s = p.add(unreal.Skeleton("/Game/SKEL"))
            k = p.add(unreal.SkeletalMesh("/Game/SK", skeleton=s))
            k.tags.update({"Triangles": "10", "Vertices": "20", "UVChannels": "1"})
            p.add(unreal.AnimSequence("/Game/A_Run", skeleton=s))
            m = p.add(unreal.Material("/Game/M"))
            p.add(unreal.MaterialInstanceConstant("/Game/MI", parent=m))
            p.add(unreal.SoundWave("/Game/S"))
            p.add(unreal.Texture2D("/Game/T", max_texture_size=512, never_stream=True, mip_gen_settings=unreal.TextureMipGenSettings.TMGS_NO_MIPMAPS))
            p.dirty.append("/Game/T")
            """);
        var assets = new PythonAssets(_editor);
        var mesh = assets.Get("/Game/SM")!.Facts.Mesh!;
        Assert.Multiple(() =>
        {
            Assert.That((mesh.SimpleCollisions, mesh.ComplexAsSimple, mesh.Nanite, mesh.LightmapChannel, mesh.LightmapResolution), Is.EqualTo(((int?)3, (bool?)false, (bool?)true, (int?)1, (int?)64)));
            Assert.That(mesh.Lods, Is.EqualTo(new[] { new LodFacts { Level = 1, Triangles = 6, Vertices = 12 } }));
            var bones = assets.Get("/Game/SK")!.Facts.Skeleton!;
            Assert.That((bones.Skeleton, bones.BoneCount, string.Join(' ', bones.Bones.Select(bone => $"{bone.Name}:{bone.Parent}:{bone.Scale.X}"))), Is.EqualTo(("/Game/SKEL", 3, "root:-1:1 pelvis:0:1 spine_01:1:2")));
            var skeleton = assets.Get("/Game/SKEL")!.Facts.Skeleton!;
            Assert.That((skeleton.BoneCount, skeleton.Bones.Count), Is.EqualTo((3, 0)), "without parents each bone would look like a root");
            var run = assets.Get("/Game/A_Run")!.Facts;
            Assert.That(run.Animations, Is.EqualTo(new[] { new AnimationFacts { Name = "A_Run", EndSeconds = 2.5, FramesPerSecond = 30, Tracks = 2 } }));
            Assert.That(run.Skeleton!.Skeleton, Is.EqualTo("/Game/SKEL"));
            Assert.That(assets.Get("/Game/MI")!.Facts.Material, Is.EqualTo(new MaterialFacts { Parent = "/Game/M", Domain = "Surface", BlendMode = "Opaque", MovesVertices = false }));
            Assert.That(assets.Get("/Game/S")!.Facts.Sound, Is.EqualTo(new SoundFacts { SampleRate = 48000, Channels = 2, Seconds = 1.5 }));
            var texture = assets.Get("/Game/T")!.Facts;
            Assert.That((texture.Texture!.MaxTextureSize, texture.Texture.NoMipmaps, texture.Texture.NeverStream), Is.EqualTo((512, true, true)));
            Assert.That(texture.Package, Is.EqualTo(new PackageState { IsDirty = true }));
            Assert.That(assets.Get("/Game/M")!.Facts.Package, Is.EqualTo(new PackageState()));
        });
    }

    private static FixChange Rename(string from, string to) => new() { AssetPath = from, Rules = ["name.prefix"], Kind = FixKind.Rename, Before = from, After = to };

    private static FixChange Set(string path, string property, string before, string after) =>
        new() { AssetPath = path, Rules = ["tex.srgb"], Kind = FixKind.SetProperty, Property = property, Before = before, After = after };
}
