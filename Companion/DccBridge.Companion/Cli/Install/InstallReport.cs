using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Diagnostics;
using DccBridge.Companion.Unreal.Install;
using Spectre.Console;

namespace DccBridge.Companion.Cli.Install;

/// <summary>What a run of <c>install</c> or <c>uninstall</c> has to tell.</summary>
internal sealed record InstallReport
{
    /// <summary>"install" or "uninstall".</summary>
    public required string Command { get; init; }

    /// <summary>Where.</summary>
    public required UnrealProject Project { get; init; }

    /// <summary>In one line, without a full stop.</summary>
    public required string Summary { get; init; }

    /// <summary>Nothing was changed.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Something was, or with a dry run would be, changed.</summary>
    public bool HasChanged { get; init; }

    /// <summary>What was looked at.</summary>
    public IReadOnlyList<CheckResult> Checks { get; init; } = [];

    /// <summary>What was, or would be, done.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>What a person must do because it could not be done.</summary>
    public IReadOnlyList<string> Attention { get; init; } = [];

    /// <summary>What comes next.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];

    /// <summary>Prints it; the result is the exit code.</summary>
    public int Print(CliServices services, bool json)
    {
        var isRefused = Checks.Any(c => c.Outcome == CheckOutcome.Bad);
        var code = isRefused ? ExitCodes.Failed : Attention.Count > 0 ? ExitCodes.Findings : ExitCodes.Clean;
        if (json)
        {
            var document = new InstallDocument(Command, code, Summary, Project.Path, IsDryRun, HasChanged, [.. Checks.Select(CheckPart.Of)], Steps, Attention, Next);
            JsonOutput.Write(services.Out, document, JsonStyle.Readable.InstallDocument);
            return code;
        }

        var console = services.Console;
        if (Checks.Count > 0)
        {
            ChecksTable.Show(console, Checks);
        }

        List(console, IsDryRun ? "Would do" : "Done", Steps, Theme.Plain);
        List(console, "To do by you", Attention, Theme.Notice);
        List(console, "Next", Next, Theme.Accent);
        console.Write(new Text($"{Printable.Line(Summary)}.\n", isRefused ? Theme.Bad : Attention.Count > 0 ? Theme.Notice : Theme.Good));
        return code;
    }

    /// <summary>A heading with lines; nothing when there are none.</summary>
    internal static void List(IAnsiConsole console, string heading, IReadOnlyList<string> lines, Style style)
    {
        if (lines.Count == 0)
        {
            return;
        }

        console.Write(new Text($"{heading}\n", Theme.Strong));
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(1, 0, 1, 0) }).AddColumn(new GridColumn { Padding = new Padding(0) });
        foreach (var line in lines)
        {
            grid.AddRow(Theme.Cell("-"), Theme.Cell(line, style));
        }

        console.Write(grid);
        console.WriteLine();
    }
}
