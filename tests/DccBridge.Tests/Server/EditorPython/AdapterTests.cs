using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;
using DccBridge.Server.EditorPython;

namespace DccBridge.Tests.Server.EditorPython;

/// <summary>The adapters against a real interpreter with the stand-in of Unreal's module, both ways in which it may give a string.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class AdapterTests(bool givesRepr)
{
    private StandInEditor _editor = null!;

    [SetUp]
    public void Start() => _editor = new StandInEditor(givesRepr);

    [TearDown]
    public void Stop() => _editor?.Dispose();

    [Test]
    public void A_list_has_what_the_registry_knows_and_loads_nothing()
    {
        _editor.Arrange("""
            m = p.add(unreal.StaticMesh("/Game/Möbel/SM_B'ank\\x"))
            m.tags.update({"Triangles": "1,200", "Vertices": "700", "UVChannels": "2"})
            t = p.add(unreal.Texture2D("/Game/T_A"))
            t.tags.update({"Dimensions": "1024x512", "HasAlphaChannel": "True", "Format": "PF_DXT5", "SRGB": "True", "CompressionSettings": "TC_Normalmap", "LODGroup": "TEXTUREGROUP_WorldNormalMap"})
            """);
        var list = new PythonAssets(_editor).List();
        Assert.That(list.Select(static asset => asset.Path), Is.EqualTo(new[] { "/Game/Möbel/SM_B'ank\\x", "/Game/T_A" }));
        Assert.That(list[0].Facts.Mesh, Is.EqualTo(new MeshFacts { Triangles = 1200, Vertices = 700, UvChannels = 2, Slots = list[0].Facts.Mesh!.Slots, Nodes = list[0].Facts.Mesh!.Nodes }));
        Assert.That(list[1].Facts.Texture, Is.EqualTo(new TextureFacts { Width = 1024, Height = 512, Channels = 4, BitDepth = 8, HasAlpha = true, Srgb = true, Compression = TextureCompression.NormalMap, LodGroup = "WorldNormalMap" }));
        Assert.That(_editor.Look("p.loads"), Is.EqualTo("[]"));
    }

    [TestCase("TC_HDR", TextureCompression.Hdr)]
    [TestCase("TC_HDR_Compressed", TextureCompression.Hdr)]
    [TestCase("TC_HDR_F32", TextureCompression.Hdr)]
    [TestCase("TC_Masks", TextureCompression.Masks)]
    [TestCase("TC_Default", TextureCompression.Default)]
    public void The_compression_of_a_texture_is_known_by_the_registrys_name(string name, TextureCompression expected)
    {
        _editor.Arrange($"p.add(unreal.Texture2D('/Game/T_A')).tags.update({{'Dimensions': '4x4', 'CompressionSettings': '{name}'}})");

        Assert.That(new PythonAssets(_editor).List().Single().Facts.Texture!.Compression, Is.EqualTo(expected));
    }

    [Test]
    public void A_list_of_more_than_one_page_is_whole()
    {
        _editor.Arrange($"for n in range({PythonLimits.PageSize + 7}): p.add(unreal.Material('/Game/M_%05d' % n))");
        var list = new PythonAssets(_editor).List();
        Assert.That(list.Select(static asset => asset.Path), Is.EqualTo(Enumerable.Range(0, PythonLimits.PageSize + 7).Select(static n => $"/Game/M_{n:D5}")));
    }

    [Test]
    public void A_real_glb_is_imported_and_its_record_tells_where_it_came_from()
    {
        var item = Item("/Game/Props/SM_Crate", "SM_Crate.glb");
        var made = new PythonImporter(_editor).Import(item, Sample("crate", "SM_Crate.glb"));
        Assert.That(made[0], Is.EqualTo(new ImportedAsset { Path = "/Game/Props/SM_Crate", Class = "StaticMesh", Action = ImportAction.Created }));
        var record = new PythonAssets(_editor).Get("/game/props/sm_crate")!;
        Assert.Multiple(() =>
        {
            Assert.That(record.Source!.Path, Is.EqualTo(item.SourcePath));
            Assert.That(record.Source.ContentHash, Is.EqualTo(item.ContentHash));
            Assert.That(record.Source.Dcc, Does.Contain("glTF Blender"));
            Assert.That(record.Source.NodeNames, Is.Not.Empty);
            Assert.That(record.Source.MaterialNames, Is.EqualTo(record.Facts.Mesh!.Slots.Select(static slot => slot.Name)));
            Assert.That(record.References, Is.EquivalentTo(record.Facts.Mesh.Slots.Select(static slot => slot.Material)));
            Assert.That(record.Facts.Mesh.Bounds.Max, Is.EqualTo(new Vector3D(50, 50, 100)));
            Assert.That(record.Revision, Is.EqualTo(1));
            Assert.That(record.ImportedAt, Is.EqualTo(DateTime.UtcNow).Within(TimeSpan.FromMinutes(5)));
            Assert.That(record.ImportedAt.Kind, Is.EqualTo(DateTimeKind.Utc));
        });
    }

    [Test]
    public void The_same_file_again_is_unchanged_and_another_one_needs_an_update()
    {
        var importer = new PythonImporter(_editor);
        var item = Item("/Game/T_Crate_D", "T_Crate_D.png");
        var file = Sample("crate", "T_Crate_D.png");
        Assert.That(importer.Import(item, file).Single().Class, Is.EqualTo("Texture2D"));
        Assert.That(importer.Import(item, file).Single().Action, Is.EqualTo(ImportAction.Unchanged));
        var other = item with { ContentHash = new string('c', 64) };
        Assert.That(() => importer.Import(other, file), Fails(ErrorCode.AssetExists));
        Assert.That(importer.Import(other with { OnConflict = ImportConflict.Update }, file).Single().Action, Is.EqualTo(ImportAction.Updated));
        Assert.That(new PythonAssets(_editor).Get("/Game/T_Crate_D")!.Revision, Is.EqualTo(2));
    }

    [Test]
    public void Facts_of_a_texture_come_from_the_object()
    {
        new PythonImporter(_editor).Import(Item("/Game/T_Crate_D", "T_Crate_D.png"), Sample("crate", "T_Crate_D.png"));
        var facts = new PythonAssets(_editor).Get("/Game/T_Crate_D")!.Facts.Texture!;
        Assert.That((facts.Width, facts.Height, facts.Srgb, facts.LodGroup), Is.EqualTo((PngWidth("T_Crate_D.png"), facts.Height, true, "World")));
    }

    [Test]
    public void A_list_tells_the_source_of_what_was_sent_also_after_a_rename_by_hand()
    {
        new PythonImporter(_editor).Import(Item("/Game/T", "T_Crate_D.png"), Sample("crate", "T_Crate_D.png"));
        _editor.Arrange("unreal.EditorAssetSubsystem().rename_asset('/Game/T', '/Game/Old/T_Box_D')");
        var asset = new PythonAssets(_editor).List().Single();
        Assert.That((asset.Path, asset.Source!.Path, asset.Source.ContentHash), Is.EqualTo(("/Game/Old/T_Box_D", @"C:\Users\Jörg\Kiste's.blend", new string('a', 64))));
    }

    [Test]
    public void A_delete_and_a_rename_tell_who_refers()
    {
        _editor.Arrange("""
            m = p.add(unreal.Material("/Game/M"))
            p.add(unreal.StaticMesh("/Game/SM", static_materials=[unreal.StaticMaterial(material_interface=m)]))
            """);
        var assets = new PythonAssets(_editor);
        var renamed = assets.Rename("/Game/M", "/Game/M_Wood");
        Assert.That((renamed.Asset.Path, renamed.Asset.Revision), Is.EqualTo(("/Game/M_Wood", 2)));
        Assert.That(renamed.UpdatedReferences, Is.EqualTo(new[] { "/Game/SM" }));
        Assert.That(assets.Delete(["/Game/M_Wood"]), Is.EqualTo(new[] { "/Game/SM" }));
        Assert.That(assets.Get("/Game/M_Wood"), Is.Null);
    }

    [Test]
    public void The_window_shows_assets_and_writes_notifications_to_the_log()
    {
        _editor.Arrange("p.add(unreal.Material('/Game/M'))");
        var window = new PythonWindow(_editor);
        window.ShowAssets(["/Game/M"]);
        window.Notify(new NotifyParams { Text = "Größe stimmt nicht", Severity = Severity.Error });
        Assert.That(_editor.Look("p.shown[0]"), Is.EqualTo("/Game/M"));
        Assert.That(_editor.Look("p.log[0][0] + p.log[0][1]"), Is.EqualTo("errorDccBridge: Größe stimmt nicht"));
    }

    [Test]
    public void The_editor_tells_its_version_and_project()
    {
        var state = new PythonEditor(_editor).Read();
        Assert.That((state.ProjectName, state.IsPlaying, state.EngineVersion[..3]), Is.EqualTo(("Städte", false, "5.7")));
    }

    [TestCase("p.playing = True", ErrorCode.PlayInEditor)]
    [TestCase("p.add(unreal.StaticMesh('/Game/A')); p.faults.add('objects_gone')", ErrorCode.ObjectGone)]
    [TestCase("p.faults.add('import_fails')", ErrorCode.EditorScriptFailed)]
    [TestCase("p.faults.add('import_makes_nothing')", ErrorCode.MalformedFile)]
    [TestCase("p.faults.update(['interchange_takes_nothing', 'tools_missing'])", ErrorCode.EditorPartMissing)]
    [TestCase("p.add(unreal.Material('/Game/A'))", ErrorCode.AssetExists)]
    [TestCase("del unreal.get_editor_subsystem", ErrorCode.EditorPartMissing)]
    public void An_import_on_a_bad_day_has_its_own_code(string arrange, ErrorCode code)
    {
        _editor.Arrange(arrange);
        var item = Item("/Game/A", "SM_Crate.glb") with { OnConflict = ImportConflict.Update };
        Assert.That(() => new PythonImporter(_editor).Import(item, Sample("crate", "SM_Crate.glb")), Fails(code));
    }

    [Test]
    public void Files_that_cannot_be_imported_say_why()
    {
        var importer = new PythonImporter(_editor);
        Assert.That(() => importer.Import(Item("/Game/A", "A.blend"), Sample("crate", "SM_Crate.glb")), Fails(ErrorCode.UnsupportedFile));
        Assert.That(() => importer.Import(Item("/Game/A", "A.png"), Sample("crate", "SM_Crate.glb")), Fails(ErrorCode.MalformedFile));
        Assert.That(() => importer.Import(Item("/Game/A", "A.glb"), Sample("crate", "none.glb")), Fails(ErrorCode.ContentMissing));
        Assert.That(() => importer.Import(Item("/Engine/A", "A.glb"), Sample("crate", "SM_Crate.glb")), Fails(ErrorCode.InvalidAssetPath));
    }

    [Test]
    public void Missing_assets_and_source_control_that_is_off_say_so()
    {
        Assert.That(() => new PythonAssets(_editor).Delete(["/Game/None"]), Fails(ErrorCode.AssetNotFound));
        Assert.That(() => new PythonWindow(_editor).ShowAssets(["/Game/None"]), Fails(ErrorCode.AssetNotFound));
        Assert.That(() => new PythonEditor(_editor).CheckOut(["/Game/None"]), Fails(ErrorCode.EditorPartMissing));
        _editor.Arrange("p.source_control = True; p.add(unreal.Material('/Game/M'))");
        new PythonEditor(_editor).CheckOut(["/Game/M"]);
        Assert.That(_editor.Look("p.checked_out[0]"), Is.EqualTo("/Game/M"));
    }

    private static NUnit.Framework.Constraints.IResolveConstraint Fails(ErrorCode code) =>
        Throws.TypeOf<EditorException>().With.Property(nameof(EditorException.Code)).EqualTo(code).And.Message.Not.Empty;

    private static ImportItem Item(string destination, string fileName) => new()
    {
        DestinationPath = destination,
        FileName = fileName,
        ContentHash = new string('a', 64),
        SourcePath = @"C:\Users\Jörg\Kiste's.blend",
    };

    private static string Sample(params string[] parts) => Path.Combine([Python.Repository, "tests", "Samples", .. parts]);

    private static int PngWidth(string file) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(File.ReadAllBytes(Sample("crate", file)).AsSpan(16));
}
