using DccBridge.Headless.Content;
using DccBridge.Headless.Importing;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.Headless;

/// <summary>What an import as update keeps: settings, references, what was put into slots, and the link to the source over renames.</summary>
[TestFixture]
public sealed class UpdateTests : ContentFixture
{
    private const string Crate = "/Game/Props/SM_Crate";

    private ContentStore _store = null!;

    [SetUp]
    public void SendCrate()
    {
        _store = Open();
        Send(TinyFiles.Glb("Wood", "Metal"));
    }

    [Test]
    public void Settings_that_only_the_editor_knows_stay()
    {
        Change(mesh => mesh with { Nanite = true, LightmapChannel = 2, LightmapResolution = 256, ComplexAsSimple = true, SimpleCollisions = 3 });
        Send(TinyFiles.Glb("Wood", "Metal", "Glass"));
        MeshFacts mesh = Open().Get(Crate)!.Facts.Mesh!;
        Assert.That((mesh.Nanite, mesh.LightmapChannel, mesh.LightmapResolution, mesh.ComplexAsSimple, mesh.SimpleCollisions), Is.EqualTo(((bool?)true, (int?)2, (int?)256, (bool?)true, (int?)3)));
        Assert.That(mesh.Slots, Has.Count.EqualTo(3));
    }

    [Test]
    public void Slots_that_were_reordered_added_and_removed_keep_their_materials()
    {
        Put(_store, Material("/Game/Shared/M_Oak"));
        Change(mesh => mesh with { Slots = [mesh.Slots[0] with { Material = "/Game/Shared/M_Oak" }, mesh.Slots[1]] });
        Send(TinyFiles.Glb("Glass", "Metal", "Wood"));
        Assert.That(Slots(), Is.EqualTo((string[])["Glass /Game/Props/Glass", "Metal /Game/Props/Metal", "Wood /Game/Shared/M_Oak"]));
        Send(TinyFiles.Glb("Wood"));
        Assert.That(Slots(), Is.EqualTo((string[])["Wood /Game/Shared/M_Oak"]));
        Assert.That(_store.Get(Crate)!.References, Is.EqualTo((string[])["/Game/Shared/M_Oak"]));
    }

    [Test]
    public void A_slot_that_was_renamed_in_the_dcc_keeps_what_a_person_put_into_it()
    {
        Put(_store, Material("/Game/Shared/M_Oak"));
        Change(mesh => mesh with { Slots = [mesh.Slots[0] with { Material = "/Game/Shared/M_Oak" }, mesh.Slots[1]] });
        Send(TinyFiles.Glb("Planks", "Metal"));
        Assert.That(Slots(), Is.EqualTo((string[])["Planks /Game/Shared/M_Oak", "Metal /Game/Props/Metal"]));
        Assert.That(_store.Get("/Game/Props/Planks"), Is.Null);
    }

    [Test]
    public void A_slot_that_was_renamed_in_the_dcc_gets_a_material_of_the_new_name_when_it_had_one_of_the_old()
    {
        Send(TinyFiles.Glb("Planks", "Metal"));
        Assert.That(Slots(), Is.EqualTo((string[])["Planks /Game/Props/Planks", "Metal /Game/Props/Metal"]));
        Assert.That(_store.Get("/Game/Props/Wood"), Is.Not.Null, "it may be used elsewhere");
    }

    [Test]
    public void Renames_of_mesh_and_material_keep_the_link_and_the_same_source_updates_them()
    {
        ContentAssets assets = Assets(_store);
        assets.Rename("/Game/Props/Wood", "/Game/Materials/M_Wood");
        assets.Rename(Crate, "/Game/Old/SM_Box");
        Assert.That(_store.Get("/Game/Old/SM_Box")!.Source!.Path, Is.EqualTo("C:/art/SM_Crate.glb"));
        Assert.That(_store.Get("/Game/Materials/M_Wood")!.Source!.MaterialNames, Is.EqualTo((string[])["Wood"]));

        // Where it goes the companion says, who looks it up by its source.
        ImportedAsset updated = Send(TinyFiles.Glb("Wood", "Metal", "Glass"), "/Game/Old/SM_Box")[0];
        Assert.That((updated.Path, updated.Action), Is.EqualTo(("/Game/Old/SM_Box", ImportAction.Updated)));
        Assert.That(_store.List().Select(record => record.Path), Is.EqualTo((string[])["/Game/Materials/M_Wood", "/Game/Old/Glass", "/Game/Old/SM_Box", "/Game/Props/Metal"]));
        Assert.That(_store.Get("/Game/Old/SM_Box")!.Facts.Mesh!.Slots.Select(slot => slot.Material), Is.EqualTo((string[])["/Game/Materials/M_Wood", "/Game/Props/Metal", "/Game/Old/Glass"]));
    }

    private IReadOnlyList<ImportedAsset> Send(byte[] glb, string path = Crate)
    {
        string file = Path.Combine(Root, ".dccbridge", "upload");
        File.WriteAllBytes(file, glb);
        var item = new ImportItem { DestinationPath = path, FileName = "SM_Crate.glb", ContentHash = TinyFiles.Hash(glb), SourcePath = "C:/art/SM_Crate.glb", OnConflict = ImportConflict.Update };
        return new ContentImporter(_store, new ThisThread(), TimeProvider.System).Import(item, file);
    }

    private void Change(Func<MeshFacts, MeshFacts> change)
    {
        AssetRecord asset = _store.Get(Crate)!;
        MeshFacts mesh = change(asset.Facts.Mesh!);
        Put(_store, asset with { Facts = asset.Facts with { Mesh = mesh }, References = [.. mesh.Slots.Select(slot => slot.Material!)] });
    }

    private IEnumerable<string> Slots() => Open().Get(Crate)!.Facts.Mesh!.Slots.Select(slot => $"{slot.Name} {slot.Material}");
}
