using DccBridge.Client.Connecting;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Client;

public sealed partial class EditorClient
{
    /// <summary>Who the editor is.</summary>
    /// <exception cref="Protocol.Errors.RpcException">The call failed; see its code and outcome.</exception>
    public ValueTask<EditorInfo> GetInfoAsync(CallOptions options = default, CancellationToken cancellationToken = default)
        => ReadAsync<EmptyMessage, EditorInfo>(MethodNames.Editor.Info, default, options, cancellationToken);

    /// <summary>What the editor is doing now, also when it is stalled or shows a dialog.</summary>
    /// <exception cref="Protocol.Errors.RpcException">The call failed; see its code and outcome.</exception>
    public ValueTask<EditorState> GetStateAsync(CallOptions options = default, CancellationToken cancellationToken = default)
        => ReadAsync<EmptyMessage, EditorState>(MethodNames.Editor.State, default, options, cancellationToken);

    /// <summary>Shows a notification to the person in front of the editor; it goes away by itself. Not shown again when the connection is lost meanwhile.</summary>
    /// <exception cref="Protocol.Errors.RpcException">The text, the severity or the time is outside its caps, or the call failed.</exception>
    public async ValueTask NotifyAsync(NotifyParams notification, CallOptions options = default, CancellationToken cancellationToken = default)
        => await CallAsync<NotifyParams, EmptyMessage>(MethodNames.Editor.Notify, notification, options, Interruption.Fail, cancellationToken).ConfigureAwait(false);
}
