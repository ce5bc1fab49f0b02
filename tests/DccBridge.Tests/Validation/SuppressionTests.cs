using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Settings;

namespace DccBridge.Tests.Validation;

[TestFixture]
public sealed class SuppressionTests
{
    private static readonly DateOnly LastDay = new(2026, 6, 30);

    [TestCase("/Game/Props/Crate")]
    [TestCase("/Game/Props")]
    [TestCase("/game/props")]
    [TestCase("/Game")]
    public void A_suppressed_finding_stays_visible_but_does_not_fail_the_asset(string path)
    {
        var verdict = Judge([Suppress(path)], LastDay);
        Assert.That(verdict.Outcome, Is.EqualTo(VerdictOutcome.Passed));
        var finding = verdict.Findings.Single();
        Assert.That(finding.SuppressedBecause, Is.EqualTo("bought asset"));
        Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
    }

    [TestCase("/Game/Props/Crate2", "name.prefix")]
    [TestCase("/Game/Pro", "name.prefix")]
    [TestCase("/Game/Props", "mesh.uv0")]
    public void Other_paths_and_rules_are_not_suppressed(string path, string rule) =>
        Assert.That(Judge([Suppress(path) with { Rule = rule }], LastDay).Outcome, Is.EqualTo(VerdictOutcome.Failed));

    [Test]
    public void It_holds_until_the_end_of_its_last_day_in_UTC()
    {
        var clock = new FixedClock(new DateTimeOffset(2026, 7, 1, 1, 59, 59, TimeSpan.FromHours(2)));
        var rules = RuleSet.Create(new ValidationSettings { Suppressions = [Suppress("/Game/Props", LastDay)] }, clock: clock);
        Assert.That(rules.Judge(Given.Mesh("/Game/Props/Crate"), Guid.Empty, ValidationUseCase.Save).Outcome, Is.EqualTo(VerdictOutcome.Passed));
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.That(rules.Judge(Given.Mesh("/Game/Props/Crate"), Guid.Empty, ValidationUseCase.Save).Outcome, Is.EqualTo(VerdictOutcome.Failed));
    }

    [Test]
    public void One_that_ran_out_suppresses_no_more_and_says_so()
    {
        var finding = Judge([Suppress("/Game/Props", LastDay), Suppress("/Game", LastDay.AddDays(-9))], LastDay.AddDays(1)).Findings.Single();
        Assert.That(finding.SuppressedBecause, Is.Null);
        Assert.That(finding.Fix, Does.Contain("A suppression of this for /Game/Props ran out on 2026-06-30 (\"bought asset\")"));
    }

    [Test]
    public void One_that_ran_out_does_not_hide_one_that_holds() =>
        Assert.That(
            Judge([Suppress("/Game/Props/Crate", LastDay), Suppress("/Game/Props", LastDay), Suppress("/Game", LastDay.AddDays(30)) with { Reason = "later" }], LastDay.AddDays(1))
                .Findings.Single().SuppressedBecause,
            Is.EqualTo("later"));

    [Test]
    public void What_is_suppressed_comes_last()
    {
        var rules = RuleSet.Create(new ValidationSettings { Suppressions = [Suppress("/Game")] });
        var verdict = rules.Judge(Given.Mesh("/Game/Props/Crate", mesh => mesh with { Triangles = 5000, DegenerateTriangles = 1 }), Guid.Empty, ValidationUseCase.Save);
        Assert.That(verdict.Findings.Select(finding => finding.RuleId), Is.EqualTo(new[] { "mesh.degenerate", "name.prefix" }));
        Assert.That(verdict.Outcome, Is.EqualTo(VerdictOutcome.Warnings));
    }

    [TestCase("name.prefix", "Game/Props", "why", "does not begin with /Game/")]
    [TestCase("name.prefix", "/Game/Props", "  ", "must say why")]
    [TestCase("name.prefixes", "/Game/Props", "why", "does not exist")]
    public void Suppressions_made_by_code_are_checked(string rule, string path, string reason, string message) =>
        Assert.That(
            () => RuleSet.Create(new ValidationSettings { Suppressions = [new Suppression { Rule = rule, Path = path, Reason = reason, Expires = null }] }),
            Throws.ArgumentException.With.Message.Contains(message));

    private static Suppression Suppress(string path, DateOnly? expires = null) => new() { Rule = "name.prefix", Path = path, Reason = "bought asset", Expires = expires };

    private static Verdict Judge(Suppression[] suppressions, DateOnly today) =>
        RuleSet.Create(new ValidationSettings { Suppressions = suppressions }, clock: new FixedClock(new DateTimeOffset(today, new TimeOnly(12, 0), TimeSpan.Zero)))
            .Judge(Given.Mesh("/Game/Props/Crate"), Guid.Empty, ValidationUseCase.Save);
}
