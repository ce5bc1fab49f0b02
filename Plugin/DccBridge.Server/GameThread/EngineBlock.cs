using System.Globalization;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;

namespace DccBridge.Server.GameThread;

/// <summary>Says what keeps the engine thread from taking work, for a person who waits for it. Callable from any thread.</summary>
internal sealed class EngineBlock(GameThreadDispatcher dispatcher, IEditorIdentity identity)
{
    /// <summary>The error of a call whose time is over before its work began.</summary>
    /// <param name="method">The call.</param>
    /// <param name="operationId">Its operation, where it has one.</param>
    /// <returns><see cref="ErrorCode.EditorBlocked"/> while a dialog is open or the engine is stalled; else <see cref="ErrorCode.DeadlineExceeded"/>.</returns>
    public RpcException NotBegun(string method, Guid? operationId = null) => Describe() is { } block
        ? new RpcException(ErrorCode.EditorBlocked, $"'{method}' did not begin in time and nothing was done: {block}", Outcome.NotStarted, operationId)
        : new RpcException(
            ErrorCode.DeadlineExceeded,
            $"The editor did not begin '{method}' in time; nothing was done. {Load(dispatcher.State)} Look at the editor, then try again.",
            Outcome.NotStarted,
            operationId);

    /// <summary>What the engine thread is doing, for a call that it has begun.</summary>
    public string Activity() => Describe() ?? Load(dispatcher.State);

    /// <summary>What blocks the engine thread and what to do about it; null when nothing does.</summary>
    private string? Describe()
    {
        if (identity.CurrentModal is { } modal)
        {
            var said = string.Join(": ", new[] { modal.Title, modal.Text }.Where(text => text.Length > 0));
            return said.Length == 0
                ? "the editor shows a dialog and waits for an answer. Answer it in the editor, then try again."
                : $"the editor shows the dialog '{said}' and waits for an answer. Answer it in the editor, then try again.";
        }

        var state = dispatcher.State;
        if (!state.IsStalled || state.IsStopped)
        {
            return null;
        }

        // What the engine does by itself has no name here: a shader compilation, a save, a map that loads.
        var during = state.CurrentWork is { } work ? $"'{work}'" : "work of its own";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the editor is stalled for {state.SinceTick.TotalSeconds:0} s during {during}. Wait until it is done, then try again.");
    }

    private static string Load(in DispatcherState state) => state.CurrentWork is { } work
        ? string.Create(CultureInfo.InvariantCulture, $"It is busy with '{work}' since {state.SinceTick.TotalSeconds:0} s.")
        : $"{state.QueueDepth} calls wait for it.";
}
