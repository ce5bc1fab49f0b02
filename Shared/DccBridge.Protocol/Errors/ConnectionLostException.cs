using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Protocol.Errors;

/// <summary>The connection ended before the answer came. Unlike a remote error it says nothing of the work: see <see cref="RpcException.Outcome"/>.</summary>
public sealed class ConnectionLostException(Disconnect disconnect, Outcome outcome)
    : RpcException(ErrorCode.ConnectionLost, disconnect.Message, outcome, inner: disconnect.Exception)
{
    /// <summary>Why the connection ended.</summary>
    public Disconnect Disconnect { get; } = disconnect;
}
