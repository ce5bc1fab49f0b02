using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;

namespace DccBridge.Server.Sessions;

/// <summary>One authenticated connection, before and after its session is opened. Owner of its <see cref="RpcConnection"/>.</summary>
internal sealed class ClientLink(Guid clientId, Scopes scopes)
{
    private ClientSession? _session;

    /// <summary>Who the client says it is.</summary>
    public Guid ClientId { get; } = clientId;

    /// <summary>What the handshake granted.</summary>
    public Scopes Scopes { get; } = scopes;

    /// <summary>The session; null before session.open.</summary>
    public ClientSession? Session
    {
        get => Volatile.Read(ref _session);
        set => Volatile.Write(ref _session, value);
    }
}
