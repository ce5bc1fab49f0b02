using System.CommandLine;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Diagnostics;
using DccBridge.Companion.Unreal.Install;
using Spectre.Console;

namespace DccBridge.Companion.Cli;

/// <summary><c>dccbridge doctor</c>: the exact cause when something does not work.</summary>
internal static class DoctorCommand
{
    /// <summary>A doctor does not wait as long as a transfer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public static Command Create(CliServices services, CommonOptions common)
    {
        var fix = new Option<bool>("--fix") { Description = "Remove what dead editors left behind" };
        var project = new Argument<string?>("project") { Description = "A .uproject file or its folder: also find out why the plugin does not start there", Arity = ArgumentArity.ZeroOrOne };
        var engine = new Option<string?>("--engine") { Description = "Folder of the engine, when UnrealSharp is installed there", HelpName = "folder" };
        var command = new Command("doctor", "Find out why it does not work, and say what to do") { project, fix, engine };
        command.SetAction((parsed, cancellation) => RunAsync(
            services,
            common.Read(parsed, services.WorkingFolder),
            parsed.GetValue(fix),
            parsed.GetValue(project) is { Length: > 0 } p ? Path.GetFullPath(p, services.WorkingFolder) : null,
            parsed.GetValue(engine) is { Length: > 0 } e ? Path.GetFullPath(e, services.WorkingFolder) : null,
            cancellation));
        return command;
    }

    internal static Task<int> RunAsync(CliServices services, CommonValues common, bool fix, string? project, string? engine, CancellationToken cancellation) =>
        CommandRun.RunAsync(services, "doctor", common.Json, async () =>
        {
            var diagnosis = new MachineDiagnosis(services.Connector, services.Ports, common.EndpointFolder, common.Timeout < LongestWait ? common.Timeout : LongestWait);
            var results = await diagnosis.RunAsync(common.Editor, fix, cancellation).ConfigureAwait(false);
            if (project is not null)
            {
                results = [.. await DiagnoseAsync(services, project, engine, cancellation).ConfigureAwait(false), .. results.Select(Soften)];
            }

            var bad = results.Count(r => r.Outcome == CheckOutcome.Bad);
            var code = bad == 0 ? ExitCodes.Clean : ExitCodes.Failed;
            var summary = bad == 0 ? "All is well" : $"{ByteText.Count(bad, "problem")} found";
            if (common.Json)
            {
                JsonOutput.Write(
                    services.Out,
                    new DoctorDocument("doctor", code, summary, [.. results.Select(CheckPart.Of)]),
                    JsonStyle.Readable.DoctorDocument);
            }
            else
            {
                ChecksTable.Show(services.Console, results);
                services.Console.Write(new Text(summary + ".\n", bad == 0 ? Theme.Good : Theme.Bad));
            }

            return code;
        });

    private static async Task<IReadOnlyList<CheckResult>> DiagnoseAsync(CliServices services, string path, string? engine, CancellationToken cancellation)
    {
        var project = UnrealProject.Open(path, services.Files);
        var checks = new ProjectChecks(project, services.Files, services.Dotnet, services.Engines, engine);
        return await new ProjectDiagnosis(project, services.Files, checks).RunAsync(cancellation).ConfigureAwait(false);
    }

    // Who asks about a project need not have an editor running.
    private static CheckResult Soften(CheckResult result) =>
        result is { Check: CheckNames.Running, Outcome: CheckOutcome.Bad } ? result with { Outcome = CheckOutcome.Notice } : result;
}
