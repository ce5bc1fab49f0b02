using System.Globalization;
using DccBridge.Client;
using DccBridge.Companion.Cli;
using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Discovery;

namespace DccBridge.Companion.Diagnostics;

/// <summary>What one living editor tells, from the port inwards. The first that is bad makes the rest skipped.</summary>
internal sealed class EditorChecks(IEditorConnector connector, IPortProbe ports, string? endpointFolder, TimeSpan limit)
{
    private const int Pings = 5;
    private static readonly TimeSpan SlowRoundTrip = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Order = [CheckNames.Port, CheckNames.Owner, CheckNames.Version, CheckNames.Secret, CheckNames.State, CheckNames.RoundTrip];

    /// <summary>All checks of one editor, in order.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(EditorEntry entry, CancellationToken cancellation)
    {
        var file = entry.File!;
        var name = string.Create(CultureInfo.InvariantCulture, $"{file.Project}, {(file.Port > 0 ? $"port {file.Port}" : "socket")}");
        var results = new List<CheckResult>();
        await LookAsync(entry, file, results, cancellation).ConfigureAwait(false);
        results.AddRange(Order.Skip(results.Count).Select(c => new CheckResult(c, CheckOutcome.Skipped, "not looked at, because of the above")));
        return [.. results.Select(r => r with { Editor = name })];
    }

    private static void AddConnected(EditorEntry entry, List<CheckResult> results)
    {
        results.Add(new CheckResult(CheckNames.Owner, CheckOutcome.Good, "the editor of the endpoint file answers"));
        results.Add(new CheckResult(CheckNames.Version, CheckOutcome.Good, $"the editor speaks up to version {entry.File!.Protocol}"));
        results.Add(new CheckResult(CheckNames.Secret, CheckOutcome.Good, "both sides proved that they know it"));
    }

    private static void AddRefused(EditorEntry entry, EditorConnectException failure, List<CheckResult> results)
    {
        var file = entry.File!;
        switch (failure.Reason)
        {
            case EditorConnectReason.VersionMismatch:
                results.Add(new CheckResult(CheckNames.Owner, CheckOutcome.Good, "a DccBridge editor answers"));
                results.Add(new CheckResult(CheckNames.Version, CheckOutcome.Bad, failure.Message, "Update the older of the two: this program, or the DccBridge plugin of the project; then restart the editor."));
                break;
            case EditorConnectReason.WrongSecret:
                results.Add(new CheckResult(CheckNames.Owner, CheckOutcome.Good, "a DccBridge editor answers"));
                results.Add(new CheckResult(CheckNames.Version, CheckOutcome.Good, "both sides have one in common"));
                results.Add(new CheckResult(CheckNames.Secret, CheckOutcome.Bad, failure.Message, $"The endpoint file '{entry.Path}' is not of the editor's present start. Restart the editor; it writes a new one."));
                break;
            case EditorConnectReason.NotDccBridge:
                results.Add(new CheckResult(CheckNames.Owner, CheckOutcome.Bad, $"Another program listens on port {file.Port}: {failure.Message}", "Close that program, or restart the editor: it then takes a free port."));
                break;
            case EditorConnectReason.WrongEditor or EditorConnectReason.UnprovenEditor:
                results.Add(new CheckResult(CheckNames.Owner, CheckOutcome.Bad, failure.Message, "Another editor, or a program in between, has the port. Restart the editor of the endpoint file."));
                break;
            default:
                results.Add(new CheckResult(CheckNames.Owner, CheckOutcome.Bad, failure.Message, "Look at the editor's log; restart the editor when it does not recover."));
                break;
        }
    }

    private static CheckResult Describe(EditorState state)
    {
        var text = StatusCommand.Describe(StatePart.Of(state));
        return state.Activity switch
        {
            EditorActivity.Ticking => new CheckResult(CheckNames.State, CheckOutcome.Good, text),
            EditorActivity.Starting => new CheckResult(CheckNames.State, CheckOutcome.Notice, text, "Wait until the editor has started."),
            EditorActivity.Modal => new CheckResult(CheckNames.State, CheckOutcome.Bad, text, "Answer the dialog in the editor; work waits until then."),
            EditorActivity.Stalled => new CheckResult(CheckNames.State, CheckOutcome.Bad, text, "Wait until the editor is done with what it does; work waits until then. When it never ends, restart the editor: what was sent is kept."),
            _ => new CheckResult(CheckNames.State, CheckOutcome.Bad, text, "The editor is closing. Start it again."),
        };
    }

    private async Task LookAsync(EditorEntry entry, EndpointFile file, List<CheckResult> results, CancellationToken cancellation)
    {
        if (file.Port == 0)
        {
            results.Add(new CheckResult(CheckNames.Port, CheckOutcome.Notice, $"the editor listens on its socket alone: {file.Socket}"));
        }
        else if (await ports.TryAsync(file.Port, cancellation).ConfigureAwait(false) is { } refusal)
        {
            results.Add(new CheckResult(
                CheckNames.Port,
                CheckOutcome.Bad,
                $"Nobody can be reached on 127.0.0.1:{file.Port} ({refusal}), although process {file.ProcessId} is alive",
                "Wait a moment when the editor is just starting; else restart it. A firewall that blocks loopback does this too."));
            return;
        }
        else
        {
            results.Add(new CheckResult(CheckNames.Port, CheckOutcome.Good, $"127.0.0.1:{file.Port} accepts connections"));
        }

        await TalkAsync(entry, results, cancellation).ConfigureAwait(false);
    }

    private async Task TalkAsync(EditorEntry entry, List<CheckResult> results, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        var options = new SessionOptions { ClientName = "dccbridge doctor", EndpointFolder = endpointFolder, Timeout = limit, Reconnect = false };
        try
        {
            await using var session = await connector.ConnectAsync(entry, options, patience.Token).ConfigureAwait(false);
            AddConnected(entry, results);
            results.Add(Describe(await session.GetStateAsync(patience.Token).ConfigureAwait(false)));
            results.Add(await RoundTripAsync(session, patience.Token).ConfigureAwait(false));
        }
        catch (EditorConnectException e)
        {
            AddRefused(entry, e, results);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            var cause = e is OperationCanceledException ? $"no answer within {limit.TotalSeconds:0} s" : FailureText.From(e).Message;
            results.Add(new CheckResult(Order[results.Count], CheckOutcome.Bad, cause, "Look at the editor's log; restart the editor when it does not recover."));
        }
    }

    private static async Task<CheckResult> RoundTripAsync(IEditorSession session, CancellationToken cancellation)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < Pings; i++)
        {
            times.Add(await session.PingAsync(cancellation).ConfigureAwait(false));
        }

        times.Sort();
        var median = times[Pings / 2];
        var text = string.Create(CultureInfo.InvariantCulture, $"{median.TotalMilliseconds:0.00} ms (median of {Pings})");
        return median <= SlowRoundTrip
            ? new CheckResult(CheckNames.RoundTrip, CheckOutcome.Good, text)
            : new CheckResult(CheckNames.RoundTrip, CheckOutcome.Notice, text, "That is slow for one machine: it is busy. Look for what uses its processor.");
    }
}
