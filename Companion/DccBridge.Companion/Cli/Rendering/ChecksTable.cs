using DccBridge.Companion.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DccBridge.Companion.Cli.Rendering;

/// <summary>Checks with their causes and instructions.</summary>
internal static class ChecksTable
{
    /// <summary>Shows them, grouped by editor.</summary>
    public static void Show(IAnsiConsole console, IEnumerable<CheckResult> results)
    {
        foreach (var group in results.GroupBy(r => r.Editor))
        {
            if (group.Key is { } editor)
            {
                console.Write(new Text($"Editor {Printable.Line(editor)}\n", Theme.Strong));
            }

            var table = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(1, 0, 1, 0) }).AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) }).AddColumn(new GridColumn { Padding = new Padding(0) });
            foreach (var result in group)
            {
                var (mark, style) = Mark(result.Outcome);
                IRenderable text = Theme.Cell(result.Cause, result.Outcome == CheckOutcome.Skipped ? Theme.Quiet : Theme.Plain);
                table.AddRow(Theme.Cell(mark, style), Theme.Cell(result.Check), result.Instruction is { } instruction ? new Rows(text, Theme.Cell($"-> {instruction}", Theme.Accent)) : text);
            }

            console.Write(table);
            console.WriteLine();
        }
    }

    private static (string Mark, Style Style) Mark(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Good => ("ok", Theme.Good),
        CheckOutcome.Notice => ("note", Theme.Notice),
        CheckOutcome.Bad => ("BAD", Theme.Bad),
        _ => ("-", Theme.Quiet),
    };
}
