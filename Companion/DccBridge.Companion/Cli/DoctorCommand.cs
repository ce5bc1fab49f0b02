using System.CommandLine;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Diagnostics;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Discovery;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DccBridge.Companion.Cli;

/// <summary><c>dccbridge doctor</c>: the exact cause when something does not work.</summary>
internal static class DoctorCommand
{
    /// <summary>A doctor does not wait as long as a transfer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public static Command Create(CliServices services, CommonOptions common)
    {
        var fix = new Option<bool>("--fix") { Description = "Remove what dead editors left behind" };
        var command = new Command("doctor", "Find out why it does not work, and say what to do") { fix };
        command.SetAction((parsed, cancellation) => RunAsync(services, common.Read(parsed, services.WorkingFolder), parsed.GetValue(fix), cancellation));
        return command;
    }

    internal static Task<int> RunAsync(CliServices services, CommonValues common, bool fix, CancellationToken cancellation) =>
        CommandRun.RunAsync(services, "doctor", common.Json, async () =>
        {
            var results = await CheckAsync(services, common, fix, cancellation).ConfigureAwait(false);
            var bad = results.Count(r => r.Outcome == CheckOutcome.Bad);
            var code = bad == 0 ? ExitCodes.Clean : ExitCodes.Failed;
            var summary = bad == 0 ? "All is well" : $"{ByteText.Count(bad, "problem")} found";
            if (common.Json)
            {
                JsonOutput.Write(
                    services.Out,
                    new DoctorDocument("doctor", code, summary, [.. results.Select(r => new CheckPart(r.Check, r.Outcome.ToString().ToLowerInvariant(), r.Cause, r.Instruction, r.Editor))]),
                    JsonStyle.Readable.DoctorDocument);
            }
            else
            {
                Show(services.Console, results);
                services.Console.Write(new Text(summary + ".\n", bad == 0 ? Theme.Good : Theme.Bad));
            }

            return code;
        });

    private static async Task<List<CheckResult>> CheckAsync(CliServices services, CommonValues common, bool fix, CancellationToken cancellation)
    {
        var folder = new FolderChecks(services.Connector, common.EndpointFolder, fix);
        var results = folder.Run().ToList();
        if (results[0].Outcome == CheckOutcome.Bad)
        {
            return results;
        }

        var alive = folder.Entries.Where(e => e is { Liveness: EditorLiveness.Alive, File: not null }).ToArray();
        if (common.Editor is not null || alive.Length == 0)
        {
            var choice = EditorSelection.Choose(folder.Entries, common.Editor);
            alive = choice.Editor is { } one ? [one] : [];
            if (choice.Editor is null)
            {
                results.Add(new CheckResult(CheckNames.Running, CheckOutcome.Bad, choice.Outcome is EditorChoiceOutcome.NoMatch or EditorChoiceOutcome.Ambiguous ? choice.Explanation : "No editor is running", "Start Unreal with the DccBridge plugin in the project; or 'dccbridge send <folder> --headless' to work without it."));
                return results;
            }
        }

        results.Add(new CheckResult(CheckNames.Running, CheckOutcome.Good, ByteText.Count(alive.Length, "editor")));
        var checks = new EditorChecks(services.Connector, services.Ports, common.EndpointFolder, common.Timeout < LongestWait ? common.Timeout : LongestWait);
        foreach (var entry in alive)
        {
            results.AddRange(await checks.RunAsync(entry, cancellation).ConfigureAwait(false));
        }

        return results;
    }

    private static void Show(IAnsiConsole console, List<CheckResult> results)
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
