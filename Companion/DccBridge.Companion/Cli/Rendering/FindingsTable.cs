using System.Text;
using DccBridge.Protocol.Contracts.Validation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DccBridge.Companion.Cli.Rendering;

/// <summary>What is wrong and how to mend it, worst first.</summary>
internal static class FindingsTable
{
    /// <summary>From here on there is room for a column of its own for the remedy.</summary>
    private const int WideWidth = 140;

    public static void Write(IAnsiConsole console, IEnumerable<Verdict> verdicts)
    {
        var rows = verdicts.SelectMany(v => v.Findings.Select(f => (Verdict: v, Finding: f)))
            .OrderBy(r => r.Finding.SuppressedBecause is not null)
            .ThenByDescending(r => r.Finding.Severity)
            .ThenBy(r => r.Verdict.AssetPath, StringComparer.OrdinalIgnoreCase)
            .ThenBy(r => r.Finding.RuleId, StringComparer.Ordinal)
            .ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        var folder = AssetNames.CommonFolder(rows.Select(r => r.Verdict.AssetPath));
        var isWide = console.Profile.Width >= WideWidth;
        console.Write(new Text($"Findings in {folder}\n", Theme.Strong));
        var table = isWide
            ? Theme.Table("Severity", "Rule", "Asset", "What is wrong", "How to mend it")
            : Theme.Table("Severity", "Rule and asset", "What is wrong, and how to mend it");
        table.Columns[0].NoWrap = true;
        foreach (var (verdict, finding) in rows)
        {
            var isSuppressed = finding.SuppressedBecause is not null;
            var wrong = Theme.Cell(Message(finding), isSuppressed ? Theme.Quiet : Theme.Plain);
            var mend = isSuppressed ? Theme.Cell($"suppressed: {finding.SuppressedBecause}", Theme.Quiet) : Theme.Cell($"-> {finding.Fix}", Theme.Advice);
            var severity = Theme.Cell(Name(finding.Severity), isSuppressed ? Theme.Quiet : Theme.Of(finding.Severity));
            var rule = Theme.Cell(finding.RuleId, isSuppressed ? Theme.Quiet : Theme.Accent);
            var asset = Theme.Cell(AssetNames.Below(verdict.AssetPath, folder));
            table.AddRow(isWide ? [severity, rule, asset, wrong, mend] : (IRenderable[])[severity, new Rows(rule, asset), new Rows(wrong, mend)]);
        }

        WriteAtOnce(console, table);
    }

    // Without colours Spectre hands over a table cell by cell, and each goes to the system by itself: thousands of calls for one table.
    private static void WriteAtOnce(IAnsiConsole console, Table table)
    {
        if (console.Profile.Capabilities.Ansi)
        {
            console.Write(table);
            return;
        }

        var text = new StringBuilder();
        foreach (var segment in table.GetSegments(console))
        {
            text.Append(segment.IsControlCode ? "" : segment.Text);
        }

        console.Profile.Out.Writer.Write(text.ToString());
    }

    /// <summary>How severities are called, in tables and documents.</summary>
    public static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    private static string Message(Finding finding) => finding.Locator switch
    {
        { Node: { Length: > 0 } node } when !finding.Message.Contains(node, StringComparison.Ordinal) => $"{finding.Message} [node {node}]",
        { Material: { Length: > 0 } material } when !finding.Message.Contains(material, StringComparison.Ordinal) => $"{finding.Message} [material {material}]",
        _ => finding.Message,
    };
}
