using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;

namespace DccBridge.Tests.Validation.Naming;

/// <summary>Files without an editor: nobody chose their import settings yet.</summary>
[TestFixture]
public sealed class UnstatedSettingsTests
{
    [TestCase("T_Wood_D")]
    [TestCase("T_Wood_N")]
    [TestCase("T_Wood_ORM")]
    [TestCase("T_Wood_R")]
    [TestCase("UI/T_Save_D")]
    [TestCase("UI/T_Save")]
    public void A_picture_that_says_nothing_of_its_colours_passes_whatever_its_name_asks_for(string name) =>
        Assert.That(RulesOf(name, ColorSpace.Unspecified), Is.Empty);

    [TestCase("T_Wood_N", "tex.lodgroup", "tex.normal", "tex.srgb")]
    [TestCase("T_Wood_ORM", "tex.mask", "tex.srgb")]
    public void One_that_claims_to_be_a_colour_picture_is_found(string name, params string[] rules) =>
        Assert.That(RulesOf(name, ColorSpace.Srgb), Is.EquivalentTo(rules));

    [Test]
    public void A_picture_for_the_user_interface_need_not_be_a_power_of_two()
    {
        var icon = Given.Texture("/Game/UI/T_Save", texture => texture with { Width = 100 });
        Assert.That(RulesOf(icon), Is.Empty);
    }

    [Test]
    public void Other_assets_and_floating_point_stay_as_they_are()
    {
        var rules = RuleSet.Create();
        var sky = Given.Texture("/Game/Sky/T_Sky_N", texture => texture with { IsFloat = true });
        Assert.That(rules.AsNamed(sky), Is.SameAs(sky));
        Assert.That(rules.AsNamed(Given.Mesh()), Is.EqualTo(Given.Mesh()).Using<AssetRecord>((a, b) => a.Path == b.Path && a.Facts.Texture is null && b.Facts.Texture is null));
    }

    private static IEnumerable<string> RulesOf(string name, ColorSpace space) =>
        RulesOf(Given.Texture("/Game/Props/" + name, texture => texture with { FileColorSpace = space }));

    private static IEnumerable<string> RulesOf(AssetRecord file)
    {
        var rules = RuleSet.Create();
        return rules.Judge(rules.AsNamed(file), Guid.Empty, ValidationUseCase.Script).Findings.Select(finding => finding.RuleId);
    }
}
