using System.CommandLine;
using System.Globalization;
using System.Threading.Channels;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Errors;
using Spectre.Console;

namespace DccBridge.Companion.Cli;

/// <summary><c>dccbridge watch</c>: verdicts, what happens in the editor and changes of its state, until Ctrl-C.</summary>
internal static class WatchCommand
{
    /// <summary>Lines that may wait for a slow reader of the output.</summary>
    private const int MaxWaiting = 10_000;

    /// <summary>The state is asked for, since the protocol does not push it.</summary>
    private static readonly TimeSpan StatePeriod = TimeSpan.FromSeconds(1);

    public static Command Create(CliServices services, CommonOptions common)
    {
        var command = new Command("watch", "Show verdicts, what happens in the editor and changes of its state, until Ctrl-C");
        command.SetAction((parsed, cancellation) => RunAsync(services, common.Read(parsed, services.WorkingFolder), cancellation));
        return command;
    }

    internal static async Task<int> RunAsync(CliServices services, CommonValues common, CancellationToken cancellation)
    {
        try
        {
            await using var session = await EditorPicker.OpenAsync(services.Connector, common, "watch", cancellation).ConfigureAwait(false);
            await WatchAsync(services, common, session, cancellation).ConfigureAwait(false);
            return ExitCodes.Clean;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how a watch ends.
            return ExitCodes.Clean;
        }
        catch (Exception e)
        {
            var failure = FailureText.From(e);
            if (common.Json)
            {
                JsonOutput.Write(services.Out, new WatchLine { Event = "error", At = services.Time.GetUtcNow(), Error = ErrorPart.Of(failure) }, JsonStyle.Line.WatchLine);
            }

            CommandRun.Say(services, failure);
            return ExitCodes.Failed;
        }
    }

    private static async Task WatchAsync(CliServices services, CommonValues common, IEditorSession session, CancellationToken cancellation)
    {
        var lines = Channel.CreateBounded<WatchLine>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        session.OnLinkChanged(change =>
        {
            lines.Writer.TryWrite(new WatchLine { Event = "link", At = services.Time.GetUtcNow(), Link = change.State.ToString().ToLowerInvariant(), Message = change.Message });
            if (change.State == LinkState.Ended)
            {
                lines.Writer.TryComplete(new CommandFailure(FailureCodes.CannotConnect, change.Message));
            }
        });
        await session.SubscribeAsync(
            pushed => lines.Writer.TryWrite(new WatchLine { Event = "verdict", At = services.Time.GetUtcNow(), Sequence = pushed.Id.Sequence, Verdict = VerdictPart.Of(pushed.Verdict) }),
            cancellation).ConfigureAwait(false);
        await session.WatchEditorAsync(
            happened => lines.Writer.TryWrite(new WatchLine { Event = "editor", At = services.Time.GetUtcNow(), Happened = HappenedPart.Of(happened) }),
            cancellation).ConfigureAwait(false);
        lines.Writer.TryWrite(new WatchLine { Event = "watching", At = services.Time.GetUtcNow(), Editor = EditorPart.Of(session.Editor) });

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var states = WatchStateAsync(services, session, lines.Writer, stop.Token);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                Show(services, common, line);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await states.ConfigureAwait(false);
        }
    }

    private static async Task WatchStateAsync(CliServices services, IEditorSession session, ChannelWriter<WatchLine> lines, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(StatePeriod, services.Time);
        EditorActivity? last = null;
        string? lastModal = null;
        try
        {
            do
            {
                try
                {
                    var state = await session.GetStateAsync(stop).ConfigureAwait(false);
                    if (state.Activity != last || state.Modal?.Text != lastModal)
                    {
                        (last, lastModal) = (state.Activity, state.Modal?.Text);
                        lines.TryWrite(new WatchLine { Event = "state", At = services.Time.GetUtcNow(), State = StatePart.Of(state) });
                    }
                }
                catch (RpcException)
                {
                    // The link is lost or slow: its changes are told by themselves.
                    last = null;
                }
            }
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The watch is over.
        }
    }

    private static void Show(CliServices services, CommonValues common, WatchLine line)
    {
        if (common.Json)
        {
            JsonOutput.Write(services.Out, line, JsonStyle.Line.WatchLine);
            return;
        }

        var console = services.Console;
        var clock = line.At.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        switch (line)
        {
            case { Verdict: { } verdict }:
                Write(console, clock, verdict.Outcome, Style(verdict.Outcome), $"{verdict.AssetPath} ({verdict.AssetClass})");
                foreach (var finding in verdict.Findings)
                {
                    Write(console, "", finding.SuppressedBecause is null ? finding.Severity : "suppressed", finding.SuppressedBecause is null ? Style(finding.Severity) : Theme.Quiet, $"{finding.RuleId}: {finding.Message} {finding.Fix}");
                }

                break;
            case { Happened: { } happened }:
                Write(console, clock, "editor", Theme.Quiet, happened.Describe());
                break;
            case { State: { } state }:
                Write(console, clock, "state", Theme.Quiet, StatusCommand.Describe(state));
                break;
            case { Editor: { } editor }:
                Write(console, clock, "watching", Theme.Quiet, $"{editor.Project} ({editor.Engine}, pid {editor.ProcessId}); Ctrl-C ends it");
                break;
            default:
                Write(console, clock, line.Link ?? line.Event, Theme.Notice, line.Message ?? "");
                break;
        }
    }

    private static Style Style(string word) => word switch
    {
        "passed" => Theme.Good,
        "failed" or "error" or "notValidated" => Theme.Bad,
        "warnings" or "warning" => Theme.Notice,
        _ => Theme.Quiet,
    };

    private static void Write(IAnsiConsole console, string clock, string word, Style style, string text)
    {
        var grid = new Grid()
            .AddColumn(new GridColumn { Width = 8, NoWrap = true, Padding = new Padding(0, 0, 2, 0) })
            .AddColumn(new GridColumn { Width = 12, NoWrap = true, Padding = new Padding(0, 0, 1, 0) })
            .AddColumn(new GridColumn { Padding = new Padding(0) });
        grid.AddRow(Theme.Cell(clock, Theme.Quiet), Theme.Cell(word, style), Theme.Cell(text));
        console.Write(grid);
    }
}
