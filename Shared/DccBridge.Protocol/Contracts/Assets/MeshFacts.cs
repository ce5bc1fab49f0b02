using MessagePack;

namespace DccBridge.Protocol.Contracts.Assets;

/// <summary>Facts of a mesh, after conversion to Unreal's units and axes unless a member says otherwise.</summary>
[MessagePackObject]
public sealed partial record MeshFacts
{
    /// <summary>Triangles of LOD 0.</summary>
    [Key(0)] public required int Triangles { get; init; }

    /// <summary>Vertices as stored in the file (split at seams).</summary>
    [Key(1)] public required int Vertices { get; init; }

    /// <summary>UV channels that every part of the mesh has.</summary>
    [Key(2)] public required int UvChannels { get; init; }

    /// <summary>Triangles without area: repeated corners or an area of zero.</summary>
    [Key(3)] public int DegenerateTriangles { get; init; }

    /// <summary>True when a position is not a finite number.</summary>
    [Key(4)] public bool HasInvalidPositions { get; init; }

    /// <summary>Material slots in order of the mesh.</summary>
    [Key(5)] public IReadOnlyList<MaterialSlot> Slots { get; init; } = [];

    /// <summary>Bounds of all instances in the file, in centimetres, node transforms applied.</summary>
    [Key(6)] public BoundingBox Bounds { get; init; }

    /// <summary>Centimetres per unit of the source file: 100 for metres (glTF is always in metres).</summary>
    [Key(7)] public double SourceUnitCentimetres { get; init; } = 1;

    /// <summary>The node tree of the source file, parents before children.</summary>
    [Key(8)] public IReadOnlyList<NodeFacts> Nodes { get; init; } = [];
}

/// <summary>One material slot of a mesh.</summary>
[MessagePackObject]
public sealed partial record MaterialSlot
{
    /// <summary>Name of the slot: the material's name in the DCC; empty when the DCC left the slot empty.</summary>
    [Key(0)] public required string Name { get; init; }

    /// <summary>Path of the material asset in the slot; null when the slot is empty.</summary>
    [Key(1)] public string? Material { get; init; }

    /// <summary>Triangles that use the slot.</summary>
    [Key(2)] public int Triangles { get; init; }
}

/// <summary>One node of the source file, its transform as written there (source units and axes).</summary>
[MessagePackObject]
public sealed partial record NodeFacts
{
    /// <summary>Name of the node in the DCC.</summary>
    [Key(0)] public required string Name { get; init; }

    /// <summary>Index of the parent in <see cref="MeshFacts.Nodes"/>; -1 for a root.</summary>
    [Key(1)] public int Parent { get; init; } = -1;

    /// <summary>Translation relative to the parent, in source units.</summary>
    [Key(2)] public Vector3D Translation { get; init; }

    /// <summary>Rotation relative to the parent.</summary>
    [Key(3)] public QuaternionD Rotation { get; init; } = new(0, 0, 0, 1);

    /// <summary>Scale relative to the parent.</summary>
    [Key(4)] public Vector3D Scale { get; init; } = new(1, 1, 1);

    /// <summary>True when the node carries a mesh.</summary>
    [Key(5)] public bool HasMesh { get; init; }
}
