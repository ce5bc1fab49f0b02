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
    public void An_asset_is_not_its_own_namesake_and_one_without_a_path_has_none()
    {
        var asset = Given.Mesh();
        Assert.That(new AssetSnapshot([asset]).FindNamesake(asset with { Revision = 2 }), Is.Null);
        Assert.That(new AssetSnapshot([new AssetRecord { Path = null!, Class = "?" }]).FindNamesake(new AssetRecord { Path = null!, Class = "?" }), Is.Null);
    }
}
