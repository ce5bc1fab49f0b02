using MessagePack;

namespace DccBridge.Protocol.Contracts.Assets;

/// <summary>One UV channel of a mesh. Sizes are in the channel's own units: the texture covers the square from 0 to 1.</summary>
[MessagePackObject]
public sealed partial record UvFacts
{
    /// <summary>
    /// Percent of the covered part of the square from 0 to 1 that more than one triangle covers, measured on a grid of 1024 x 1024 points;
    /// null when it was not measured.
    /// </summary>
    [Key(0)] public double? OverlapPercent { get; init; }

    /// <summary>Triangles with a corner outside of the square from 0 to 1 by more than a thousandth.</summary>
    [Key(1)] public int TrianglesOutside { get; init; }

    /// <summary>Triangles without area in this channel that have an area in space.</summary>
    [Key(2)] public int DegenerateTriangles { get; init; }

    /// <summary>True when a coordinate is not a finite number.</summary>
    [Key(3)] public bool HasInvalidCoordinates { get; init; }
}

/// <summary>A level of detail after LOD 0.</summary>
[MessagePackObject]
public sealed partial record LodFacts
{
    /// <summary>Number of the level, from 1.</summary>
    [Key(0)] public required int Level { get; init; }

    /// <summary>Its triangles.</summary>
    [Key(1)] public int Triangles { get; init; }

    /// <summary>Its vertices.</summary>
    [Key(2)] public int Vertices { get; init; }

    /// <summary>Name of its node in the source file; null when unknown.</summary>
    [Key(3)] public string? Node { get; init; }
}

/// <summary>The kind of a collision shape, by the prefix of its node's name.</summary>
public enum CollisionShape
{
    /// <summary>UCX_: the convex hull of the node's mesh.</summary>
    Convex = 0,

    /// <summary>UBX_: a box.</summary>
    Box = 1,

    /// <summary>USP_: a sphere.</summary>
    Sphere = 2,

    /// <summary>UCP_: a capsule.</summary>
    Capsule = 3,
}

/// <summary>A node that Unreal turns into collision: UCX_, UBX_, USP_ or UCP_ and the name of the mesh node that it belongs to.</summary>
[MessagePackObject]
public sealed partial record CollisionFacts
{
    /// <summary>Name of the node ("UCX_SM_Crate_01").</summary>
    [Key(0)] public required string Node { get; init; }

    /// <summary>Its kind.</summary>
    [Key(1)] public required CollisionShape Shape { get; init; }

    /// <summary>Name of the mesh node that it belongs to; null when the file has none that its name fits.</summary>
    [Key(2)] public string? Target { get; init; }

    /// <summary>Triangles of its mesh.</summary>
    [Key(3)] public int Triangles { get; init; }

    /// <summary>True when it hangs below another node that carries a mesh.</summary>
    [Key(4)] public bool IsNested { get; init; }
}

/// <summary>How the vertices of a mesh hang on bones.</summary>
[MessagePackObject]
public sealed partial record SkinFacts
{
    /// <summary>Most bones that move one vertex, weights of zero left out.</summary>
    [Key(0)] public int MaxInfluences { get; init; }

    /// <summary>Vertices that no bone moves.</summary>
    [Key(1)] public int UnweightedVertices { get; init; }

    /// <summary>Bones that move at least one vertex.</summary>
    [Key(2)] public int WeightedBones { get; init; }

    /// <summary>Most bones that one material's triangles hang on; 0 when unknown.</summary>
    [Key(3)] public int MaxBonesPerSection { get; init; }
}

/// <summary>A morph target.</summary>
[MessagePackObject]
public sealed partial record MorphFacts
{
    /// <summary>Its name in the DCC.</summary>
    [Key(0)] public required string Name { get; init; }

    /// <summary>Least weight that the file gives it; 1 is the whole shape.</summary>
    [Key(1)] public double MinWeight { get; init; }

    /// <summary>Greatest weight that the file gives it.</summary>
    [Key(2)] public double MaxWeight { get; init; }
}

/// <summary>An image that a mesh file embeds or refers to.</summary>
[MessagePackObject]
public sealed partial record TextureReference
{
    /// <summary>Path as the file writes it, or the name of the embedded image; empty when it has none.</summary>
    [Key(0)] public required string Path { get; init; }

    /// <summary>True when the pixels are in the file.</summary>
    [Key(1)] public bool IsEmbedded { get; init; }

    /// <summary>True when the path begins at the root of a disk, a drive or a server.</summary>
    [Key(2)] public bool IsAbsolute { get; init; }

    /// <summary>Names of the materials that use it.</summary>
    [Key(3)] public IReadOnlyList<string> Materials { get; init; } = [];
}
