using DccBridge.Protocol.Contracts.Editor;
using MessagePack;

namespace DccBridge.Protocol.Contracts.Session;

/// <summary>Params of <see cref="MethodNames.Session.Open"/>.</summary>
[MessagePackObject]
public sealed partial record OpenSessionParams
{
    /// <summary>Name of the client program, for the editor's log and status ("dccbridge send").</summary>
    [Key(0)] public required string ClientName { get; init; }

    /// <summary>Version of the client program.</summary>
    [Key(1)] public required string ClientVersion { get; init; }

    /// <summary>The token of an earlier session of this client; null opens a new one. It never replaces the handshake's proof.</summary>
    [Key(2)] public string? ResumeToken { get; init; }
}

/// <summary>Result of <see cref="MethodNames.Session.Open"/>.</summary>
[MessagePackObject]
public sealed partial record OpenSessionResult
{
    /// <summary>Names the session in logs and in the editor's status.</summary>
    [Key(0)] public required string SessionId { get; init; }

    /// <summary>Give it to the next <see cref="MethodNames.Session.Open"/> after a lost connection.</summary>
    [Key(1)] public required string ResumeToken { get; init; }

    /// <summary>True when the session of the given token goes on with its subscriptions; false when a new one began.</summary>
    [Key(2)] public bool Resumed { get; init; }

    /// <summary>The editor at the other end.</summary>
    [Key(3)] public required EditorInfo Editor { get; init; }
}
