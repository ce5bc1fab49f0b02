using System.CommandLine;
using DccBridge.AssetFiles;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Platform;
using DccBridge.Companion.Sending;
using DccBridge.Companion.Transfers;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Assets;
using Spectre.Console;

namespace DccBridge.Companion.Cli.Send;

/// <summary><c>dccbridge send</c>: files to the editor, verdicts back.</summary>
internal static class SendCommand
{
    public static Command Create(CliServices services, CommonOptions common)
    {
        var paths = new Argument<string[]>("file or folder") { Description = $"Files ({string.Join(", ", AssetFile.SupportedEndings)}); folders with all below them", Arity = ArgumentArity.OneOrMore };
        var to = new Option<string?>("--to") { Description = "Package folder that takes the assets (default: where the asset is that came from the file; a new one goes to /Game/<name of the folder>)", HelpName = "/Game/Folder" };
        var headless = new Option<bool>("--headless") { Description = "Start a headless editor for this run, instead of looking for a running one" };
        var content = new Option<string?>("--content") { Description = "With --headless: content folder that stays (default: a temporary one)", HelpName = "folder" };
        var settings = new Option<string?>("--settings") { Description = "With --headless: settings file of the validation", HelpName = "file" };
        var conflict = new Option<string>("--on-conflict") { Description = "When an asset exists with other content", HelpName = "update|fail", DefaultValueFactory = _ => "update" };
        conflict.AcceptOnlyFromAmong("update", "fail");
        var dryRun = new Option<bool>("--dry-run", "-n") { Description = "Show the plan and send nothing" };
        var command = new Command("send", "Send files to an editor, import them, and show what its validation says") { paths, to, headless, content, settings, conflict, dryRun };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(headless) && (result.GetValue(content) ?? result.GetValue(settings)) is not null)
            {
                result.AddError("--content and --settings are for the headless editor: add --headless, or leave them out.");
            }
        });
        command.SetAction((parsed, cancellation) => RunAsync(
            services,
            common.Read(parsed, services.WorkingFolder),
            new SendOptions
            {
                Paths = parsed.GetValue(paths) ?? [],
                Destination = parsed.GetValue(to),
                Headless = parsed.GetValue(headless),
                ContentFolder = parsed.GetValue(content) is { } folder ? Path.GetFullPath(folder, services.WorkingFolder) : null,
                SettingsFile = parsed.GetValue(settings) is { } file ? Path.GetFullPath(file, services.WorkingFolder) : null,
                OnConflict = parsed.GetValue(conflict) == "fail" ? ImportConflict.Fail : ImportConflict.Update,
                DryRun = parsed.GetValue(dryRun),
            },
            cancellation));
        return command;
    }

    /// <summary>The whole command; returns the exit code.</summary>
    internal static async Task<int> RunAsync(CliServices services, CommonValues common, SendOptions options, CancellationToken cancellation)
    {
        var report = new SendReport { DryRun = options.DryRun };
        var start = services.Time.GetTimestamp();
        try
        {
            await SendAsync(services, common, options, report, cancellation).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            report.Failure = FailureText.From(e);
        }

        report.Elapsed = services.Time.GetElapsedTime(start);
        Show(services, common, report);
        return report.ExitCode;
    }

    private static async Task SendAsync(CliServices services, CommonValues common, SendOptions options, SendReport report, CancellationToken cancellation)
    {
        var job = new SendJob { Paths = options.Paths, Destination = options.Destination, OnConflict = options.OnConflict, WorkingFolder = services.WorkingFolder, Quiet = common.Timeout };
        var run = new SendRun(job, report, services.Time);
        if (options.Headless)
        {
            // It starts while the files are hashed.
            var request = new HeadlessRequest { ContentFolder = options.ContentFolder, EndpointFolder = common.EndpointFolder, SettingsFile = options.SettingsFile };
            var starting = services.Headless.StartAsync(request, cancellation);
            try
            {
                var files = await InspectAsync(services, common, run, cancellation).ConfigureAwait(false);
                var headless = await starting.ConfigureAwait(false);
                var sessionOptions = new SessionOptions { ClientName = "dccbridge send", EndpointFolder = headless.EndpointFolder, Timeout = common.Timeout };
                await using var session = await services.Connector.ConnectAsync(headless.Entry, sessionOptions, cancellation).ConfigureAwait(false);
                await CarryOutAsync(services, common, options, run, session, files, report, cancellation).ConfigureAwait(false);
            }
            finally
            {
                await StopAsync(starting).ConfigureAwait(false);
            }
        }
        else
        {
            var files = await InspectAsync(services, common, run, cancellation).ConfigureAwait(false);
            await using var session = await EditorPicker.OpenAsync(services.Connector, common, "send", cancellation).ConfigureAwait(false);
            await CarryOutAsync(services, common, options, run, session, files, report, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlyList<InspectedFile>> InspectAsync(CliServices services, CommonValues common, SendRun run, CancellationToken cancellation)
    {
        IReadOnlyList<InspectedFile> files = [];
        await ProgressBars.RunAsync(services, !common.Json, [SendStages.Hash], async board => files = await run.InspectAsync(board, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        return files;
    }

    private static async Task CarryOutAsync(
        CliServices services, CommonValues common, SendOptions options, SendRun run, IEditorSession session, IReadOnlyList<InspectedFile> files, SendReport report, CancellationToken cancellation)
    {
        var plan = await run.PlanAsync(session, files, cancellation).ConfigureAwait(false);
        if (!common.Json)
        {
            PlanTable.Write(services.Console, plan, report.Skipped);
        }

        if (!options.DryRun && plan.Sent.Any())
        {
            string[] stages = [SendStages.Upload, SendStages.Import, SendStages.Validate];
            await ProgressBars.RunAsync(services, !common.Json, stages, board => run.CarryOutAsync(session, board, cancellation)).ConfigureAwait(false);
        }
    }

    private static async Task StopAsync(Task<IHeadlessEditor> starting)
    {
        IHeadlessEditor headless;
        try
        {
            headless = await starting.ConfigureAwait(false);
        }
        catch (Exception e) when (e is CommandFailure or OperationCanceledException or IOException or UnauthorizedAccessException or Protocol.Discovery.EndpointException)
        {
            // It never ran, and took back what it had begun; whoever waited for it was told why.
            return;
        }

        await headless.DisposeAsync().ConfigureAwait(false);
    }

    private static void Show(CliServices services, CommonValues common, SendReport report)
    {
        if (common.Json)
        {
            JsonOutput.Write(services.Out, SendDocument.Of(report), JsonStyle.Readable.SendDocument);
        }
        else
        {
            FindingsTable.Write(services.Console, report.Verdicts);
            ShowFailures(services, report);
            if (report.Plan is not null)
            {
                ShowSummary(services.Console, report);
            }
        }

        if (report.Failure is { } failure)
        {
            CommandRun.Say(services, failure);
        }
    }

    private static void ShowFailures(CliServices services, SendReport report)
    {
        foreach (var failure in report.Failures)
        {
            services.Error.WriteLine($"dccbridge: '{Printable.Line(failure.File)}' was not imported: {Printable.Line(failure.Message)}");
        }
    }

    private static void ShowSummary(IAnsiConsole console, SendReport report)
    {
        var (word, style) = report.ExitCode switch
        {
            ExitCodes.Clean => ("Clean", Theme.Good),
            ExitCodes.Findings => ("Findings to mend", Theme.Bad),
            _ => ("Not complete", Theme.Bad),
        };
        var line = new Paragraph();
        line.Append($"{word}: ", style.Decoration(Decoration.Bold));
        line.Append(report.Summary + ".");
        line.Append(string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {report.Elapsed.TotalSeconds:0.0} s\n"), Theme.Quiet);
        console.Write(line);
    }
}
