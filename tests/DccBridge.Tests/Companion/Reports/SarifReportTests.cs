using System.Text.Json;
using DccBridge.Companion.Reports;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Companion.Reports;

/// <summary>What SARIF says; its schema is held against it in the end-to-end tests.</summary>
[TestFixture]
public class SarifReportTests
{
    private static JsonElement Run(ReportData data) => JsonDocument.Parse(ReportSample.Write(SarifReport.Write, data)).RootElement.GetProperty("runs")[0];

    private static JsonElement[] Results(ReportData data) => [.. Run(data).GetProperty("results").EnumerateArray()];

    private static string Fingerprint(JsonElement result) => result.GetProperty("partialFingerprints").GetProperty("dccBridgeFinding/v1").GetString()!;

    [Test]
    public void A_finding_names_rule_level_file_asset_and_place()
    {
        var finding = ReportSample.Finding(Severity.Warning) with { Locator = new FindingLocator { Node = "Lid", Material = "M_Wood", Slot = 2 } };
        var run = Run(ReportSample.Of(ReportSample.Asset("T_A", finding)));
        var result = run.GetProperty("results")[0];
        var location = result.GetProperty("locations")[0];
        var rule = run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.GetProperty("level").GetString(), Is.EqualTo("warning"));
            Assert.That(result.GetProperty("message").GetProperty("text").GetString(), Is.EqualTo("Wrong. Mend it."));
            Assert.That(rule.GetProperty("id").GetString(), Is.EqualTo("tex.pow2"));
            Assert.That(rule.GetProperty("help").GetProperty("text").GetString(), Is.Not.Empty);
            Assert.That(location.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString(), Is.EqualTo("set/T_A.png"));
            Assert.That(
                location.GetProperty("logicalLocations").EnumerateArray().Select(l => l.GetProperty("fullyQualifiedName").GetString()),
                Is.EqualTo(new[] { "/Game/set/T_A", "/Game/set/T_A#node:Lid", "/Game/set/T_A#material:M_Wood", "/Game/set/T_A#slot:2" }));
            Assert.That(run.GetProperty("tool").GetProperty("driver").GetProperty("version").GetString(), Is.EqualTo("1.2.3"));
            Assert.That(run.GetProperty("invocations")[0].GetProperty("startTimeUtc").GetString(), Is.EqualTo("2026-03-04T05:06:07.000Z"));
        }
    }

    [Test]
    public void A_suppression_keeps_its_reason()
    {
        var result = Results(ReportSample.Of(ReportSample.Asset("T_A", ReportSample.Finding() with { SuppressedBecause = "bought" })))[0];
        Assert.That(result.GetProperty("suppressions")[0].GetProperty("justification").GetString(), Is.EqualTo("bought"));
    }

    [Test]
    public void What_is_not_suppressed_says_so() =>
        Assert.That(Results(ReportSample.Of(ReportSample.Asset("T_A", ReportSample.Finding())))[0].GetProperty("suppressions").GetArrayLength(), Is.Zero);

    [Test]
    public void A_fingerprint_survives_another_run_and_other_figures_and_tells_findings_apart()
    {
        var first = Results(ReportSample.Of(ReportSample.Asset("T_A", ReportSample.Finding(message: "2049 px"), ReportSample.Finding(message: "513 px")), ReportSample.Asset("T_B", ReportSample.Finding())));
        var second = Results(ReportSample.Of(ReportSample.Asset("T_A", ReportSample.Finding(message: "2050 px"), ReportSample.Finding(message: "514 px")), ReportSample.Asset("T_B", ReportSample.Finding())));
        Assert.That(second.Select(Fingerprint), Is.EqualTo(first.Select(Fingerprint)));
        Assert.That(first.Select(Fingerprint), Is.Unique);
    }

    [Test]
    public void A_file_outside_the_base_folder_has_an_address_of_its_own()
    {
        var outside = OperatingSystem.IsWindows() ? @"C:\other\T A.png" : "/other/T A.png";
        var location = Results(ReportSample.Of(ReportSample.Asset("T_A", ReportSample.Finding()) with { FullPath = outside }))[0]
            .GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation");
        Assert.That(location.GetProperty("uri").GetString(), Does.StartWith("file:///").And.EndWith("other/T%20A.png"));
        Assert.That(location.TryGetProperty("uriBaseId", out _), Is.False);
    }

    [Test]
    public void A_hostile_name_is_an_address_and_a_text_that_can_be_read()
    {
        var location = Results(ReportSample.Of(ReportSample.Asset(ReportSample.Hostile, ReportSample.Finding(message: ReportSample.Hostile))))[0]
            .GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation");
        var uri = location.GetProperty("uri").GetString()!;
        Assert.That(Uri.IsWellFormedUriString(uri, UriKind.Relative), uri);
        Assert.That(Uri.UnescapeDataString(uri), Does.EndWith("_箱子_😀.png"));
    }
}
