using System.Globalization;
using DccBridge.Validation;

namespace DccBridge.Tests.Validation;

[TestFixture]
public sealed class RuleReferenceTests
{
    [Test]
    public void The_README_has_one_row_per_rule_that_says_what_the_code_says()
    {
        var reference = RepositoryFile.ReadOfRoom("README.md").Split("## Rule reference")[1];
        var rows = reference.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        Assert.That(string.Join('\n', rows), Is.EqualTo(string.Join('\n', RuleCatalogue.Rules.Select(RowOf))));
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
            Assert.That(RuleCatalogue.Find(rule.Id), Is.SameAs(rule));
            foreach (var threshold in rule.Thresholds)
            {
                Assert.That(threshold.FindProblem(threshold.Default), Is.Null, rule.Id + threshold.Name);
                Assert.That(threshold.AtMost is null || rule.FindThreshold(threshold.AtMost) is not null, Is.True, rule.Id + threshold.Name);
            }
        }
    }

    private static string RowOf(RuleDefinition rule)
    {
        var thresholds = rule.Thresholds.Select(threshold => string.Create(CultureInfo.InvariantCulture, $"`{threshold.Name}` {threshold.Default}"));
        return $"| `{rule.Id}` | {rule.Description} | {rule.Severity.ToString().ToLowerInvariant()}{(rule.EnabledByDefault ? "" : ", off")} | {string.Join(", ", thresholds)} | {rule.Remedy} |";
    }
}
