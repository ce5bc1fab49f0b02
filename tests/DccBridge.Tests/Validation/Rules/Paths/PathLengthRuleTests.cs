using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Validation.Rules.Paths;

[TestFixture]
public sealed class PathLengthRuleTests
{
    private const string Rule = "path.length";

    [TestCase(139, false)]
    [TestCase(140, false)]
    [TestCase(141, true)]
    [TestCase(300, true)]
    public void Characters_are_counted_from_the_content_root(int length, bool found)
    {
        var path = "/Game/Props/" + new string('a', length - "Props/".Length);
        Assert.That(Given.FindingsOf(Rule, Given.Mesh(path)), found ? Has.Count.EqualTo(1) : Is.Empty);
    }

    [Test]
    public void The_finding_gives_the_figures()
    {
        var finding = Given.FindingsOf(Rule, Given.Mesh("/Game/" + new string('a', 150))).Single();
        Assert.That(finding.Message, Does.Contain("150 characters").And.Contains("10 more than the 140"));
        Assert.That(finding.Severity, Is.EqualTo(Severity.Warning));
    }

    [Test]
    public void The_limit_is_a_setting() =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh(), Given.With(Rule, thresholds: ("maxLength", 5))), Has.Count.EqualTo(1));
}
