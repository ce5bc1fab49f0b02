using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Serialization;
using DccBridge.Server.Sessions;

namespace DccBridge.Server.Handlers.Editor;

/// <summary>editor.subscribe.</summary>
internal static class SubscribeEditor
{
    private const int MaxKinds = 64;

    public static EmptyMessage Answer(SubscribeEditorParams parameters, ClientSession session)
    {
        if (parameters.Kinds.Count > MaxKinds)
        {
            throw new RpcException(ErrorCode.InvalidParams, $"'kinds' has {parameters.Kinds.Count} entries; at most {MaxKinds} are allowed.", Outcome.NotStarted);
        }

        session.SubscribeEditor(parameters.Kinds);
        return default;
    }
}
