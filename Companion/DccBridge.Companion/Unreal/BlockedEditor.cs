using System.Globalization;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Errors;

namespace DccBridge.Companion.Unreal;

/// <summary>Tells a person who waits for the editor that it is the editor who waits: for an answer to a dialog, or for itself.</summary>
internal static class BlockedEditor
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Runs work, and looks at the editor every second meanwhile.</summary>
    /// <param name="session">The editor.</param>
    /// <param name="time">Measures the second.</param>
    /// <param name="say">Told once of each block, and of its end; must not block.</param>
    /// <param name="work">What is waited for.</param>
    public static async Task RunAsync(IEditorSession session, TimeProvider time, Action<string> say, Func<Task> work)
    {
        using var stop = new CancellationTokenSource();
        var watching = WatchAsync(session, time, say, stop.Token);
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }

    private static async Task WatchAsync(IEditorSession session, TimeProvider time, Action<string> say, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, time);
        (EditorActivity Activity, string? Title, string? Text)? told = null;
        try
        {
            do
            {
                if (await LookAsync(session, stop).ConfigureAwait(false) is not { } state)
                {
                    continue;
                }

                var seen = (state.Activity, state.Modal?.Title, state.Modal?.Text);
                if (state.Activity is EditorActivity.Modal or EditorActivity.Stalled)
                {
                    if (told != seen)
                    {
                        told = seen;
                        say(Describe(state));
                    }
                }
                else if (told is not null)
                {
                    told = null;
                    say("The editor goes on.");
                }
            }
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The work has ended.
        }
    }

    private static async Task<EditorState?> LookAsync(IEditorSession session, CancellationToken stop)
    {
        try
        {
            return await session.GetStateAsync(stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or IOException)
        {
            // The link is lost or slow: the work meets that too, and says it.
            return null;
        }
    }

    private static string Describe(EditorState state) => state switch
    {
        { Activity: EditorActivity.Modal, Modal: { } modal } => $"The editor is blocked by the dialog \"{modal.Title}: {modal.Text}\". Answer it in the editor; the work waits until then.",
        { Activity: EditorActivity.Modal } => "The editor is blocked by a dialog. Answer it in the editor; the work waits until then.",
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"The editor has been busy for {state.SecondsSinceTick:0} s{(state.CurrentWork is { } work ? $" with {work}" : "")}. The work waits until it is done; 'dccbridge status' shows what it does."),
    };
}
