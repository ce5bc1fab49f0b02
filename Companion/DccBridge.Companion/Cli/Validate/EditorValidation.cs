using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Validation;
using Spectre.Console;

namespace DccBridge.Companion.Cli.Validate;

/// <summary><c>dccbridge validate /Game/...</c>: judges assets that are in the editor.</summary>
internal static class EditorValidation
{
    public static Task<int> RunAsync(CliServices services, CommonValues common, IReadOnlyList<string> paths, CancellationToken cancellation) =>
        CommandRun.RunAsync(services, "validate", common.Json, async () =>
        {
            await using var session = await EditorPicker.OpenAsync(services.Connector, common, "validate", cancellation).ConfigureAwait(false);
            RunValidationResult? result = null;
            var key = $"validate-{Guid.NewGuid():N}";
            await ProgressBars.RunAsync(services, !common.Json, ["Validate"], board => BlockedEditor.RunAsync(session, services.Time, board.Say, async () =>
            {
                result = await EditorOperation.RunAsync(
                    session,
                    key,
                    p => board.Report("Validate", p.Fraction, 1),
                    (progress, ct) => session.ValidateAsync(new RunValidationParams { Paths = paths }, key, progress, ct),
                    cancellation).ConfigureAwait(false);
                board.Report("Validate", 1, 1);
            })).ConfigureAwait(false);
            return Show(services, common, session, result!);
        });

    private static int Show(CliServices services, CommonValues common, IEditorSession session, RunValidationResult result)
    {
        var count = FindingCount.Of([.. result.Verdicts]);
        var summary = $"{ByteText.Count(count.Assets, "asset")}; {count.Text}";
        if (common.Json)
        {
            JsonOutput.Write(
                services.Out,
                new ValidateDocument("validate", count.ExitCode, summary, EditorPart.Of(session.Editor), result.RunId, [.. result.Verdicts.Select(VerdictPart.Of)], CountPart.Of(count)),
                JsonStyle.Readable.ValidateDocument);
        }
        else
        {
            FindingsTable.Write(services.Console, result.Verdicts);
            var line = new Paragraph();
            line.Append(count.ExitCode == ExitCodes.Clean ? "Clean: " : "Findings to mend: ", (count.ExitCode == ExitCodes.Clean ? Theme.Good : Theme.Bad).Decoration(Decoration.Bold));
            line.Append(summary + ".\n");
            services.Console.Write(line);
        }

        return count.ExitCode;
    }
}
