using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Validation.Rules.Animations;

[TestFixture]
public sealed class AnimationRateRuleTests
{
    private const string Rule = "anim.fps";

    [TestCase(0, 2, 30)]
    [TestCase(1, 1.5, 24)]
    [TestCase(0, 2.5, 0)]
    [TestCase(0, 1.001, 29.97002997)]
    public void Whole_frames_of_any_rate_pass_until_a_project_sets_its_own(double start, double end, double rate) =>
        Assert.That(Given.FindingsOf(Rule, Animated(start, end, rate)), Is.Empty);

    [TestCase(30, false)]
    [TestCase(30.01, false)]
    [TestCase(24, true)]
    [TestCase(0, false)]
    [TestCase(double.NaN, true)]
    public void The_project_s_rate_is_kept(double rate, bool found)
    {
        var findings = Given.FindingsOf(Rule, Animated(0, 1, rate), Given.With(Rule, thresholds: [("fps", 30), ("tolerance", 0.0101)]));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Warning && finding.Message.StartsWith("The animation \"Walk\" has ") && finding.Message.EndsWith("frames per second; the project has 30.")
            && finding.Fix.StartsWith("Set the frame rate of the scene to 30")), Is.True);
    }

    [Test]
    public void A_range_that_ends_between_two_frames_is_a_warning()
    {
        var finding = Given.FindingsOf(Rule, Animated(0, 0.35, 30)).Single();
        Assert.That(finding.Message, Is.EqualTo("The animation \"Walk\" is 10.5 frames long (0.35 s at 30 frames per second): it ends between two frames."));
        Assert.That(finding.Fix, Does.Contain("whole frames"));
    }

    [TestCase(1, 1)]
    [TestCase(2, 1)]
    [TestCase(0, double.NaN)]
    public void A_range_without_length_is_a_warning(double start, double end)
    {
        var finding = Given.FindingsOf(Rule, Animated(start, end, 30)).Single();
        Assert.That(finding.Message, Does.EndWith("it has no length."));
        Assert.That(finding.Fix, Does.StartWith("Set the range of the animation"));
    }

    [Test]
    public void Without_animations_nothing_is_said() =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh()), Is.Empty);

    private static AssetRecord Animated(double start, double end, double rate) => Given.Named(AssetClasses.AnimSequence, "/Game/Heroes/AS_Walk") with
    {
        Facts = new AssetFacts { Animations = [new AnimationFacts { Name = "Walk", StartSeconds = start, EndSeconds = end, FramesPerSecond = rate }] },
    };
}
