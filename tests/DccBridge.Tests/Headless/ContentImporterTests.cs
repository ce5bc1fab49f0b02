using DccBridge.Headless.Content;
using DccBridge.Headless.Importing;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;

namespace DccBridge.Tests.Headless;

[TestFixture]
public sealed class ContentImporterTests : ContentFixture
{
    private const string Crate = "/Game/Props/SM_Crate";

    [Test]
    public void A_png_becomes_a_texture_with_facts_defaults_and_source()
    {
        ContentStore store = Open();
        byte[] png = TinyFiles.Png(5, 3);
        IReadOnlyList<ImportedAsset> made = Import(store, "T_Wood_D.png", png, "/Game/Props/T_Wood_D");

        Assert.That(made, Is.EqualTo((ImportedAsset[])[new ImportedAsset { Path = "/Game/Props/T_Wood_D", Class = "Texture2D", Action = ImportAction.Created }]));
        AssetRecord texture = Open().Get("/Game/Props/T_Wood_D")!;
        Assert.That(texture.Facts.Texture!.Width, Is.EqualTo(5));
        Assert.That(texture.Facts.Texture.Height, Is.EqualTo(3));
        Assert.That(texture.Facts.Texture.Srgb, Is.True);
        Assert.That(texture.Source!.Path, Is.EqualTo("C:/art/T_Wood_D.png"));
        Assert.That(texture.Source.ContentHash, Is.EqualTo(TinyFiles.Hash(png)));
        Assert.That(texture.ImportedAt, Is.EqualTo(Then));
    }

    [Test]
    public void A_glb_becomes_a_mesh_with_a_material_beside_it_for_each_slot()
    {
        ContentStore store = Open();
        IReadOnlyList<ImportedAsset> made = Import(store, "SM_Crate.glb", TinyFiles.Glb("Old Wood", null, "Metal"), Crate);

        Assert.That(made.Select(asset => asset.Path), Is.EqualTo((string[])[Crate, "/Game/Props/Old_Wood", "/Game/Props/Metal"]));
        Assert.That(made.Select(asset => asset.Action), Is.All.EqualTo(ImportAction.Created));
        AssetRecord mesh = Open().Get(Crate)!;
        Assert.That(mesh.Facts.Mesh!.Slots.Where(slot => slot.Name.Length > 0).Select(slot => slot.Material), Is.EqualTo((string[])["/Game/Props/Old_Wood", "/Game/Props/Metal"]));
        Assert.That(mesh.Facts.Mesh.Slots.Single(slot => slot.Name.Length == 0).Material, Is.Null);
        Assert.That(mesh.References, Is.EqualTo((string[])["/Game/Props/Old_Wood", "/Game/Props/Metal"]));
        Assert.That(mesh.Source!.Dcc, Does.Contain("Tiny"));
        Assert.That(mesh.Source.NodeNames, Is.EqualTo((string[])["Crate"]));
        Assert.That(Open().Get("/Game/Props/Old_Wood")!.Source!.MaterialNames, Is.EqualTo((string[])["Old Wood"]));
    }

    [Test]
    public void The_same_file_again_is_unchanged_and_writes_nothing()
    {
        ContentStore store = Open();
        byte[] glb = TinyFiles.Glb("Wood");
        Import(store, "SM_Crate.glb", glb, Crate);
        string before = Picture(store);

        foreach (ImportConflict conflict in Enum.GetValues<ImportConflict>())
        {
            ImportedAsset again = Import(store, "SM_Crate.glb", glb, "/game/props/sm_crate", conflict).Single();
            Assert.That(again, Is.EqualTo(new ImportedAsset { Path = Crate, Class = "StaticMesh", Action = ImportAction.Unchanged }));
        }

        Assert.That(Picture(store), Is.EqualTo(before));
    }

    [Test]
    public void The_same_file_brings_back_a_material_that_was_deleted()
    {
        ContentStore store = Open();
        byte[] glb = TinyFiles.Glb("Wood");
        Import(store, "SM_Crate.glb", glb, Crate);
        Assets(store).Delete(["/Game/Props/Wood"]);

        IReadOnlyList<ImportedAsset> made = Import(store, "SM_Crate.glb", glb, Crate, ImportConflict.Update);
        Assert.That(made.Select(asset => (asset.Path, asset.Action)), Is.EqualTo(((string, ImportAction)[])[(Crate, ImportAction.Updated), ("/Game/Props/Wood", ImportAction.Created)]));
    }

    [Test]
    public void An_asset_that_exists_is_overwritten_only_when_asked()
    {
        ContentStore store = Open();
        Import(store, "SM_Crate.glb", TinyFiles.Glb("Wood"), Crate);
        EditorException? failure = Assert.Throws<EditorException>(() => Import(store, "SM_Crate.glb", TinyFiles.Glb("Wood", "Metal"), Crate));
        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.AssetExists));
        Assert.That(store.List(), Has.Count.EqualTo(2));
    }

    [Test]
    public void An_update_keeps_what_was_put_into_slots_by_their_names()
    {
        ContentStore store = Open();
        Import(store, "SM_Crate.glb", TinyFiles.Glb("Wood", "Metal"), Crate);
        AssetRecord mesh = store.Get(Crate)!;
        MaterialSlot[] slots = [.. mesh.Facts.Mesh!.Slots.Select(slot => slot.Name == "Wood" ? slot with { Material = "/Game/Shared/M_Oak" } : slot)];
        Put(
            store,
            mesh with { Facts = new AssetFacts { Mesh = mesh.Facts.Mesh with { Slots = slots } }, References = ["/Game/Shared/M_Oak", "/Game/Props/Metal", "/Game/Props/T_Extra"] },
            Material("/Game/Shared/M_Oak"),
            Texture("/Game/Props/T_Extra"));

        IReadOnlyList<ImportedAsset> made = Import(store, "SM_Crate.glb", TinyFiles.Glb("Glass", "Wood"), Crate, ImportConflict.Update);
        Assert.That(made.Select(asset => asset.Path), Is.EqualTo((string[])[Crate, "/Game/Props/Glass"]));
        AssetRecord updated = Open().Get(Crate)!;
        Assert.That(updated.Revision, Is.EqualTo(2));
        Assert.That(updated.Facts.Mesh!.Slots.Select(slot => slot.Material), Is.EqualTo((string[])["/Game/Props/Glass", "/Game/Shared/M_Oak"]));
        Assert.That(updated.References, Is.EqualTo((string[])["/Game/Props/T_Extra", "/Game/Props/Glass", "/Game/Shared/M_Oak"]));
    }

    [Test]
    public void An_update_of_a_texture_takes_its_facts_and_keeps_its_settings()
    {
        ContentStore store = Open();
        Put(store, Texture("/Game/T_A") with
        {
            Facts = new AssetFacts { Texture = new TextureFacts { Width = 1, Height = 1, Channels = 3, BitDepth = 8, Compression = TextureCompression.Masks, LodGroup = "UI", MaxTextureSize = 512, NoMipmaps = true, NeverStream = true } },
        });
        Import(store, "T_A.png", TinyFiles.Png(8, 8), "/Game/T_A", ImportConflict.Update);

        TextureFacts facts = Open().Get("/Game/T_A")!.Facts.Texture!;
        Assert.That(facts.Width, Is.EqualTo(8));
        Assert.That(facts.Compression, Is.EqualTo(TextureCompression.Masks));
        Assert.That(facts.LodGroup, Is.EqualTo("UI"));
        Assert.That((facts.MaxTextureSize, facts.NoMipmaps, facts.NeverStream), Is.EqualTo((512, true, true)));
        Assert.That(facts.Srgb, Is.False);
    }

    [Test]
    public void A_file_that_moved_on_the_artists_machine_updates_the_source()
    {
        ContentStore store = Open();
        byte[] png = TinyFiles.Png(2, 2);
        Import(store, "T_A.png", png, "/Game/T_A");
        Assert.That(Import(store, "T_A.png", png, "/Game/T_A", ImportConflict.Update, source: "D:/new/T_A.png").Single().Action, Is.EqualTo(ImportAction.Updated));
        Assert.That(store.Get("/Game/T_A")!.Source!.Path, Is.EqualTo("D:/new/T_A.png"));
    }

    [Test]
    public void Materials_whose_names_become_one_stay_two()
    {
        ContentStore store = Open();
        byte[] glb = TinyFiles.Glb("Old Wood", "Old_Wood", "SM_Crate");
        Put(store, Texture("/Game/Props/old_wood_2"));
        Import(store, "SM_Crate.glb", glb, Crate);
        Assert.That(
            store.Get(Crate)!.Facts.Mesh!.Slots.Select(slot => slot.Material),
            Is.EqualTo((string[])["/Game/Props/Old_Wood", "/Game/Props/Old_Wood_3", "/Game/Props/SM_Crate_2"]));

        Import(store, "SM_Crate.glb", TinyFiles.Glb("Old Wood", "Old_Wood", "SM_Crate", "New"), Crate, ImportConflict.Update);
        Assert.That(store.List(), Has.Count.EqualTo(6), "the second import finds the materials of the first");
    }

    [Test]
    public void A_mesh_does_not_overwrite_a_texture()
    {
        ContentStore store = Open();
        Put(store, Texture(Crate));
        EditorException? failure = Assert.Throws<EditorException>(() => Import(store, "SM_Crate.glb", TinyFiles.Glb("Wood"), Crate, ImportConflict.Update));
        Assert.That(failure!.Message, Does.Contain("Texture2D").And.Contain("StaticMesh"));
        Assert.That(store.List(), Has.Count.EqualTo(1));
    }

    [TestCase("/Game/../T_A")]
    [TestCase("/Other/T_A")]
    [TestCase("/Game/T A")]
    [TestCase("")]
    public void A_destination_that_is_no_asset_path_is_refused(string path)
    {
        EditorException? failure = Assert.Throws<EditorException>(() => Import(Open(), "T_A.png", TinyFiles.Png(2, 2), path));
        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.InvalidAssetPath));
    }

    [Test]
    public void The_root_of_a_new_path_is_written_as_the_engine_writes_it()
    {
        ContentStore store = Open();
        Import(store, "T_A.png", TinyFiles.Png(2, 2), "/game/T_A");
        Assert.That(store.List().Single().Path, Is.EqualTo("/Game/T_A"));
    }

    [Test]
    public void A_malformed_file_is_named_with_its_offset_and_makes_nothing()
    {
        ContentStore store = Open();
        byte[] png = TinyFiles.Png(4, 4);
        EditorException? failure = Assert.Throws<EditorException>(() => Import(store, "T_Broken.png", png[..40], "/Game/T_Broken"));
        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.MalformedFile));
        Assert.That(failure.Message, Does.Match(@"T_Broken\.png, byte \d+"));
        Assert.That(store.List(), Is.Empty);
    }

    [Test]
    public void A_file_of_another_kind_is_refused_with_the_kinds_that_are_taken()
    {
        EditorException? failure = Assert.Throws<EditorException>(() => Import(Open(), "SM_Crate.max", [1, 2, 3], Crate));
        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.UnsupportedFile));
        Assert.That(failure.Message, Does.Contain(".glb").And.Contain(".png"));
    }

    [Test]
    public void An_import_that_is_stopped_before_it_writes_makes_nothing()
    {
        ContentStore store = Open();
        Assert.That(
            () => Import(store, "SM_Crate.glb", TinyFiles.Glb("Wood"), Crate, beforeWrite: _ => throw new EditorException(ErrorCode.EditorStopping, "stopping")),
            Throws.TypeOf<EditorException>());
        Assert.That(Picture(Open()), Is.Empty);
    }

    [Test]
    public void A_kill_at_any_operation_of_an_import_leaves_all_records_or_none_and_the_repeated_import_completes_it()
    {
        byte[] glb = TinyFiles.Glb("Wood", "Metal");
        for (int at = 0; ; at++)
        {
            Directory.Delete(Root, recursive: true);
            ContentStore store = Open(new BrokenFiles(at, Break.Killed));
            bool isKilled = false;
            try
            {
                Import(store, "SM_Crate.glb", glb, Crate);
            }
            catch (BrokenFiles.KilledException)
            {
                isKilled = true;
            }

            ContentStore reopened = Open();
            Assert.That(reopened.List().Count, Is.EqualTo(0).Or.EqualTo(3), $"killed at operation {at}");
            Import(reopened, "SM_Crate.glb", glb, Crate);
            Assert.That(Open().List().Select(record => record.Path), Is.EqualTo((string[])["/Game/Props/Metal", Crate, "/Game/Props/Wood"]));
            if (!isKilled)
            {
                Assert.That(at, Is.GreaterThan(5));
                return;
            }
        }
    }

    private IReadOnlyList<ImportedAsset> Import(
        ContentStore store,
        string fileName,
        byte[] content,
        string destination,
        ImportConflict onConflict = ImportConflict.Fail,
        string? source = null,
        Action<ImportItem>? beforeWrite = null)
    {
        string blob = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(blob, content);
            var item = new ImportItem
            {
                DestinationPath = destination,
                FileName = fileName,
                ContentHash = TinyFiles.Hash(content),
                SourcePath = source ?? "C:/art/" + fileName,
                OnConflict = onConflict,
            };
            return new ContentImporter(store, new ThisThread(), new FixedTime(Then), beforeWrite).Import(item, blob);
        }
        finally
        {
            File.Delete(blob);
        }
    }

    private sealed class FixedTime(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
