using System.CommandLine;
using System.CommandLine.Help;
using DccBridge.Companion.Cli.Fix;
using DccBridge.Companion.Cli.Install;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rules;
using DccBridge.Companion.Cli.Send;
using DccBridge.Companion.Cli.Validate;

namespace DccBridge.Companion.Cli;

/// <summary>The command line as a whole.</summary>
internal static class DccBridgeCommand
{
    /// <summary>Parses and runs; returns the exit code.</summary>
    public static async Task<int> RunAsync(CliServices services, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var parsed = Create(services).Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            return Refuse(services, parsed, arguments);
        }

        var invocation = new InvocationConfiguration
        {
            Output = services.Out,
            Error = services.Error,
            EnableDefaultExceptionHandler = false,

            // Ctrl-C is heard by Interruption: the second one must end at once.
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(invocation, cancellation).ConfigureAwait(false);
    }

    private static RootCommand Create(CliServices services)
    {
        var common = new CommonOptions();
        var root = new RootCommand("dccbridge: assets to Unreal, verdicts back.")
        {
            SendCommand.Create(services, common),
            ValidateCommand.Create(services, common),
            FixCommand.Create(services, common),
            RulesCommand.Create(services, common),
            SuppressCommand.Create(services, common),
            StatusCommand.Create(services, common),
            AssetsCommand.Create(services, common),
            WatchCommand.Create(services, common),
            TrayCommand.Create(services, common),
            DashboardCommand.Create(services, common),
            DoctorCommand.Create(services, common),
            InstallCommand.Create(services, common),
            UninstallCommand.Create(services, common),
        };
        common.AddTo(root);
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        }

        return root;
    }

    private static int Refuse(CliServices services, ParseResult parsed, IReadOnlyList<string> arguments)
    {
        var name = parsed.CommandResult.Command is RootCommand ? "dccbridge" : $"dccbridge {parsed.CommandResult.Command.Name}";
        var failure = new CommandFailure(FailureCodes.Usage, $"{string.Join('\n', parsed.Errors.Select(e => e.Message))}\nRun '{name} --help' for what is allowed.");
        if (arguments.Contains("--json"))
        {
            JsonOutput.Write(services.Out, ErrorDocument.Of(parsed.CommandResult.Command.Name, failure), JsonStyle.Readable.ErrorDocument);
        }

        CommandRun.Say(services, failure);
        return ExitCodes.Failed;
    }
}
