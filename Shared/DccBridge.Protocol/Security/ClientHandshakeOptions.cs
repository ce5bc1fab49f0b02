namespace DccBridge.Protocol.Security;

/// <summary>What the client knows and wants when it begins.</summary>
public sealed record ClientHandshakeOptions
{
    /// <summary>The secret of the endpoint file.</summary>
    public required SharedSecret Secret { get; init; }

    /// <summary>The editor of the endpoint file; any other is refused.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>The TCP port that the connection really goes to; 0 for a Unix socket or in memory. An editor that says it was reached on another port is refused.</summary>
    public required int ConnectedPort { get; init; }

    /// <summary>Who the client is: the same for all runs of an installation that wants missed events, new for each run otherwise.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>The port of the endpoint file, compared with <see cref="ConnectedPort"/> of a TCP connection; null when there is no file.</summary>
    public int? FilePort { get; init; }

    /// <summary>What the session shall be allowed to do.</summary>
    public Scopes WantedScopes { get; init; } = ScopeNames.AllowedByDefault;

    /// <summary>Protocol versions that this side speaks; at most 16.</summary>
    public IReadOnlyList<int> Versions { get; init; } = [HandshakeRules.CurrentVersion];

    /// <summary>Names of abilities beyond the version; at most 32 of at most 64 characters.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>For the whole handshake.</summary>
    public TimeSpan TimeLimit { get; init; } = HandshakeRules.TimeLimit;

    /// <summary>The clock of the time limit.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>For golden bytes only.</summary>
    internal ReadOnlyMemory<byte>? FixedNonce { get; init; }
}
