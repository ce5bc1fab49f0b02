using DccBridge.Validation;

namespace DccBridge.Tests.Validation;

[TestFixture]
public sealed class RuleReferenceTests
{
    private const string Accept = "DCCBRIDGE_ACCEPT_RULES";

    [Test]
    public void RULES_md_says_what_the_rules_say()
    {
        var now = RuleReference.Markdown();
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            RepositoryFile.WriteOfRoom("RULES.md", now);
        }

        Assert.That(RepositoryFile.ReadOfRoom("RULES.md"), Is.EqualTo(now), $"set {Accept}=1 to write RULES.md anew");
    }

    [Test]
    public void The_reference_has_a_paragraph_per_rule_with_reason_remedy_and_switch()
    {
        var now = RuleReference.Markdown();
        foreach (var rule in RuleCatalogue.Rules)
        {
            var paragraph = now.Split($"\n### `{rule.Id}`\n\n")[1].Split('\n')[0];
            Assert.That(paragraph, Does.Contain(rule.Description).And.Contains(rule.Reason).And.Contains(rule.Remedy).And.Contains($"`\"{rule.Id}\": {{ \"enabled\": {(rule.EnabledByDefault ? "false" : "true")} }}`"));
        }
    }

    [Test]
    public void Rules_have_an_id_a_sentence_and_thresholds_whose_defaults_are_allowed()
    {
        Assert.That(RuleCatalogue.Rules.Select(rule => rule.Id), Is.Ordered.Using<string>(StringComparer.Ordinal).And.Unique);
        foreach (var rule in RuleCatalogue.Rules)
        {
            Assert.That(rule.Id, Does.Match("^[a-z]+(\\.[a-z0-9]+)+$"));
            Assert.That(rule.Description, Does.Match("^[A-Za-z].*\\.$"), rule.Id);
            Assert.That(rule.Remedy, Does.Match("^[A-Z].*\\.$"), rule.Id);
            Assert.That(rule.Reason, Does.Match("^[A-Za-z].*\\.$"), rule.Id);
            Assert.That(RuleCatalogue.Find(rule.Id), Is.SameAs(rule));
            foreach (var threshold in rule.Thresholds)
            {
                Assert.That(threshold.FindProblem(threshold.Default), Is.Null, rule.Id + threshold.Name);
                Assert.That(threshold.AtMost is null || rule.FindThreshold(threshold.AtMost) is not null, Is.True, rule.Id + threshold.Name);
            }
        }
    }
}
