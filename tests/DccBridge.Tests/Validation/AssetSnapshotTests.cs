using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Validation;

namespace DccBridge.Tests.Validation;

[TestFixture]
public sealed class AssetSnapshotTests
{
    [Test]
    public void Assets_are_found_without_regard_to_case()
    {
        var asset = Given.Mesh();
        var snapshot = new AssetSnapshot([asset]);
        Assert.That(snapshot.Find("/game/PROPS/sm_crate"), Is.SameAs(asset));
        Assert.That(snapshot.Find("/Game/Props/SM_Barrel"), Is.Null);
        Assert.That(snapshot.Find(null!), Is.Null);
    }

    [Test]
    public void Each_of_two_namesakes_finds_the_other()
    {
        var (first, second) = (Given.Mesh("/Game/A/SM_Crate"), Given.Mesh("/Game/a/SM_Crate"));
        var snapshot = new AssetSnapshot([first, second]);
        Assert.That(snapshot.FindNamesake(first), Is.SameAs(second));
        Assert.That(snapshot.FindNamesake(second), Is.SameAs(first));
        Assert.That(snapshot.Find("/Game/A/SM_Crate"), Is.SameAs(first));
    }

    [Test]
    public void A_list_without_sources_does_not_make_an_asset_its_own_namesake()
    {
        var (known, other) = (Given.Mesh("/Game/A/SM_Crate") with { Source = SourceOf("C:/art/SM_Crate.fbx") }, Given.Mesh("/Game/a/SM_Crate") with { Source = null });
        Assert.That(new AssetSnapshot([known with { Source = null }]).FindNamesake(known), Is.Null);
        Assert.That(new AssetSnapshot([other, known with { Source = null }]).FindNamesake(known), Is.SameAs(other));
    }

    [Test]
    public void Two_files_of_one_path_are_told_apart_by_their_sources()
    {
        var first = Given.Mesh() with { Source = SourceOf("C:/art/SM_Crate.fbx") };
        var second = first with { Source = SourceOf("C:/art/SM_Crate.obj") };
        var snapshot = new AssetSnapshot([first, second]);
        Assert.That(snapshot.FindNamesake(first), Is.SameAs(second));
        Assert.That(snapshot.FindNamesake(second with { Revision = 2 }), Is.SameAs(first));
    }

    [Test]
    public void An_asset_is_not_its_own_namesake_and_one_without_a_path_has_none()
    {
        var asset = Given.Mesh();
        Assert.That(new AssetSnapshot([asset]).FindNamesake(asset with { Revision = 2 }), Is.Null);
        Assert.That(new AssetSnapshot([new AssetRecord { Path = null!, Class = "?" }]).FindNamesake(new AssetRecord { Path = null!, Class = "?" }), Is.Null);
    }

    private static SourceFile SourceOf(string path) => new() { Path = path, ContentHash = "00" };
}
