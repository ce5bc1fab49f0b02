using DccBridge.Headless.Content;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;

namespace DccBridge.Tests.Headless;

[TestFixture]
public sealed class ContentEditsTests : ContentFixture
{
    private ContentStore _store = null!;
    private ContentEdits _edits = null!;

    [SetUp]
    public void Fill()
    {
        _store = Open();
        _edits = new ContentEdits(_store, new ThisThread());
        Put(
            _store,
            Mesh("/Game/Props/Crate", "/Game/Props/Wood", null),
            Mesh("/Game/Props/SM_Box", "/Game/Props/Wood"),
            Material("/Game/Props/Wood"),
            new AssetRecord
            {
                Path = "/Game/Props/MI_Wood",
                Class = AssetClasses.MaterialInstance,
                ImportedAt = Then,
                Facts = new AssetFacts { Material = new MaterialFacts { Parent = "/Game/Props/Wood" } },
            },
            Texture("/Game/Props/T_Wood_D"));
    }

    [Test]
    public void Renames_of_users_and_used_are_followed_at_once()
    {
        _edits.Apply([Rename("/Game/Props/Crate", "/Game/Props/SM_Crate"), Rename("/Game/Props/Wood", "/Game/Props/M_Wood")]);
        ContentStore reopened = Open();
        Assert.That(reopened.List().Select(record => record.Path), Is.EqualTo((string[])["/Game/Props/MI_Wood", "/Game/Props/M_Wood", "/Game/Props/SM_Box", "/Game/Props/SM_Crate", "/Game/Props/T_Wood_D"]));
        Assert.That(reopened.Get("/Game/Props/SM_Crate")!.Facts.Mesh!.Slots[0].Material, Is.EqualTo("/Game/Props/M_Wood"));
        Assert.That(reopened.Get("/Game/Props/SM_Box")!.References, Is.EqualTo((string[])["/Game/Props/M_Wood"]));
        Assert.That(reopened.Get("/Game/Props/MI_Wood")!.Facts.Material!.Parent, Is.EqualTo("/Game/Props/M_Wood"));
        Assert.That(reopened.List().ToDictionary(record => record.Path, record => record.Revision), Is.EqualTo(new Dictionary<string, int>
        {
            ["/Game/Props/M_Wood"] = 2,
            ["/Game/Props/MI_Wood"] = 1,
            ["/Game/Props/SM_Box"] = 1,
            ["/Game/Props/SM_Crate"] = 2,
            ["/Game/Props/T_Wood_D"] = 1,
        }));
    }

    [Test]
    public void A_setting_and_a_name_of_one_asset_are_one_change()
    {
        _edits.Apply([Set("/Game/Props/T_Wood_D", "LodGroup", "World", "UI"), Rename("/Game/Props/T_Wood_D", "/Game/Props/T_WOOD_D")]);
        AssetRecord texture = Open().Get("/Game/Props/T_Wood_D")!;
        Assert.That((texture.Path, texture.Facts.Texture!.LodGroup, texture.Source!.Path), Is.EqualTo(("/Game/Props/T_WOOD_D", "UI", "C:/art/x.png")));
    }

    [Test]
    public void Who_refers_to_an_asset_is_told_without_case()
    {
        IReadOnlyDictionary<string, IReadOnlyList<string>> referencers = _edits.ReferencersOf(["/game/props/WOOD", "/Game/Props/Crate"]);
        Assert.That(referencers["/Game/Props/Wood"], Is.EqualTo((string[])["/Game/Props/Crate", "/Game/Props/MI_Wood", "/Game/Props/SM_Box"]));
        Assert.That(referencers["/Game/Props/Crate"], Is.Empty);
    }

    [TestCase("gone", ErrorCode.AssetNotFound)]
    [TestCase("taken", ErrorCode.AssetExists)]
    [TestCase("one target twice", ErrorCode.AssetExists)]
    [TestCase("no such property", ErrorCode.InvalidParams)]
    [TestCase("no such value", ErrorCode.InvalidParams)]
    [TestCase("no path", ErrorCode.InvalidAssetPath)]
    public void One_change_that_cannot_be_made_stops_all(string which, ErrorCode code)
    {
        string before = Picture(_store);
        FixChange good = Rename("/Game/Props/Crate", "/Game/Props/SM_Crate");
        FixChange bad = which switch
        {
            "gone" => Rename("/Game/Props/None", "/Game/Props/SM_None"),
            "taken" => Rename("/Game/Props/Wood", "/Game/Props/sm_box"),
            "one target twice" => Rename("/Game/Props/Wood", "/Game/Props/SM_Crate"),
            "no such property" => Set("/Game/Props/Wood", "Srgb", "True", "False"),
            "no such value" => Set("/Game/Props/T_Wood_D", "Compression", "Default", "7"),
            _ => Rename("/Game/Props/Wood", "/Game/Props/M_*"),
        };
        EditorException failure = Assert.Throws<EditorException>(() => _edits.Apply([good, bad]))!;
        Assert.That(failure.Code, Is.EqualTo(code));
        Assert.That(failure.Message, Does.StartWith("Nothing was changed"));
        Assert.That(Picture(_store), Is.EqualTo(before));
        Assert.That(Picture(Open()), Is.EqualTo(before));
    }

    private static FixChange Rename(string from, string to) => new() { AssetPath = from, Rules = ["name.prefix"], Kind = FixKind.Rename, Before = from, After = to };

    private static FixChange Set(string path, string property, string before, string after) =>
        new() { AssetPath = path, Rules = ["tex.srgb"], Kind = FixKind.SetProperty, Property = property, Before = before, After = after };
}
