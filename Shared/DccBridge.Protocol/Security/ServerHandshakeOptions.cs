namespace DccBridge.Protocol.Security;

/// <summary>What the editor's side brings to a handshake. One instance serves all connections of a listener.</summary>
public sealed record ServerHandshakeOptions
{
    /// <summary>The secret of this editor start.</summary>
    public required SharedSecret Secret { get; init; }

    /// <summary>The id of this editor start.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>The TCP port of the listener that accepted the connection; 0 for a Unix socket or in memory.</summary>
    public required int Port { get; init; }

    /// <summary>What the editor's setting allows at most.</summary>
    public Scopes AllowedScopes { get; init; } = ScopeNames.AllowedByDefault;

    /// <summary>What this side accepts after the handshake.</summary>
    public ConnectionLimits Limits { get; init; } = ConnectionLimits.Default;

    /// <summary>Protocol versions that this side speaks; at most 16.</summary>
    public IReadOnlyList<int> Versions { get; init; } = [HandshakeRules.CurrentVersion];

    /// <summary>Names of abilities beyond the version; at most 32 of at most 64 characters.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>For the whole handshake.</summary>
    public TimeSpan TimeLimit { get; init; } = HandshakeRules.TimeLimit;

    /// <summary>For sending a refusal, after which the connection is closed.</summary>
    public TimeSpan RefusalTimeLimit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock of the time limits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>For golden bytes only.</summary>
    internal ReadOnlyMemory<byte>? FixedNonce { get; init; }
}
