using System.Net.Sockets;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;

namespace DccBridge.Client.Connecting;

/// <summary>What went wrong below, as a reason and an instruction for a person.</summary>
internal static class ConnectFailure
{
    public static EditorConnectException FromSocket(EndpointFile endpoint, SocketException e)
        => e.SocketErrorCode == SocketError.AccessDenied
            ? new(EditorConnectReason.PermissionDenied, $"This user may not connect to {Address(endpoint)} ({e.Message}). Start the editor and this program as the same user, outside of sandboxes.", e)
            : new(EditorConnectReason.Unreachable, $"Nobody listens on {Address(endpoint)} ({e.Message}). If the editor of project '{endpoint.Project}' still runs, restart it; if it crashed, its endpoint file is stale and the next start replaces it.", e);

    public static EditorConnectException Dialing(EndpointFile endpoint, Exception e)
        => new(EditorConnectReason.Unreachable, $"{Address(endpoint)} cannot be reached: {e.Message}", e);

    public static EditorConnectException TimedOut(EndpointFile endpoint, string step, TimeSpan limit, Exception e)
        => new(EditorConnectReason.Timeout, $"The editor of project '{endpoint.Project}' did not {step} within {limit.TotalSeconds:0.#} s on {Address(endpoint)}. Its process may be stopped or overloaded: look at it, and restart it if it does not react.", e);

    public static EditorConnectException FromHandshake(EndpointFile endpoint, HandshakeException e) => new(
        e.Reason switch
        {
            HandshakeFailure.NotDccBridge => EditorConnectReason.NotDccBridge,
            HandshakeFailure.WrongSecret => EditorConnectReason.WrongSecret,
            HandshakeFailure.VersionMismatch => EditorConnectReason.VersionMismatch,
            HandshakeFailure.WrongEditor or HandshakeFailure.WrongPort => EditorConnectReason.WrongEditor,
            HandshakeFailure.WrongServerProof or HandshakeFailure.ReflectedNonce => EditorConnectReason.UnprovenEditor,
            HandshakeFailure.Timeout => EditorConnectReason.Timeout,
            HandshakeFailure.Disconnected => EditorConnectReason.Disconnected,
            HandshakeFailure.Refused => EditorConnectReason.Refused,
            _ => EditorConnectReason.ProtocolViolation,
        },
        $"{Address(endpoint)}: {e.Message}",
        e)
    {
        EditorVersions = e.PeerVersions,
    };

    public static EditorConnectException FromSession(EndpointFile endpoint, RpcException e) => e switch
    {
        ConnectionLostException lost => FromDisconnect(endpoint, lost.Disconnect, e),
        { Code: ErrorCode.DeadlineExceeded } => new(EditorConnectReason.Timeout, $"The editor of project '{endpoint.Project}' did not open a session in time: {e.Message}", e),
        { Code: ErrorCode.ProtocolViolation } => new(EditorConnectReason.ProtocolViolation, $"The editor's answer to {MethodNames.Session.Open} is faulty: {e.Message} Bring the plugin and this program to the same version.", e),
        _ => new(EditorConnectReason.Refused, $"The editor of project '{endpoint.Project}' refused the session: {e.Message}", e),
    };

    public static EditorConnectException FromDisconnect(EndpointFile endpoint, Disconnect disconnect, Exception? inner) => new(
        disconnect.Reason switch
        {
            DisconnectReason.ProtocolViolation or DisconnectReason.FrameTooLarge => EditorConnectReason.ProtocolViolation,
            DisconnectReason.PeerUnresponsive or DisconnectReason.PeerNotReading => EditorConnectReason.Timeout,
            _ => EditorConnectReason.Disconnected,
        },
        $"The connection to the editor of project '{endpoint.Project}' ended. {disconnect.Message}",
        inner ?? disconnect.Exception);

    public static EditorConnectException FromEndpoint(EndpointException e)
        => new(e.InnerException is UnauthorizedAccessException ? EditorConnectReason.PermissionDenied : EditorConnectReason.UnusableEndpoint, e.Message, e);

    private static string Address(EndpointFile endpoint) => (endpoint.Socket, endpoint.Port) switch
    {
        ({ } socket, 0) => $"the socket {socket}",
        ({ } socket, var port) => $"127.0.0.1:{port} (or the socket {socket})",
        (null, var port) => $"127.0.0.1:{port}",
    };
}
