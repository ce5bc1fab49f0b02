namespace DccBridge.Protocol.Security;

/// <summary>What both sides agreed on, as the editor knows it. The client has proved that it can read the endpoint file.</summary>
public sealed record ServerHandshakeResult
{
    /// <summary>Who the client says it is. All clients of the user share one secret, so this tells clients apart and guards nothing.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>What the session may do.</summary>
    public required Scopes GrantedScopes { get; init; }

    /// <summary>The protocol version of the connection.</summary>
    public required int Version { get; init; }

    /// <summary>The abilities that both sides named.</summary>
    public required IReadOnlyList<string> Capabilities { get; init; }
}
