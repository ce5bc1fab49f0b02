using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;

namespace DccBridge.Server.Sessions;

/// <summary>One authenticated connection, before and after its session is opened. Owner of its <see cref="RpcConnection"/>.</summary>
internal sealed class ClientLink(Guid clientId, Scopes scopes)
{
    private OpenedSession? _opened;

    /// <summary>Who the client says it is.</summary>
    public Guid ClientId { get; } = clientId;

    /// <summary>What the handshake granted.</summary>
    public Scopes Scopes { get; } = scopes;

    /// <summary>What session.open gave; null before it.</summary>
    public OpenedSession? Opened
    {
        get => Volatile.Read(ref _opened);
        set => Volatile.Write(ref _opened, value);
    }

    /// <summary>The session; null before session.open.</summary>
    public ClientSession? Session => Opened?.Session;
}
