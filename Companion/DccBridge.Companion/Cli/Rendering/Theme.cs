using DccBridge.Companion.Transfers;
using DccBridge.Protocol.Contracts.Validation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DccBridge.Companion.Cli.Rendering;

/// <summary>Colours and shapes, in one place.</summary>
internal static class Theme
{
    /// <summary>Width of text that does not go to a terminal.</summary>
    public const int PipedWidth = 100;

    public static readonly Style Plain = Style.Plain;
    public static readonly Style Quiet = new(Color.Grey);
    public static readonly Style Advice = new(Color.Silver);
    public static readonly Style Strong = new(decoration: Decoration.Bold);
    public static readonly Style Good = new(Color.Green);
    public static readonly Style Notice = new(Color.Yellow);
    public static readonly Style Bad = new(Color.Red);
    public static readonly Style Accent = new(Color.Aqua);

    public static Style Of(Severity severity) => severity switch
    {
        Severity.Error => Bad,
        Severity.Warning => Notice,
        _ => Quiet,
    };

    public static Style Of(PlanAction action) => action switch
    {
        PlanAction.Create => Good,
        PlanAction.Overwrite => Notice,
        PlanAction.Refused => Bad,
        _ => Quiet,
    };

    public static Style Of(VerdictOutcome outcome) => outcome switch
    {
        VerdictOutcome.Passed => Good,
        VerdictOutcome.Warnings => Notice,
        _ => Bad,
    };

    /// <summary>A table without frame: a heading, a rule, rows.</summary>
    public static Table Table(params string[] headings)
    {
        var table = new Table { Border = TableBorder.Simple, BorderStyle = Quiet, ShowRowSeparators = false };
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading, Strong)) { Padding = new Padding(0, 2) });
        }

        for (var i = 0; i < table.Columns.Count; i++)
        {
            table.Columns[i].Padding = new Padding(0, 0, i == table.Columns.Count - 1 ? 0 : 2, 0);
        }

        return table;
    }

    /// <summary>A cell on one line of input; it wraps.</summary>
    public static IRenderable Cell(string? text, Style? style = null) => new Text(Printable.Line(text), style ?? Plain);
}
