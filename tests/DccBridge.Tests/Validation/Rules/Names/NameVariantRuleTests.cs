using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Validation.Rules.Names;

[TestFixture]
public sealed class NameVariantRuleTests
{
    private const string Rule = "name.variant";

    [TestCase("SM_Rock_01")]
    [TestCase("SM_Rock_99")]
    [TestCase("SM_Rock_100")]
    [TestCase("SM_Rock1")]
    [TestCase("SM_Rock")]
    [TestCase("SM_Rock_")]
    [TestCase("SM_1")]
    [TestCase("SM_1_Rock")]
    public void Numbers_of_two_digits_and_those_that_need_more_pass(string name) =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh("/Game/Props/" + name)), Is.Empty);

    [TestCase("SM_Rock_1", "SM_Rock_01")]
    [TestCase("SM_Rock_007", "SM_Rock_07")]
    [TestCase("SM_Rock_000", "SM_Rock_00")]
    public void Other_numbers_are_a_note_with_a_suggestion(string name, string suggestion)
    {
        var finding = Given.FindingsOf(Rule, Given.Mesh("/Game/Props/" + name)).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Info));
        Assert.That(finding.Message, Does.StartWith($"In the name \"{name}\" the number").And.EndsWith("instead of 2."));
        Assert.That(finding.Fix, Does.Contain($"\"{suggestion}\""));
    }

    [Test]
    public void The_number_of_a_texture_stands_before_its_suffix()
    {
        Assert.That(Given.FindingsOf(Rule, Given.Texture("/Game/Props/T_Rock_1_D")).Single().Fix, Does.Contain("\"T_Rock_01_D\""));
        Assert.That(Given.FindingsOf(Rule, Given.Texture("/Game/Props/T_Rock_01_D")), Is.Empty);
    }

    [Test]
    public void A_project_may_want_three_digits()
    {
        var settings = Given.With(Rule, thresholds: ("digits", 3));
        Assert.That(Given.FindingsOf(Rule, Given.Mesh("/Game/Props/SM_Rock_012"), settings), Is.Empty);
        Assert.That(Given.FindingsOf(Rule, Given.Mesh("/Game/Props/SM_Rock_12"), settings).Single().Fix, Does.Contain("\"SM_Rock_012\""));
    }
}
