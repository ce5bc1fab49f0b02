using DccBridge.Companion.Transfers;
using Spectre.Console;

namespace DccBridge.Companion.Cli.Rendering;

/// <summary>What a send is going to do.</summary>
internal static class PlanTable
{
    public static void Write(IAnsiConsole console, SendPlan plan, IReadOnlyList<SkippedFile> skipped)
    {
        var folder = AssetNames.CommonFolder(plan.Rows.Select(r => r.AssetPath));
        console.Write(new Text($"Plan for {folder}\n", Theme.Strong));
        var table = Theme.Table("Action", "Asset", "Class", "From");
        table.Columns[0].NoWrap = true;
        table.Columns[2].NoWrap = true;
        foreach (var row in plan.Rows)
        {
            table.AddRow(
                Theme.Cell(Name(row.Action), Theme.Of(row.Action)),
                Theme.Cell(AssetNames.Below(row.AssetPath, folder)),
                Theme.Cell(row.Class ?? "-", Theme.Quiet),
                row.Note is { } note
                    ? new Rows(Theme.Cell(row.Source.File.ShownPath, Theme.Quiet), Theme.Cell(note, row.Action == PlanAction.Refused ? Theme.Bad : Theme.Quiet))
                    : Theme.Cell(row.IsMain ? $"{row.Source.File.ShownPath} ({ByteText.Of(row.Source.Length)})" : row.Source.File.ShownPath, Theme.Quiet));
        }

        console.Write(table);
        if (skipped.Count > 0)
        {
            console.Write(new Text($"Left alone: {Skipped(skipped)}\n\n", Theme.Quiet));
        }
    }

    /// <summary>How actions are called, in tables and documents.</summary>
    public static string Name(PlanAction action) => action switch
    {
        PlanAction.Create => "create",
        PlanAction.Overwrite => "overwrite",
        PlanAction.Unchanged => "unchanged",
        _ => "refused",
    };

    private static string Skipped(IReadOnlyList<SkippedFile> skipped)
    {
        const int Most = 5;
        var shown = string.Join("; ", skipped.Take(Most).Select(s => $"{Printable.Line(s.ShownPath)} ({s.Reason})"));
        return skipped.Count > Most ? $"{shown}; and {skipped.Count - Most} more (--json lists all)" : shown;
    }
}
