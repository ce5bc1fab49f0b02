using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;

namespace DccBridge.Client.Connecting;

/// <summary>A connection whose session is open.</summary>
/// <param name="Rpc">The link; owned by the <see cref="EditorLink"/>.</param>
/// <param name="Endpoint">Where it goes.</param>
/// <param name="GrantedScopes">What the session may do.</param>
/// <param name="Session">What the editor said when the session was opened.</param>
/// <param name="StartedAt">Timestamp of the client's clock.</param>
internal sealed record LiveConnection(RpcConnection Rpc, EndpointFile Endpoint, Scopes GrantedScopes, OpenSessionResult Session, long StartedAt);
