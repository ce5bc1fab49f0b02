using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Server.Editor;
using DccBridge.Server.GameThread;
using DccBridge.Server.Operations;
using DccBridge.Server.Sessions;

namespace DccBridge.Server.Handlers.Editor;

/// <summary>editor.info and editor.state. Answered without the engine thread.</summary>
internal sealed class EditorCalls(EditorInfo info, IEditorIdentity identity, GameThreadDispatcher dispatcher, OperationTable operations, SessionTable sessions)
{
    public EditorInfo Info => info;

    public EditorState State()
    {
        var state = dispatcher.State;
        var modal = identity.CurrentModal;
        return new EditorState
        {
            Activity = EngineCalls.ActivityOf(state, modal),
            SecondsSinceTick = state.SinceTick.TotalSeconds,
            TicksPerSecond = state.TicksPerSecond,
            CurrentWork = state.CurrentWork,
            Modal = modal,
            QueueDepth = state.QueueDepth,
            OpenOperations = operations.OpenCount,
            Sessions = sessions.ConnectedCount,
        };
    }
}
