using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DccBridge.Companion.Offline;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Reports.Html;

/// <summary>One page that asks for nothing else: style, script and pictures are in it, and its own policy forbids all others.</summary>
internal static class HtmlReport
{
    /// <summary>More assets with findings than this nobody reads, and no browser shows quickly.</summary>
    public const int MaxCards = 2000;

    /// <summary>Most characters of drawings and cards; with the pictures the page stays below 40 MiB.</summary>
    private const long MaxCardCharacters = 16 << 20;

    /// <summary>Most lines of a plain list.</summary>
    private const int MaxLines = 2000;

    private static readonly (string Key, string Title)[] Groups = [("error", "Errors"), ("warning", "Warnings"), ("info", "Notes"), ("suppressed", "Only suppressed findings")];

    /// <summary>Writes the page in UTF-8.</summary>
    public static void Write(Stream output, ReportData data)
    {
        using var page = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        var withFindings = data.Result.Assets.Where(a => a.Verdict.Findings.Count > 0)
            .OrderBy(a => Array.FindIndex(Groups, g => g.Key == AssetCard.SeverityOf(a)))
            .ThenBy(a => a.Verdict.AssetPath, StringComparer.OrdinalIgnoreCase)
            .ToArray();
        WriteHead(page, data);
        WriteTop(page, data);
        var shown = WriteCards(page, data, withFindings);
        if (shown < withFindings.Length)
        {
            page.WriteLine($"<p class=\"none\">{HtmlText.Of(withFindings.Length - shown)} more assets have findings; this page stops here. The JSON and SARIF reports list all, or validate folder by folder.</p>");
        }

        WriteRules(page, data);
        WriteLists(page, data);
        page.WriteLine($"<footer>DccBridge {HtmlText.Of(data.ToolVersion)}, run {data.Result.RunId:D}</footer></main>");
        page.WriteLine($"<script>{PageScript.Code}</script></body></html>");
    }

    private static void WriteHead(StreamWriter page, ReportData data)
    {
        page.WriteLine("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.WriteLine($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src '{HashOf(PageStyle.Css)}'; script-src '{HashOf(PageScript.Code)}'; base-uri 'none'; form-action 'none'\">");
        page.WriteLine("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"referrer\" content=\"no-referrer\">");
        page.WriteLine($"<title>Asset validation: {HtmlText.Of(data.Summary)}</title><style>{PageStyle.Css}</style></head><body>");
    }

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void WriteTop(StreamWriter page, ReportData data)
    {
        var result = data.Result;
        var findings = result.Assets.SelectMany(a => a.Verdict.Findings).ToArray();
        int Open(Severity severity) => findings.Count(f => f.Severity == severity && f.SuppressedBecause is null);
        var settings = result.SettingsFiles.Count > 0 ? string.Join(", ", result.SettingsFiles.Select(file => data.Relative(file) ?? file)) : "the defaults";
        page.WriteLine("<header><div><h1>Asset validation</h1>");
        page.WriteLine($"<p class=\"quiet\">{HtmlText.Of(result.Files)} files, {result.Started.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, settings: {HtmlText.Of(settings)}</p><ul class=\"counts\">");
        Count(Open(Severity.Error), "errors", "error");
        Count(Open(Severity.Warning), "warnings", "warning");
        Count(Open(Severity.Info), "notes", "info");
        Count(findings.Count(f => f.SuppressedBecause is not null), "suppressed", "suppressed");
        Count(result.Assets.Count(a => a.Verdict.Outcome == VerdictOutcome.NotValidated), "not judged", "error");
        Count(result.Assets.Count(a => a.Verdict.Outcome == VerdictOutcome.Passed), "assets passed", "good");
        page.WriteLine("</ul></div></header><main><div class=\"bar\"><form hidden>");
        page.WriteLine("<label>Filter <input type=\"search\" id=\"filter\" placeholder=\"name, rule, folder, text\"></label>");
        page.WriteLine("<label>Group by <select id=\"group\"><option value=\"severity\">severity</option><option value=\"rule\">rule</option><option value=\"folder\">folder</option></select></label>");
        page.WriteLine("<label><input type=\"checkbox\" id=\"open\"> hide suppressed</label><span id=\"shown\" class=\"suppressed\" role=\"status\"></span></form></div>");

        void Count(int number, string what, string style) => page.Write($"<li><b class=\"{(number > 0 ? style : "suppressed")}\">{HtmlText.Of(number)}</b>{what}</li>");
    }

    /// <summary>Writes pictures and cards, worst first, and returns how many there was room for.</summary>
    private static int WriteCards(StreamWriter page, ReportData data, JudgedAsset[] assets)
    {
        var cards = new StringWriter(CultureInfo.InvariantCulture);
        var pictures = new PictureFile();
        long characters = 0;
        var shown = 0;
        string? group = null;
        page.WriteLine("<svg class=\"defs\" aria-hidden=\"true\">");
        foreach (var asset in assets.Take(MaxCards))
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"p{shown}");
            var address = pictures.AddressOf(asset);
            var inside = address is null ? Drawing.Of(asset) : $"<image href=\"{address}\" width=\"96\" height=\"96\"/>";
            page.WriteLine($"<symbol id=\"{id}\" viewBox=\"0 0 96 96\">{inside}</symbol>");
            if (AssetCard.SeverityOf(asset) is var severity && severity != group)
            {
                cards.Write(group is null ? "" : "</section>");
                var count = assets.Count(a => AssetCard.SeverityOf(a) == severity);
                cards.Write($"<section><h2>{Groups.First(g => g.Key == severity).Title} <small>{HtmlText.Of(count)}</small></h2>\n");
                group = severity;
            }

            AssetCard.Write(cards, data, asset, id);
            shown++;
            characters = cards.GetStringBuilder().Length;
            if (characters > MaxCardCharacters)
            {
                break;
            }
        }

        page.WriteLine("</svg><div id=\"list\">");
        page.Write(cards.GetStringBuilder());
        page.WriteLine(group is null ? "</div><p class=\"none\">No findings.</p>" : "</section></div>");
        return shown;
    }

    private static void WriteRules(StreamWriter page, ReportData data)
    {
        var open = data.Result.Assets.SelectMany(a => a.Verdict.Findings).Where(f => f.SuppressedBecause is null).GroupBy(f => f.RuleId, StringComparer.Ordinal).ToArray();
        if (open.Length == 0)
        {
            return;
        }

        var texts = FileRules.All.Select(r => (r.Id, r.Description)).Concat(data.Result.Rules.Select(r => (r.Id, r.Description))).ToDictionary(r => r.Id, r => r.Description, StringComparer.Ordinal);
        page.WriteLine("<h2>Rules that found something</h2><div class=\"scroll\"><table><tr><th>Rule</th><th>What it demands</th><th class=\"n\">Errors</th><th class=\"n\">Others</th></tr>");
        foreach (var rule in open.OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            var errors = rule.Count(f => f.Severity == Severity.Error);
            page.WriteLine($"<tr><td><code>{HtmlText.Of(rule.Key)}</code></td><td>{HtmlText.Of(texts.GetValueOrDefault(rule.Key))}</td><td class=\"n\">{HtmlText.Of(errors)}</td><td class=\"n\">{HtmlText.Of(rule.Count() - errors)}</td></tr>");
        }

        page.WriteLine("</table></div>");
    }

    private static void WriteLists(StreamWriter page, ReportData data)
    {
        List("assets without findings", [.. data.Result.Assets.Where(a => a.Verdict.Findings.Count == 0).Select(a => a.Verdict.AssetPath)]);
        List("files left alone", [.. data.Result.Skipped.Select(s => $"{s.ShownPath} ({s.Reason})")]);

        void List(string what, string[] lines)
        {
            if (lines.Length == 0)
            {
                return;
            }

            page.WriteLine($"<details><summary>{HtmlText.Of(lines.Length)} {what}</summary><ul>");
            foreach (var line in lines.Take(MaxLines))
            {
                page.WriteLine($"<li>{HtmlText.Of(line)}</li>");
            }

            page.WriteLine(lines.Length > MaxLines ? $"</ul><p class=\"quiet\">and {HtmlText.Of(lines.Length - MaxLines)} more</p></details>" : "</ul></details>");
        }
    }
}
