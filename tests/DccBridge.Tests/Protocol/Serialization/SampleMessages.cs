using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Tests.Protocol.Serialization;

public enum Shade
{
    None = 0,
    Dark = 300,
}

[MessagePackObject]
public sealed partial record Part
{
    [Key(0)] public required string Name { get; init; }

    [Key(1)] public int Count { get; init; } = 7;

    [Key(2)] public string Label { get; init; } = "none";

    [Key(3)] public string? Note { get; init; }
}

[MessagePackObject]
public sealed partial record Assembly
{
    [Key(0)] public required IReadOnlyList<Part> Parts { get; init; }

    [Key(2)] public IReadOnlyDictionary<string, Part> Named { get; init; } = new Dictionary<string, Part>();

    [Key(3)] public Assembly? Inner { get; init; }
}

[MessagePackObject]
public sealed partial record Shelf
{
    [Key(0)] public IReadOnlyCollection<int> Numbers { get; init; } = [];

    [Key(1)] public IEnumerable<string> Texts { get; init; } = [];

    [Key(2)] public IList<double> Ratios { get; init; } = [];

    [Key(3)] public IReadOnlyList<IReadOnlyList<int>> Rows { get; init; } = [];

    [Key(4)] public int[][]? Table { get; init; }

    [Key(5)] public IReadOnlyList<string?> Holes { get; init; } = [];

    [Key(6)] public IReadOnlyDictionary<Guid, Shade> ById { get; init; } = new Dictionary<Guid, Shade>();

    [Key(7)] public Dictionary<Shade, int[]> ByShade { get; init; } = [];

    [Key(8)] public IReadOnlyDictionary<int, DynamicValue> ByNumber { get; init; } = new Dictionary<int, DynamicValue>();

    [Key(9)] public ReadOnlyMemory<byte>? Bytes { get; init; }

    [Key(10)] public Memory<byte> Scratch { get; init; }

    [Key(11)] public IReadOnlyList<Shade?> Shades { get; init; } = [];
}

[MessagePackObject]
public readonly partial record struct Moment([property: Key(0)] decimal Price, [property: Key(1)] DateTime? When);

/// <summary>A primary constructor, and a member beside it that has an initial value.</summary>
[MessagePackObject]
public sealed partial record Mixed([property: Key(0)] string Name, [property: Key(2)] int Size)
{
    [Key(1)] public string Unit { get; init; } = "cm";

    [Key(3)] public required int Weight { get; init; }
}

/// <summary>Members named as the locals of generated code.</summary>
[MessagePackObject]
public sealed partial class Awkward
{
    [Key(0)] public int key;
    [Key(1)] public int count;
    [Key(2)] public string? reader;
    [Key(3)] public string? member;
    [Key(4)] public int[]? @class;

    [Key(5)] public int[]? References { get; init; }

    [IgnoreMember] public int ReadReferences { get; init; }
}

[Union(0, typeof(Disc)), Union(1, typeof(Ring)), Union(2, typeof(Void))]
public abstract partial record Outline;

[MessagePackObject]
public partial record Disc([property: Key(0)] double Radius) : Outline, IMark;

[MessagePackObject]
public sealed partial record Ring([property: Key(0)] double Radius, [property: Key(1)] double Width) : Outline;

/// <summary>Derives from another case.</summary>
[MessagePackObject]
public sealed partial record Void(double Radius) : Disc(Radius);

public sealed record Unlisted : Outline;

[Union(0, typeof(Disc)), Union(5, typeof(Spot))]
public partial interface IMark;

[MessagePackObject]
public readonly partial record struct Spot([property: Key(0)] int X) : IMark;

[MessagePackObject]
public sealed partial record Drawing
{
    [Key(0)] public IReadOnlyList<Outline> Outlines { get; init; } = [];

    [Key(1)] public Outline? Frame { get; init; }

    [Key(2)] public IMark? Mark { get; init; }
}
