using DccBridge.Headless.Content;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;

namespace DccBridge.Tests.Headless;

[TestFixture]
public sealed class ContentAssetsTests : ContentFixture
{
    private ContentStore _store = null!;
    private ContentAssets _assets = null!;

    [SetUp]
    public void Fill()
    {
        _store = Open();
        _assets = Assets(_store);
        Put(
            _store,
            Mesh("/Game/Props/SM_Crate", "/Game/Props/M_Wood", null),
            Material("/Game/Props/M_Wood"),
            Texture("/Game/Props/T_Wood_D"));
    }

    [Test]
    public void A_rename_is_followed_by_references_and_material_slots()
    {
        RenameAssetResult result = _assets.Rename("/game/props/m_wood", "/Game/Materials/M_Oak");

        Assert.That(result.UpdatedReferences, Is.EqualTo((string[])["/Game/Props/SM_Crate"]));
        Assert.That(result.Asset.Revision, Is.EqualTo(2));
        Assert.That(_assets.Get("/Game/Props/M_Wood"), Is.Null);
        AssetRecord crate = Open().Get("/Game/Props/SM_Crate")!;
        Assert.That(crate.References, Is.EqualTo((string[])["/Game/Materials/M_Oak"]));
        Assert.That(crate.Facts.Mesh!.Slots[0].Material, Is.EqualTo("/Game/Materials/M_Oak"));
        Assert.That(crate.Facts.Mesh.Slots[1].Material, Is.Null);
    }

    [Test]
    public void A_rename_that_changes_the_case_only_keeps_the_asset()
    {
        _assets.Rename("/Game/Props/T_Wood_D", "/Game/Props/T_WOOD_D");
        Assert.That(Open().Get("/Game/Props/t_wood_d")!.Path, Is.EqualTo("/Game/Props/T_WOOD_D"));
        Assert.That(_store.List(), Has.Count.EqualTo(3));
    }

    [Test]
    public void A_rename_onto_an_asset_that_exists_is_refused()
    {
        EditorException? failure = Assert.Throws<EditorException>(() => _assets.Rename("/Game/Props/M_Wood", "/Game/props/t_wood_d"));
        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.AssetExists));
        Assert.That(failure.Message, Does.Contain("/Game/Props/T_Wood_D"));
    }

    [Test]
    public void A_deletion_reports_what_still_refers_to_the_deleted()
    {
        Assert.That(_assets.Delete(["/Game/Props/m_wood", "/Game/Props/T_Wood_D"]), Is.EqualTo((string[])["/Game/Props/SM_Crate"]));
        Assert.That(Open().List().Select(record => record.Path), Is.EqualTo((string[])["/Game/Props/SM_Crate"]));
    }

    [Test]
    public void A_deletion_of_user_and_used_breaks_nothing() =>
        Assert.That(_assets.Delete(["/Game/Props/M_Wood", "/Game/Props/SM_Crate", "/Game/Props/SM_Crate"]), Is.Empty);

    [Test]
    public void A_deletion_with_one_unknown_path_deletes_nothing()
    {
        EditorException? failure = Assert.Throws<EditorException>(() => _assets.Delete(["/Game/Props/M_Wood", "/Game/Nothing"]));
        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.AssetNotFound));
        Assert.That(_store.List(), Has.Count.EqualTo(3));
    }

    [Test]
    public void A_list_is_a_snapshot_sorted_by_path()
    {
        IReadOnlyList<AssetRecord> list = _assets.List();
        _assets.Delete(["/Game/Props/T_Wood_D"]);
        Assert.That(list.Select(record => record.Path), Is.EqualTo((string[])["/Game/Props/M_Wood", "/Game/Props/SM_Crate", "/Game/Props/T_Wood_D"]));
    }

    [Test]
    public void Use_from_another_thread_is_refused()
    {
        var elsewhere = new ContentAssets(_store, new OtherThread());
        Assert.That(() => elsewhere.List(), Throws.InvalidOperationException);
        Assert.That(() => elsewhere.Get("/Game/A"), Throws.InvalidOperationException);
        Assert.That(() => elsewhere.Delete([]), Throws.InvalidOperationException);
        Assert.That(() => elsewhere.Rename("/Game/A", "/Game/B"), Throws.InvalidOperationException);
    }

    private sealed class OtherThread : IEngineThread
    {
        public bool IsCurrent => false;

        public bool TryPost(Action pump) => false;
    }
}
