using System.CommandLine;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Validation;
using Spectre.Console;

namespace DccBridge.Companion.Cli;

/// <summary><c>dccbridge suppress</c>: accept findings of a rule for an asset or a folder, with a reason.</summary>
internal static class SuppressCommand
{
    public static Command Create(CliServices services, CommonOptions common)
    {
        var rule = new Argument<string>("rule") { Description = "Id of the rule (tex.pow2)" };
        var path = new Argument<string>("asset or folder") { Description = "Package path (/Game/UI/T_Banner_D); a folder holds for all below it" };
        var reason = new Option<string?>("--reason") { Description = "Why the findings are accepted; shown with them", HelpName = "text" };
        var until = new Option<string?>("--until") { Description = "Last day, UTC, on which that holds (default: for ever)", HelpName = "2026-12-31" };
        var remove = new Option<bool>("--remove") { Description = "Take the suppression of exactly this rule and path away" };
        var command = new Command("suppress", "Accept findings of a rule, in the project's settings file") { rule, path, reason, until, remove };
        command.Validators.Add(result =>
        {
            var isRemoved = result.GetValue(remove);
            if (!isRemoved && string.IsNullOrWhiteSpace(result.GetValue(reason)))
            {
                result.AddError("--reason: say why the findings are accepted; it is shown with them.");
            }
            else if (isRemoved && (result.GetValue(reason) ?? result.GetValue(until)) is not null)
            {
                result.AddError("--remove takes a suppression away: leave --reason and --until out.");
            }
        });
        command.SetAction((parsed, cancellation) => RunAsync(
            services,
            common.Read(parsed, services.WorkingFolder),
            new SuppressParams
            {
                Rule = parsed.GetValue(rule) ?? "",
                Path = parsed.GetValue(path) ?? "",
                Reason = parsed.GetValue(reason) ?? "",
                Expires = parsed.GetValue(until),
                Remove = parsed.GetValue(remove),
            },
            cancellation));
        return command;
    }

    internal static Task<int> RunAsync(CliServices services, CommonValues common, SuppressParams suppress, CancellationToken cancellation) =>
        CommandRun.RunAsync(services, "suppress", common.Json, async () =>
        {
            await using var session = await EditorPicker.OpenAsync(services.Connector, common, "suppress", cancellation).ConfigureAwait(false);
            var result = await session.SuppressAsync(suppress, cancellation).ConfigureAwait(false);
            if (common.Json)
            {
                JsonOutput.Write(
                    services.Out,
                    new SuppressDocument("suppress", ExitCodes.Clean, EditorPart.Of(session.Editor), suppress.Rule, suppress.Path, suppress.Remove, result.SettingsFile, result.Changed),
                    JsonStyle.Readable.SuppressDocument);
            }
            else
            {
                var line = new Paragraph();
                line.Append(result.Changed ? "Done: " : "Nothing to do: ", Theme.Good.Decoration(Decoration.Bold));
                line.Append(Printable.Line(Tell(suppress, result)) + "\n");
                services.Console.Write(line);
            }

            return ExitCodes.Clean;
        });

    private static string Tell(SuppressParams suppress, SuppressResult result) => (suppress.Remove, result.Changed) switch
    {
        (true, true) => $"findings of {suppress.Rule} for {suppress.Path} count again; the entry in {result.SettingsFile} is gone.",
        (true, false) => $"{result.SettingsFile} has no suppression of exactly {suppress.Rule} for {suppress.Path}.",
        (false, true) => $"findings of {suppress.Rule} for {suppress.Path} are accepted {(suppress.Expires is { } day ? $"until {day}" : "for ever")}, says {result.SettingsFile} now.",
        _ => $"{result.SettingsFile} says so already.",
    };
}
