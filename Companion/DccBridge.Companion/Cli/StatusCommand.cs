using System.CommandLine;
using System.Globalization;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Discovery;
using Spectre.Console;

namespace DccBridge.Companion.Cli;

/// <summary><c>dccbridge status</c>: which editors run and what they are doing.</summary>
internal static class StatusCommand
{
    /// <summary>An editor that does not answer must not hold up the others.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    public static Command Create(CliServices services, CommonOptions common)
    {
        var command = new Command("status", "Show the running editors and what they are doing");
        command.SetAction((parsed, cancellation) => RunAsync(services, common.Read(parsed, services.WorkingFolder), cancellation));
        return command;
    }

    internal static Task<int> RunAsync(CliServices services, CommonValues common, CancellationToken cancellation) =>
        CommandRun.RunAsync(services, "status", common.Json, async () =>
        {
            var entries = services.Connector.Find(common.EndpointFolder);
            if (common.Editor is not null)
            {
                entries = [EditorPicker.Pick(services.Connector, common)];
            }

            var parts = await Task.WhenAll(entries.Select(e => AskAsync(services, common, e, cancellation))).ConfigureAwait(false);
            var isWell = parts.Any(p => p.State is not null) && parts.All(p => p.Liveness != "alive" || p.State is not null);
            var code = isWell ? ExitCodes.Clean : ExitCodes.Failed;
            if (common.Json)
            {
                JsonOutput.Write(services.Out, new StatusDocument("status", code, parts), JsonStyle.Readable.StatusDocument);
            }
            else if (parts.Length > 0)
            {
                Show(services.Console, parts);
            }

            if (!parts.Any(p => p.Liveness == "alive"))
            {
                services.Error.WriteLine($"dccbridge: {EditorSelection.Choose(entries, null).Explanation}");
            }

            return code;
        });

    private static async Task<StatusPart> AskAsync(CliServices services, CommonValues common, EditorEntry entry, CancellationToken cancellation)
    {
        var file = entry.File;
        var part = new StatusPart(
            entry.Path,
            entry.Liveness.ToString().ToLowerInvariant(),
            file is null ? null : new EditorPart(file.InstanceId, file.Project, file.Engine, file.ProcessId, null, null),
            file?.Port,
            file?.Socket,
            file?.StartTime,
            null,
            null,
            entry.Problem is { } problem ? new ErrorPart(FailureCodes.Endpoint, problem.Message) : null);
        if (entry.Liveness != EditorLiveness.Alive)
        {
            return part;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AnswerLimit < common.Timeout ? AnswerLimit : common.Timeout);
        try
        {
            await using var session = await services.Connector.ConnectAsync(
                entry, new SessionOptions { ClientName = "dccbridge status", EndpointFolder = common.EndpointFolder, Timeout = common.Timeout, Reconnect = false }, limit.Token).ConfigureAwait(false);
            var roundTrip = await session.PingAsync(limit.Token).ConfigureAwait(false);
            var state = await session.GetStateAsync(limit.Token).ConfigureAwait(false);
            return part with { Editor = EditorPart.Of(session.Editor), State = StatePart.Of(state), RoundTripMilliseconds = Math.Round(roundTrip.TotalMilliseconds, 3) };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return part with { Error = new ErrorPart(FailureCodes.Timeout, "It did not answer in time. Run 'dccbridge doctor'.") };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return part with { Error = ErrorPart.Of(FailureText.From(e)) };
        }
    }

    private static void Show(IAnsiConsole console, StatusPart[] parts)
    {
        var table = Theme.Table("Editor", "Engine", "Where", "State", "Sessions", "Round trip");
        table.Columns[4].RightAligned();
        table.Columns[5].RightAligned();
        foreach (var part in parts)
        {
            table.AddRow(
                Theme.Cell(part.Editor?.Project ?? Path.GetFileName(part.EndpointFile), Theme.Strong),
                Theme.Cell(part.Editor?.Engine ?? "-", Theme.Quiet),
                Theme.Cell(Where(part), Theme.Quiet),
                Theme.Cell(State(part), part.State?.Activity == "ticking" ? Theme.Good : part.Liveness == "dead" ? Theme.Quiet : Theme.Notice),
                Theme.Cell(part.State?.Sessions.ToString(CultureInfo.InvariantCulture) ?? "-"),
                Theme.Cell(part.RoundTripMilliseconds is { } ms ? string.Create(CultureInfo.InvariantCulture, $"{ms:0.0} ms") : "-"));
        }

        console.Write(table);
    }

    private static string Where(StatusPart part) => part.Editor is not { } editor
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{(part.Port > 0 ? $"port {part.Port}" : part.Socket)}, id {editor.InstanceId.ToString("D")[..8]}, pid {editor.ProcessId}");

    private static string State(StatusPart part) => part switch
    {
        { State: { } state } => Describe(state),
        { Error: { } error } => error.Message,
        _ => "not running any more ('dccbridge doctor --fix' removes its file)",
    };

    internal static string Describe(StatePart state)
    {
        var busy = state.QueueDepth > 0 || state.OpenOperations > 0 ? $", {state.QueueDepth} waiting, {ByteText.Count(state.OpenOperations, "open operation")}" : "";
        var work = state.CurrentWork is { } current ? $" during {current}" : "";
        return state switch
        {
            { Activity: "modal", Modal: { } modal } => $"dialog open: \"{modal.Title}: {modal.Text}\"{busy}",
            { Activity: "modal" } => $"a dialog is open{busy}",
            { Activity: "stalled" } => string.Create(CultureInfo.InvariantCulture, $"stalled for {state.SecondsSinceTick:0} s{work}{busy}"),
            { Activity: "ticking" } => string.Create(CultureInfo.InvariantCulture, $"ticking, {state.TicksPerSecond:0} per second{work}{busy}"),
            _ => state.Activity + busy,
        };
    }
}
