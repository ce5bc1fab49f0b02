using MessagePack;

namespace DccBridge.Protocol.Contracts.Assets;

/// <summary>The bones of a skeleton or of a skeletal mesh.</summary>
[MessagePackObject]
public sealed partial record SkeletonFacts
{
    /// <summary>The bones, parents before children.</summary>
    [Key(0)] public IReadOnlyList<BoneFacts> Bones { get; init; } = [];

    /// <summary>Package path of the skeleton asset that the mesh or animation uses; null when unknown, and for the skeleton itself.</summary>
    [Key(1)] public string? Skeleton { get; init; }

    /// <summary>Bones in all, when <see cref="Bones"/> lists fewer.</summary>
    [Key(2)] public int BoneCount { get; init; }
}

/// <summary>One bone.</summary>
[MessagePackObject]
public sealed partial record BoneFacts
{
    /// <summary>Its name.</summary>
    [Key(0)] public required string Name { get; init; }

    /// <summary>Index of the parent in <see cref="SkeletonFacts.Bones"/>; -1 for a root.</summary>
    [Key(1)] public int Parent { get; init; } = -1;

    /// <summary>Scale relative to the parent, in the file's own bind or rest pose.</summary>
    [Key(2)] public Vector3D Scale { get; init; } = new(1, 1, 1);

    /// <summary>Vertices that it moves; 0 when it moves none or nobody counted.</summary>
    [Key(3)] public int Vertices { get; init; }
}

/// <summary>One animation.</summary>
[MessagePackObject]
public sealed partial record AnimationFacts
{
    /// <summary>Its name in the file (FBX: of the stack; glTF: of the animation).</summary>
    [Key(0)] public required string Name { get; init; }

    /// <summary>Where it begins, in seconds.</summary>
    [Key(1)] public double StartSeconds { get; init; }

    /// <summary>Where it ends, in seconds.</summary>
    [Key(2)] public double EndSeconds { get; init; }

    /// <summary>Frames per second: as the file says (FBX), or as the distances of its keys are (glTF); 0 when neither tells.</summary>
    [Key(3)] public double FramesPerSecond { get; init; }

    /// <summary>Nodes, bones and morph targets that it moves.</summary>
    [Key(4)] public int Tracks { get; init; }

    /// <summary>Keys of all its curves.</summary>
    [Key(5)] public long Keys { get; init; }
}
