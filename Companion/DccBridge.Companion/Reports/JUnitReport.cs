using System.Globalization;
using System.Text;
using System.Xml;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Offline;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Reports;

/// <summary>
/// JUnit XML as Jenkins and others read it: a suite for each package folder, a case for each asset, a failure for each error. An asset that
/// could not be judged is an error of its case. There is no standard; elements and attributes are those that Jenkins' junit step documents.
/// </summary>
internal static class JUnitReport
{
    /// <summary>Writes the document in UTF-8.</summary>
    public static void Write(Stream output, ReportData data)
    {
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, CloseOutput = false };
        using var xml = XmlWriter.Create(output, settings);
        var all = data.Result.Assets;
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "DccBridge");
        WriteCounts(xml, all);
        Attribute(xml, "time", Seconds(data.Result.Ended - data.Result.Started));
        foreach (var folder in all.GroupBy(a => FolderOf(a.Verdict.AssetPath), StringComparer.OrdinalIgnoreCase).OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase))
        {
            WriteSuite(xml, data, folder.Key, [.. folder]);
        }

        xml.WriteEndElement();
    }

    private static void WriteSuite(XmlWriter xml, ReportData data, string folder, JudgedAsset[] assets)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", folder);
        WriteCounts(xml, assets);
        Attribute(xml, "skipped", "0");
        Attribute(xml, "time", "0");
        Attribute(xml, "timestamp", data.Result.Started.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        foreach (var asset in assets)
        {
            WriteCase(xml, data, folder, asset);
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyCollection<JudgedAsset> assets)
    {
        Attribute(xml, "tests", Number(assets.Count));
        Attribute(xml, "failures", Number(assets.Count(a => a.Verdict.Outcome == VerdictOutcome.Failed)));
        Attribute(xml, "errors", Number(assets.Count(a => a.Verdict.Outcome == VerdictOutcome.NotValidated)));
    }

    private static void WriteCase(XmlWriter xml, ReportData data, string folder, JudgedAsset asset)
    {
        var verdict = asset.Verdict;
        xml.WriteStartElement("testcase");
        Attribute(xml, "name", verdict.AssetPath[(verdict.AssetPath.LastIndexOf('/') + 1)..]);

        // Jenkins takes what stands before the last dot as a package.
        Attribute(xml, "classname", folder.Trim('/').Replace('/', '.'));
        Attribute(xml, "time", "0");
        var isJudged = verdict.Outcome != VerdictOutcome.NotValidated;
        foreach (var finding in verdict.Findings.Where(f => f is { Severity: Severity.Error, SuppressedBecause: null }))
        {
            xml.WriteStartElement(isJudged ? "failure" : "error");
            Attribute(xml, "type", finding.RuleId);
            Attribute(xml, "message", finding.Message);
            xml.WriteString(Clean($"{data.Shown(asset)}{Place(finding)}\n{finding.Message}\n{finding.Fix}"));
            xml.WriteEndElement();
        }

        if (verdict.Findings.Count > 0)
        {
            xml.WriteElementString("system-out", Clean(string.Join('\n', verdict.Findings.Select(Line))));
        }

        xml.WriteEndElement();
    }

    private static string Line(Finding finding) => finding.SuppressedBecause is { } reason
        ? $"suppressed {finding.RuleId}: {finding.Message} ({reason})"
        : $"{ReportData.Name(finding.Severity)} {finding.RuleId}: {finding.Message} {finding.Fix}";

    private static string Place(Finding finding) => finding.Locator switch
    {
        { Node: { Length: > 0 } node } => $", node {node}",
        { Material: { Length: > 0 } material } => $", material {material}",
        _ => "",
    };

    private static string FolderOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Clean(value));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>XML has no way to write most control characters, U+FFFE and U+FFFF.</summary>
    private static string Clean(string text)
    {
        var whole = WholeText.Of(Printable.Lines(text));
        return whole.AsSpan().ContainsAny('\uFFFE', '\uFFFF') ? whole.Replace('\uFFFE', '\uFFFD').Replace('\uFFFF', '\uFFFD') : whole;
    }
}
