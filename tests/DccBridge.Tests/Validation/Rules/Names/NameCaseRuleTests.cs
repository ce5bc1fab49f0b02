using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Validation.Rules.Names;

[TestFixture]
public sealed class NameCaseRuleTests
{
    private const string Rule = "name.case";

    [TestCase("SM_Crate")]
    [TestCase("SM_Crate_01")]
    [TestCase("SM_Crate__Lid_")]
    [TestCase("sm_Crate")]
    [TestCase("SM_")]
    [TestCase("SM_\u042F\u0449\u0438\u043A")]
    [TestCase("SM_\u7BB1")]
    public void Parts_that_begin_with_a_capital_or_a_digit_pass(string name) =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh("/Game/Props/" + name)), Is.Empty);

    [TestCase("SM_crate", "crate", "SM_Crate")]
    [TestCase("SM_Crate_lid_old_01", "lid", "SM_Crate_Lid_Old_01")]
    [TestCase("crate", "crate", "Crate")]
    [TestCase("SM_\u044F\u0449\u0438\u043A", "\u044F\u0449\u0438\u043A", "SM_\u042F\u0449\u0438\u043A")]
    public void A_small_letter_is_a_note_with_a_suggestion(string name, string part, string suggestion)
    {
        var finding = Given.FindingsOf(Rule, Given.Mesh("/Game/Props/" + name)).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Info));
        Assert.That(finding.Message, Is.EqualTo($"In the name \"{name}\" the part \"{part}\" begins with a small letter."));
        Assert.That(finding.Fix, Does.Contain($"\"{suggestion}\""));
    }

    [Test]
    public void A_texture_suffix_is_left_to_its_own_rule() =>
        Assert.That(Given.FindingsOf(Rule, Given.Texture("/Game/Props/T_Wood_d")), Is.Empty);

    [Test]
    public void The_material_of_the_DCC_is_pointed_at()
    {
        var asset = Given.Named(AssetClasses.Material, "/Game/Props/M_wood") with { Source = new SourceFile { Path = "/art/a.glb", ContentHash = Given.Hash, MaterialNames = ["M_wood"] } };
        Assert.That(Given.FindingsOf(Rule, asset).Single().Locator?.Material, Is.EqualTo("M_wood"));
    }
}
