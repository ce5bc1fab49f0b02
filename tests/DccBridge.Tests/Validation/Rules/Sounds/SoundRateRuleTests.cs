using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Validation.Rules.Sounds;

[TestFixture]
public sealed class SoundRateRuleTests
{
    private const string Rule = "snd.rate";

    [TestCase(22_050)]
    [TestCase(44_100)]
    [TestCase(48_000)]
    public void The_usual_rates_pass(int rate) => Assert.That(Given.FindingsOf(Rule, Given.Sound(rate)), Is.Empty);

    [TestCase(44_099, "44,099")]
    [TestCase(96_000, "96,000")]
    [TestCase(0, "0")]
    public void Other_rates_are_a_warning(int rate, string written)
    {
        var finding = Given.FindingsOf(Rule, Given.Sound(rate)).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Warning));
        Assert.That(finding.Message, Is.EqualTo($"The sound has {written} samples per second; allowed are 22,050, 44,100 and 48,000."));
        Assert.That(finding.Fix, Is.EqualTo("Export the sound with 48,000 or 44,100 Hz and send it again."));
    }

    [Test]
    public void A_project_may_refuse_48000_Hz() =>
        Assert.That(Given.FindingsOf(Rule, Given.Sound(48_000), Given.With(Rule, thresholds: ("allow48000", 0))).Single().Message, Does.EndWith("allowed are 22,050 and 44,100."));

    [Test]
    public void Without_facts_of_a_sound_nothing_is_said() => Assert.That(Given.FindingsOf(Rule, Given.Mesh()), Is.Empty);
}
