using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Validation.Rules.Names;

[TestFixture]
public sealed class NameJunkRuleTests
{
    private const string Rule = "name.junk";

    [TestCase("SM_Newspaper")]
    [TestCase("SM_Contest")]
    [TestCase("SM_Copyist_01")]
    [TestCase("SM_TEMPLE")]
    [TestCase("SM_")]
    [TestCase("SM_Crate")]
    public void A_word_that_only_begins_alike_passes(string name) =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh("/Game/Props/" + name)), Is.Empty);

    [TestCase("SM_NewCrate", "New")]
    [TestCase("SM_Crate_copy2", "copy2")]
    [TestCase("SM_HDRTest", "Test")]
    [TestCase("SM_TEMP", "TEMP")]
    [TestCase("SM_Crate_Untitled_01", "Untitled")]
    [TestCase("DefaultCube", "Default")]
    [TestCase("test", "test")]
    [TestCase("SM_Crate2Copy", "Copy")]
    public void A_word_of_what_was_not_meant_to_stay_is_a_warning(string name, string word)
    {
        var finding = Given.FindingsOf(Rule, Given.Mesh("/Game/Props/" + name)).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Warning));
        Assert.That(finding.Message, Is.EqualTo($"The name \"{name}\" has the word \"{word.TrimEnd('2')}\", as of something that was not meant to stay."));
        Assert.That(finding.Fix, Does.Contain("a name that says what it is"));
    }

    [Test]
    public void Folders_are_not_judged() =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh("/Game/Test/SM_Crate")), Is.Empty);
}
