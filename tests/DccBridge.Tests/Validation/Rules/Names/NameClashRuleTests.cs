using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;

namespace DccBridge.Tests.Validation.Rules.Names;

[TestFixture]
public sealed class NameClashRuleTests
{
    private const string Rule = "name.clash";

    [Test]
    public void Assets_with_paths_of_their_own_pass()
    {
        AssetRecord[] assets = [Given.Mesh("/Game/A/SM_Crate"), Given.Mesh("/Game/B/SM_Crate")];
        Assert.That(assets.SelectMany(asset => Given.FindingsOf(Rule, asset, others: new AssetSnapshot(assets))), Is.Empty);
    }

    [Test]
    public void Two_that_differ_only_in_case_are_errors_that_name_one_another()
    {
        AssetRecord[] assets = [Given.Mesh("/Game/A/SM_Crate", source: "/art/SM_Crate.glb"), Given.Mesh("/Game/A/sm_crate", source: "/art/sm_crate.glb")];
        var findings = assets.Select(asset => Given.FindingsOf(Rule, asset, others: new AssetSnapshot(assets)).Single()).ToList();
        Assert.That(findings[0].Message, Is.EqualTo("The path is also that of the file \"/art/sm_crate.glb\": Unreal does not tell them apart."));
        Assert.That(findings[1].Message, Does.Contain("\"/art/SM_Crate.glb\""));
        Assert.That(findings.Select(finding => finding.Severity), Is.All.EqualTo(Severity.Error));
        Assert.That(findings[0].Fix, Does.StartWith("Give one of the two another name"));
    }

    [Test]
    public void Two_files_that_differ_only_in_their_ending_clash_too()
    {
        AssetRecord[] assets = [Given.Mesh("/Game/A/Crate", source: "/art/Crate.glb"), Given.Texture("/Game/A/Crate", source: "/art/Crate.png")];
        Assert.That(Given.FindingsOf(Rule, assets[0], others: new AssetSnapshot(assets)), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_later_copy_of_the_same_asset_is_no_clash()
    {
        var asset = Given.Mesh();
        Assert.That(Given.FindingsOf(Rule, asset with { Revision = 7 }, others: new AssetSnapshot([asset])), Is.Empty);
    }

    [Test]
    public void Without_knowledge_of_other_assets_nothing_is_said() =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh()), Is.Empty);
}
