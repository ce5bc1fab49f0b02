using System.CommandLine;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Validation;
using Spectre.Console;

namespace DccBridge.Companion.Cli.Fix;

/// <summary><c>dccbridge fix</c>: shows what the rules would mend by themselves, mends it, takes it back.</summary>
internal static class FixCommand
{
    private const string Stage = "Fix";

    public static Command Create(CliServices services, CommonOptions common)
    {
        var paths = new Argument<string[]>("asset or folder") { Description = "Package paths (/Game/Props)", Arity = ArgumentArity.ZeroOrMore };
        var rules = new Option<string[]>("--rule", "-r") { Description = "Only the findings of this rule; may be given several times (default: all that can be mended)", HelpName = "id", AllowMultipleArgumentsPerToken = false };
        var apply = new Option<bool>("--apply") { Description = "Make the changes that are shown, after a question" };
        var yes = new Option<bool>("--yes", "-y") { Description = "With --apply: do not ask" };
        var undo = new Option<Guid?>("--undo") { Description = "Take back a fix whole, by the id that it told", HelpName = "id" };
        var command = new Command("fix", "Mend names and import settings as the rules advise; shows the changes and makes none without --apply") { paths, rules, apply, yes, undo };
        command.Validators.Add(result =>
        {
            var isUndo = result.GetResult(undo) is not null;
            var hasPaths = result.GetValue(paths) is { Length: > 0 };
            if (isUndo && (hasPaths || result.GetValue(apply) || result.GetValue(rules) is { Length: > 0 }))
            {
                result.AddError("--undo takes back all of one fix: leave out paths, --rule and --apply.");
            }
            else if (!isUndo && !hasPaths)
            {
                result.AddError("Name at least one asset or folder (/Game for the whole project), or take a fix back with --undo.");
            }
        });
        command.SetAction((parsed, cancellation) => RunAsync(
            services,
            common.Read(parsed, services.WorkingFolder),
            new FixOptions
            {
                Paths = parsed.GetValue(paths) ?? [],
                Rules = parsed.GetValue(rules) ?? [],
                Apply = parsed.GetValue(apply),
                Yes = parsed.GetValue(yes),
                Undo = parsed.GetValue(undo),
            },
            cancellation));
        return command;
    }

    internal static Task<int> RunAsync(CliServices services, CommonValues common, FixOptions options, CancellationToken cancellation) =>
        CommandRun.RunAsync(services, "fix", common.Json, async () =>
        {
            if (options is { Apply: true, Yes: false } && (common.Json || !services.IsInteractive))
            {
                throw new CommandFailure(FailureCodes.Usage, "--apply asks before it changes anything, and there is nobody to ask here. Look at the changes without --apply, then add --yes.");
            }

            await using var session = await EditorPicker.OpenAsync(services.Connector, common, "fix", cancellation).ConfigureAwait(false);
            return options.Undo is { } id
                ? await UndoAsync(services, common, session, id, cancellation).ConfigureAwait(false)
                : await FixAsync(services, common, session, options, cancellation).ConfigureAwait(false);
        });

    private static async Task<int> FixAsync(CliServices services, CommonValues common, IEditorSession session, FixOptions options, CancellationToken cancellation)
    {
        var wanted = new FixAssetsParams { Paths = options.Paths, Rules = options.Rules };
        var result = await CallAsync(services, common, session, (key, progress, ct) => session.FixAsync(wanted, key, progress, ct), cancellation).ConfigureAwait(false);
        if (!common.Json)
        {
            FixTable.Write(services.Console, result);
        }

        var isApplied = false;
        if (options.Apply && result.Changes.Count > 0)
        {
            if (!options.Yes && !await services.ConfirmAsync(services, $"Make {ByteText.Count(result.Changes.Count, "change")}?", cancellation).ConfigureAwait(false))
            {
                throw new CommandFailure(FailureCodes.Cancelled, "Nothing was changed, as you asked.");
            }

            // What was shown and nothing else: with another plan by now the editor refuses.
            var agreed = wanted with { Preview = false, PlanHash = result.PlanHash };
            result = await CallAsync(services, common, session, (key, progress, ct) => session.FixAsync(agreed, key, progress, ct), cancellation).ConfigureAwait(false);
            isApplied = true;
        }

        var code = (isApplied || result.Changes.Count == 0) && result.Refused.Count == 0 ? ExitCodes.Clean : ExitCodes.Findings;
        Show(services, common, session, result, isApplied ? "fixed" : "preview", code);
        return code;
    }

    private static async Task<int> UndoAsync(CliServices services, CommonValues common, IEditorSession session, Guid id, CancellationToken cancellation)
    {
        var result = await CallAsync(services, common, session, (key, progress, ct) => session.UndoFixAsync(id, key, progress, ct), cancellation).ConfigureAwait(false);
        if (!common.Json)
        {
            FixTable.Write(services.Console, result);
        }

        Show(services, common, session, result, "undone", ExitCodes.Clean);
        return ExitCodes.Clean;
    }

    private static async Task<FixAssetsResult> CallAsync(
        CliServices services,
        CommonValues common,
        IEditorSession session,
        Func<string, Action<Protocol.Rpc.CallProgress>, CancellationToken, Task<FixAssetsResult>> call,
        CancellationToken cancellation)
    {
        FixAssetsResult? result = null;
        var key = $"fix-{Guid.NewGuid():N}";
        await ProgressBars.RunAsync(services, !common.Json, [Stage], board => BlockedEditor.RunAsync(session, services.Time, board.Say, async () =>
        {
            result = await EditorOperation.RunAsync(session, key, p => board.Report(Stage, p.Fraction, 1), (progress, ct) => call(key, progress, ct), cancellation).ConfigureAwait(false);
            board.Report(Stage, 1, 1);
        })).ConfigureAwait(false);
        return result!;
    }

    private static void Show(CliServices services, CommonValues common, IEditorSession session, FixAssetsResult result, string state, int code)
    {
        var count = ByteText.Count(result.Changes.Count, "change");
        var refused = result.Refused.Count == 0 ? "" : $"; {ByteText.Count(result.Refused.Count, "finding")} left alone";
        var summary = (state, result.Changes.Count) switch
        {
            (_, 0) => $"nothing to change{refused}",
            ("preview", _) => $"{count} shown, none made{refused}",
            ("undone", _) => $"{count} taken back",
            _ => $"{count} made{refused}",
        };
        if (common.Json)
        {
            JsonOutput.Write(services.Out, FixDocument.Of(result, state, summary, code, session.Editor), JsonStyle.Readable.FixDocument);
            return;
        }

        var line = new Paragraph();
        line.Append($"{char.ToUpperInvariant(summary[0])}{summary[1..]}.", (code == ExitCodes.Clean ? Theme.Good : Theme.Notice).Decoration(Decoration.Bold));
        line.Append((state, result.Changes.Count) switch
        {
            (_, 0) => "\n",
            ("preview", _) => " Add --apply to make them.\n",
            ("undone", _) => "\n",
            _ => $" Take them back with: dccbridge fix --undo {result.UndoId}\n",
        });
        services.Console.Write(line);
    }
}
