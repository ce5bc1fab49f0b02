namespace DccBridge.Protocol.Security;

/// <summary>What both sides agreed on, as the client knows it. The editor has proved itself.</summary>
public sealed record ClientHandshakeResult
{
    /// <summary>The protocol version of the connection.</summary>
    public required int Version { get; init; }

    /// <summary>The editor at the other end.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>What the session may do.</summary>
    public required Scopes GrantedScopes { get; init; }

    /// <summary>What the editor accepts.</summary>
    public required ConnectionLimits Limits { get; init; }

    /// <summary>The abilities that both sides named.</summary>
    public required IReadOnlyList<string> Capabilities { get; init; }
}
