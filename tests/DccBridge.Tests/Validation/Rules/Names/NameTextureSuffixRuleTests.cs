using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;
using DccBridge.Validation.Settings;

namespace DccBridge.Tests.Validation.Rules.Names;

[TestFixture]
public sealed class NameTextureSuffixRuleTests
{
    private const string Rule = "name.suffix.texture";

    [TestCase("D")]
    [TestCase("BC")]
    [TestCase("N")]
    [TestCase("AO")]
    [TestCase("ORM")]
    [TestCase("ERO")]
    [TestCase("AORM")]
    [TestCase("ARM")]
    [TestCase("RM")]
    [TestCase("H")]
    [TestCase("DA")]
    public void Known_suffixes_and_packed_letters_pass(string suffix) =>
        Assert.That(Given.FindingsOf(Rule, Given.Texture("/Game/T_Wood_" + suffix)), Is.Empty);

    [Test]
    public void A_panorama_is_named_by_its_prefix() =>
        Assert.That(Given.FindingsOf(Rule, Given.Texture("/Game/Sky/HDR_Sunset")), Is.Empty);

    [TestCase("T_Wood", "\"Wood\", is not known")]
    [TestCase("T_Wood_Q", "\"Q\", is not known")]
    [TestCase("T_Wood_RR", "\"RR\", is not known")]
    [TestCase("T_Wood_RMAOE", "\"RMAOE\", is not known")]
    [TestCase("T_Robot_Arm", "\"Arm\", is not known")]
    [TestCase("T_Wood_", "no suffix")]
    [TestCase("Wood", "no suffix")]
    [TestCase("_D", "no suffix")]
    public void Others_are_a_warning(string name, string message)
    {
        var finding = Given.FindingsOf(Rule, Given.Texture("/Game/" + name)).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Warning));
        Assert.That(finding.Message, Does.Contain(message));
        Assert.That(finding.Fix, Does.Contain("_ORM"));
    }

    [Test]
    public void A_known_suffix_in_the_wrong_case_is_told_how_to_be_written()
    {
        var finding = Given.FindingsOf(Rule, Given.Texture("/Game/T_Wood_bc")).Single();
        Assert.That(finding.Fix, Does.Contain("\"T_Wood_BC\""));
    }

    [Test]
    public void Textures_of_the_user_interface_need_none() =>
        Assert.That(Given.FindingsOf(Rule, Given.Texture("/Game/T_Icon", texture => texture with { LodGroup = "UI" })), Is.Empty);

    [Test]
    public void Other_classes_need_none() =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh()), Is.Empty);

    [Test]
    public void A_project_may_add_suffixes_and_change_their_meaning()
    {
        var settings = new ValidationSettings
        {
            TextureSuffixes = new Dictionary<string, TextureContent> { ["Disp"] = TextureContent.Data, ["M"] = TextureContent.Color },
        };
        Assert.That(Given.FindingsOf(Rule, Given.Texture("/Game/T_Wood_Disp"), settings), Is.Empty);
        Assert.That(Given.FindingsOf("tex.srgb", Given.Texture("/Game/T_Wood_Disp"), settings), Has.Count.EqualTo(1));
        Assert.That(Given.FindingsOf("tex.srgb", Given.Texture("/Game/T_Wood_M"), settings), Is.Empty);
        Assert.That(Given.FindingsOf("tex.srgb", Given.Texture("/Game/T_Wood_M")), Has.Count.EqualTo(1));
    }
}
