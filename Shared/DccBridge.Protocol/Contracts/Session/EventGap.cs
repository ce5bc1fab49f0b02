using MessagePack;

namespace DccBridge.Protocol.Contracts.Session;

/// <summary>Params of the notification <see cref="MethodNames.Session.Gap"/>: these events will not come.</summary>
[MessagePackObject]
public sealed partial record EventGap
{
    /// <summary>First sequence number that is lost.</summary>
    [Key(0)] public required long FirstMissing { get; init; }

    /// <summary>Last sequence number that is lost.</summary>
    [Key(1)] public required long LastMissing { get; init; }

    /// <summary>Why, for a person ("older than 7 days").</summary>
    [Key(2)] public required string Reason { get; init; }
}
