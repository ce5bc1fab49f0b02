using System.CommandLine;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Instance;
using Spectre.Console;

namespace DccBridge.Companion.Cli;

/// <summary><c>dccbridge dashboard</c>: opens the dashboard of the companion that runs.</summary>
internal static class DashboardCommand
{
    private const string Name = "dashboard";

    public static Command Create(CliServices services, CommonOptions common)
    {
        var print = new Option<bool>("--print") { Description = "Print a link instead of opening a browser; it is good once, for a minute" };
        var page = new Argument<string?>("page") { Description = "A page of it (findings, editors, settings ...)", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command(Name, "Open the dashboard of the companion that runs") { page, print };
        command.SetAction((parsed, cancellation) => RunAsync(services, common.Read(parsed, services.WorkingFolder), parsed.GetValue(page), parsed.GetValue(print), cancellation));
        return command;
    }

    /// <summary>Opens a link, or prints it.</summary>
    internal static async Task ShowAsync(CliServices services, CommonValues common, string command, string state, Uri link, bool mayBrowse, CancellationToken cancellation)
    {
        var why = mayBrowse ? await services.Browser.OpenAsync(link, cancellation).ConfigureAwait(false) : null;
        if (mayBrowse && why is not null)
        {
            throw new InstanceException(InstanceException.Browser, $"{why} Set BROWSER to the command of a browser, or open this link within a minute: {link}");
        }

        if (common.Json)
        {
            // The link is told to who does not want it opened; otherwise it is spent already.
            JsonOutput.Write(services.Out, new TrayDocument(command, ExitCodes.Clean, state) { Url = link.GetLeftPart(UriPartial.Authority) + "/", Link = mayBrowse ? null : link.AbsoluteUri }, JsonStyle.Readable.TrayDocument);
        }
        else if (mayBrowse)
        {
            services.Console.Write(new Text($"The dashboard opens in your browser: {link.GetLeftPart(UriPartial.Authority)}/\n"));
        }
        else
        {
            services.Out.WriteLine(link.AbsoluteUri);
        }
    }

    private static Task<int> RunAsync(CliServices services, CommonValues common, string? page, bool print, CancellationToken cancellation) => CommandRun.RunAsync(services, Name, common.Json, async () =>
    {
        var link = await new RunningCompanion(services.CompanionFolders(), services.Time).DashboardLinkAsync(page, cancellation).ConfigureAwait(false)
            ?? throw new InstanceException(InstanceException.NotRunning, "No companion runs. Start it with 'dccbridge tray'; 'dccbridge tray --open' opens the dashboard too.");
        await ShowAsync(services, common, Name, "running", link, !print, cancellation).ConfigureAwait(false);
        return ExitCodes.Clean;
    });
}
