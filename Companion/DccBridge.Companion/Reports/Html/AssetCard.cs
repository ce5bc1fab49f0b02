using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Offline;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Reports.Html;

/// <summary>One asset with its picture and its findings.</summary>
internal static class AssetCard
{
    /// <summary>Group of an asset: its worst open finding, or "suppressed".</summary>
    public static string SeverityOf(JudgedAsset asset) => asset.Verdict.Findings
        .Where(f => f.SuppressedBecause is null)
        .OrderByDescending(f => f.Severity)
        .Select(f => ReportData.Name(f.Severity))
        .FirstOrDefault("suppressed");

    /// <summary>Writes the card.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="data">For names of files.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="picture">Id of the picture's symbol.</param>
    public static void Write(TextWriter page, ReportData data, JudgedAsset asset, string picture)
    {
        var path = asset.Verdict.AssetPath;
        var slash = path.LastIndexOf('/');
        var facts = HtmlText.Of(Drawing.Describe(asset));
        page.Write($"<article class=\"card\" data-severity=\"{SeverityOf(asset)}\" data-folder=\"{HtmlText.Of(path[..Math.Max(slash, 0)])}\">");
        page.Write($"<svg class=\"pic\" viewBox=\"0 0 96 96\" role=\"img\" aria-label=\"{facts}\"><use href=\"#{picture}\"/></svg><div>");
        page.Write($"<h3>{HtmlText.Of(path[(slash + 1)..])}</h3><p class=\"quiet\">{HtmlText.Of(path)} &middot; {facts}<br>{HtmlText.Of(data.Shown(asset))}");
        page.Write(asset.Bytes > 0 && asset.IsMain ? $" ({ByteText.Of(asset.Bytes)})</p><ul>" : "</p><ul>");
        foreach (var finding in asset.Verdict.Findings)
        {
            WriteFinding(page, finding);
        }

        page.Write("</ul></div></article>\n");
    }

    private static void WriteFinding(TextWriter page, Finding finding)
    {
        var word = finding.SuppressedBecause is null ? ReportData.Name(finding.Severity) : "suppressed";
        page.Write($"<li data-rule=\"{HtmlText.Of(finding.RuleId)}\" data-severity=\"{word}\"><b class=\"tag {word}\">{word}</b><code>{HtmlText.Of(finding.RuleId)}</code>{Place(finding.Locator)}");
        page.Write($"<p>{HtmlText.Of(finding.Message)}</p>");
        page.Write(finding.SuppressedBecause is { } reason
            ? $"<p class=\"quiet\">Accepted: {HtmlText.Of(reason)}</p></li>"
            : $"<p class=\"mend\">{HtmlText.Of(finding.Fix)}</p></li>");
    }

    private static string Place(FindingLocator? locator)
    {
        var node = locator?.Node is { Length: > 0 } n ? $" <code>node {HtmlText.Of(n)}</code>" : "";
        var material = locator?.Material is { Length: > 0 } m ? $" <code>material {HtmlText.Of(m)}</code>" : "";
        return node + material;
    }
}
