using System.CommandLine;
using System.Globalization;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Instance;
using DccBridge.Companion.Platform;
using Spectre.Console;

namespace DccBridge.Companion.Cli;

/// <summary><c>dccbridge tray</c>: the companion that stays running, with its icon, dashboard and API. A second start opens the dashboard of the first.</summary>
internal static class TrayCommand
{
    /// <summary>The name of the command.</summary>
    public const string Name = "tray";

    /// <summary>Opens the dashboard once it runs; what a double click asks for.</summary>
    public const string Open = "--open";

    private const int MostPort = 65535;

    public static Command Create(CliServices services, CommonOptions common)
    {
        var noIcon = new Option<bool>("--no-icon") { Description = "Show no icon; dashboard and API are there all the same" };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Open no browser, not even when the companion runs already" };
        var open = new Option<bool>(Open) { Description = "Open the dashboard once it runs" };
        var port = new Option<int?>("--port") { Description = "Port of dashboard and API on 127.0.0.1 (default: that of the settings; 0 is any)", HelpName = "port" };
        var newToken = new Option<bool>("--new-token") { Description = "Make a new token for scripts; the old one is good for nothing then" };
        var stop = new Option<bool>("--stop") { Description = "End the companion that runs" };
        var command = new Command(Name, "Stay running: icon in the tray, dashboard, and the local API for scripts") { noIcon, noBrowser, open, port, newToken, stop };
        command.Validators.Add(result =>
        {
            if (result.GetValue(open) && result.GetValue(noBrowser))
            {
                result.AddError("--open and --no-browser: leave one out.");
            }

            if (result.GetValue(port) is < 0 or > MostPort)
            {
                result.AddError($"--port: {result.GetValue(port)} is no port. Use 0 to {MostPort}; 0 is any that is free.");
            }

            if (result.GetValue(stop) && (result.GetValue(open) || result.GetValue(newToken) || result.GetValue(noIcon) || result.GetValue(port) is not null))
            {
                result.AddError("--stop ends the companion: leave the other options out.");
            }
        });
        command.SetAction((parsed, cancellation) =>
        {
            var values = common.Read(parsed, services.WorkingFolder);
            return parsed.GetValue(stop)
                ? StopAsync(services, values, cancellation)
                : RunAsync(
                    services,
                    values,
                    new TrayValues(!parsed.GetValue(noIcon), !parsed.GetValue(noBrowser), parsed.GetValue(open), parsed.GetValue(port), parsed.GetValue(newToken)),
                    cancellation);
        });
        return command;
    }

    internal static Task<int> RunAsync(CliServices services, CommonValues common, TrayValues tray, CancellationToken cancellation) => CommandRun.RunAsync(services, Name, common.Json, async () =>
    {
        var folders = services.CompanionFolders();
        folders.Prepare();
        var running = new RunningCompanion(folders, services.Time);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            using var held = InstanceLock.TryTake(folders);
            if (held is not null)
            {
                await CompanionRun.RunAsync(Start(services, common, tray, folders), held, cancellation).ConfigureAwait(false);
                return ExitCodes.Clean;
            }

            if (tray.NewToken)
            {
                throw new InstanceException(InstanceException.Running, "The companion runs, with the token that it has. End it first with 'dccbridge tray --stop', then make a new one.");
            }

            // Null: the other one ended meanwhile, and this is the first one now.
            if (await running.DashboardLinkAsync(page: null, cancellation).ConfigureAwait(false) is { } link)
            {
                await DashboardCommand.ShowAsync(services, common, Name, "alreadyRunning", link, tray.MayBrowse, cancellation).ConfigureAwait(false);
                return ExitCodes.Clean;
            }
        }
    });

    private static Task<int> StopAsync(CliServices services, CommonValues common, CancellationToken cancellation) => CommandRun.RunAsync(services, Name, common.Json, async () =>
    {
        var isStopped = await new RunningCompanion(services.CompanionFolders(), services.Time).QuitAsync(cancellation).ConfigureAwait(false);
        if (common.Json)
        {
            JsonOutput.Write(services.Out, new TrayDocument(Name, ExitCodes.Clean, isStopped ? "stopped" : "notRunning"), JsonStyle.Readable.TrayDocument);
        }
        else
        {
            services.Console.Write(new Text(isStopped ? "The companion has ended.\n" : "No companion runs.\n"));
        }

        return ExitCodes.Clean;
    });

    private static CompanionStart Start(CliServices services, CommonValues common, TrayValues tray, CompanionFolders folders) => new()
    {
        Folders = folders,
        Open = start => services.OpenResident(services, common, start),
        Browser = services.Browser,
        LoginEntry = services.LoginEntry,
        Port = tray.Port,
        NewToken = tray.NewToken,
        ShowIcon = tray.ShowIcon,
        Time = services.Time,
        ReadyAsync = async ready =>
        {
            Tell(services, common, ready.Address, folders);
            if (tray.Open && await services.Browser.OpenAsync(ready.CreateLink(), CancellationToken.None).ConfigureAwait(false) is { } why)
            {
                services.Error.WriteLine($"dccbridge: {Printable.Lines(why)} Open the dashboard by hand: 'dccbridge dashboard --print' gives a link.");
            }
        },
    };

    private static void Tell(CliServices services, CommonValues common, Uri address, CompanionFolders folders)
    {
        if (common.Json)
        {
            JsonOutput.Write(
                services.Out,
                new TrayDocument(Name, ExitCodes.Clean, "running") { Url = address.AbsoluteUri, ProcessId = Environment.ProcessId, TokenFile = folders.TokenFile, LogFolder = folders.Logs },
                JsonStyle.Line.TrayDocument);
            return;
        }

        services.Console.Write(new Text(string.Create(
            CultureInfo.InvariantCulture,
            $"The companion runs: {address} ('dccbridge dashboard' opens it, 'dccbridge tray --stop' ends it)\nToken for scripts: {folders.TokenFile}\n")));
    }
}

/// <summary>What was typed behind <c>dccbridge tray</c>.</summary>
/// <param name="ShowIcon">Show the icon.</param>
/// <param name="MayBrowse">A browser may be opened.</param>
/// <param name="Open">Open the dashboard once it runs.</param>
/// <param name="Port">The port that is wanted; null is that of the settings.</param>
/// <param name="NewToken">Make a new token.</param>
internal sealed record TrayValues(bool ShowIcon, bool MayBrowse, bool Open, int? Port, bool NewToken);
