using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Client;

public sealed partial class EditorClient
{
    /// <summary>Asks for a sign of life; answered at once, whatever the editor is doing.</summary>
    /// <exception cref="Protocol.Errors.RpcException">There was no answer in time, or the connection ended.</exception>
    public ValueTask<PingResult> PingAsync(CallOptions options = default, CancellationToken cancellationToken = default)
        => ReadAsync<EmptyMessage, PingResult>(MethodNames.Session.Ping, default, options, cancellationToken);
}
