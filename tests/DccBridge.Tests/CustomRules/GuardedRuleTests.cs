using DccBridge.CustomRules;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Tests.Validation;
using DccBridge.Validation.Custom;

namespace DccBridge.Tests.CustomRules;

[TestFixture]
public sealed class GuardedRuleTests
{
    /// <summary>Long enough for a machine that is busy: only rules that never come back are held against a short one.</summary>
    private static readonly CustomRuleLimits Patient = new() { JudgeTime = TimeSpan.FromMinutes(1) };

    private static readonly CustomRuleLimits Hasty = new() { JudgeTime = TimeSpan.FromMilliseconds(30), MaxTimeouts = 2 };

    [Test]
    public void What_a_rule_reports_comes_through_with_its_thresholds()
    {
        using var rule = new GuardedRule(new TestRule((_, report) => report.Report($"at most {report.Threshold("most")}", "f")), Patient);
        var report = new CustomRuleReport(name => name == "most" ? 5 : throw new ArgumentException(name));
        rule.Judge(Given.Mesh(), report);
        Assert.That(report.Findings.Single().Message, Is.EqualTo("at most 5"));
    }

    [Test]
    public void An_exception_comes_back_as_text_and_the_rule_is_asked_again()
    {
        using var rule = new GuardedRule(new TestRule((_, _) => throw new FormatException("secret")), Patient);
        for (var i = 0; i < 5; i++)
        {
            var failure = Assert.Throws<CustomRuleException>(() => rule.Judge(Given.Mesh(), new CustomRuleReport(_ => 0)))!;
            Assert.That(failure.Message, Is.EqualTo("failed with FormatException"));
            Assert.That(failure.Details, Does.Contain("secret"));
            Assert.That(failure.InnerException, Is.Null, "it would hold the studio's assembly");
        }
    }

    [Test]
    public void An_exception_that_fails_when_it_is_asked_for_its_text_does_no_harm()
    {
        using var rule = new GuardedRule(new TestRule((_, _) => throw new MuteException()), Patient);
        Assert.That(Assert.Throws<CustomRuleException>(() => rule.Judge(Given.Mesh(), new CustomRuleReport(_ => 0)))!.Details, Does.Contain("failed with System.NotSupportedException"));
    }

    [Test]
    public void A_rule_that_never_comes_back_is_given_up_and_after_some_assets_not_asked_any_more()
    {
        var asked = 0;
        using var release = new ManualResetEventSlim();
        using var rule = new GuardedRule(
            new TestRule((_, report) =>
            {
                Interlocked.Increment(ref asked);
                report.Report("before it hangs", "f");
                release.Wait();
                report.Report("too late", "f");
            }),
            Hasty);
        var report = new CustomRuleReport(_ => 0);
        for (var i = 0; i < 2; i++)
        {
            Assert.That(() => rule.Judge(Given.Mesh(), report), Throws.TypeOf<CustomRuleException>().With.Message.EqualTo("took longer than 0.03 s and was not waited for"));
        }

        for (var i = 0; i < 3; i++)
        {
            Assert.That(() => rule.Judge(Given.Mesh(), report), Throws.TypeOf<CustomRuleException>().With.Message.EqualTo("is switched off, because on 2 assets it took longer than 0.03 s"));
        }

        release.Set();
        Assert.That(report.Findings, Is.Empty, "what a rule that was given up still writes goes nowhere");
        Assert.That(asked, Is.LessThanOrEqualTo(2));
    }

    [Test]
    public void Several_threads_judge_at_once()
    {
        using var together = new Barrier(4);
        using var rule = new GuardedRule(new TestRule((asset, report) =>
        {
            together.SignalAndWait(TimeSpan.FromSeconds(30));
            report.Report(asset.Path, "f");
        }), Patient);
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => Assert.Multiple(() =>
        {
            var report = new CustomRuleReport(_ => 0);
            rule.Judge(Given.Mesh($"/Game/SM_{i}"), report);
            Assert.That(report.Findings.Single().Message, Is.EqualTo($"/Game/SM_{i}"));
        }));
    }

    [Test]
    public void A_rule_that_is_let_go_while_it_judges_still_answers()
    {
        GuardedRule? rule = null;
        rule = new GuardedRule(new TestRule((_, report) =>
        {
            rule!.Dispose();
            report.Report("m", "f");
        }), Patient);
        var report = new CustomRuleReport(_ => 0);
        rule.Judge(Given.Mesh(), report);
        rule.Judge(Given.Mesh(), report);
        Assert.That(report.Findings, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_report_keeps_20_findings_cuts_long_texts_and_refuses_empty_ones()
    {
        var report = new CustomRuleReport(_ => 0);
        for (var i = 0; i < 1000; i++)
        {
            report.Report(new string('x', 5000), "f");
        }

        Assert.That((report.Findings.Count, report.LeftOut, report.Findings[0].Message.Length), Is.EqualTo((20, 980, 1000)));
        Assert.That(() => report.Report(" ", "f"), Throws.ArgumentException);
        Assert.That(() => report.Report("m", null!), Throws.ArgumentNullException);
        Assert.That(() => report.Report("m", "f", severity: (DccBridge.Protocol.Contracts.Validation.Severity)9), Throws.ArgumentException);
    }

    private sealed class TestRule(Action<AssetRecord, CustomRuleReport> judge) : CustomRule
    {
        public override string Id => "acme.test";

        public override string Description => "d";

        public override string Remedy => "r";

        public override void Judge(AssetRecord asset, CustomRuleReport report) => judge(asset, report);
    }

    private sealed class MuteException : Exception
    {
        public override string Message => throw new NotSupportedException();

        public override string ToString() => throw new NotSupportedException();
    }
}
