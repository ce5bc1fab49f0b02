using MessagePack;

namespace DccBridge.Protocol.Contracts;

/// <summary>An error as it crosses the wire. <see cref="Message"/> is an instruction to a person and never carries a stack trace, a path of the answering machine outside the project, or a secret.</summary>
[MessagePackObject]
public sealed partial record RpcError
{
    /// <summary>What went wrong.</summary>
    [Key(0)] public required ErrorCode Code { get; init; }

    /// <summary>What went wrong and what to do about it, for a person.</summary>
    [Key(1)] public required string Message { get; init; }

    /// <summary>What is known of the work.</summary>
    [Key(2)] public Outcome Outcome { get; init; }

    /// <summary>The operation that can be asked about later, where there is one.</summary>
    [Key(3)] public Guid? OperationId { get; init; }

    /// <summary>Facts for programs, by name ("field", "offset"); null when there are none.</summary>
    [Key(4)] public IReadOnlyDictionary<string, string>? Details { get; init; }
}
