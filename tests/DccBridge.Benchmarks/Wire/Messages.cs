using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Benchmarks.Wire;

/// <summary>The echo: one string.</summary>
[MessagePackObject]
internal readonly partial record struct EchoMessage([property: Key(0)] string Text);

/// <summary>One number.</summary>
[MessagePackObject]
internal readonly partial record struct NumberMessage([property: Key(0)] long Value);

/// <summary>An event without strings: what is published at a high rate.</summary>
[MessagePackObject]
internal readonly partial record struct EventMessage([property: Key(0)] long Sequence, [property: Key(1)] double X, [property: Key(2)] double Y, [property: Key(3)] double Z);

/// <summary>A typical request: an id, a path, a transform, a few values by name.</summary>
[MessagePackObject]
internal sealed partial record TypicalRequest
{
    [Key(0)] public required BinaryGuid Id { get; init; }

    [Key(1)] public required string Path { get; init; }

    [Key(2)] public required PackedArray<double> Transform { get; init; }

    [Key(3)] public required Dictionary<string, DynamicValue> Values { get; init; }
}

/// <summary>A typical response: a status and records.</summary>
[MessagePackObject]
internal sealed partial record TypicalResponse
{
    [Key(0)] public required int Status { get; init; }

    [Key(1)] public required TypicalRecord[] Records { get; init; }
}

/// <summary>One record of six fields.</summary>
[MessagePackObject]
internal sealed partial record TypicalRecord
{
    [Key(0)] public required BinaryGuid Id { get; init; }

    [Key(1)] public required string Name { get; init; }

    [Key(2)] public required string Path { get; init; }

    [Key(3)] public required string Class { get; init; }

    [Key(4)] public required long Size { get; init; }

    [Key(5)] public required long Modified { get; init; }
}
