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

    /// <summary>Which axis of the source file points up.</summary>
    [Key(9)] public UpAxis SourceUpAxis { get; init; }

    /// <summary>One entry per UV channel of LOD 0, in order; empty when nobody looked at the coordinates.</summary>
    [Key(10)] public IReadOnlyList<UvFacts> Uvs { get; init; } = [];

    /// <summary>Levels of detail after LOD 0, in order. They count in no other figure of the mesh.</summary>
    [Key(11)] public IReadOnlyList<LodFacts> Lods { get; init; } = [];

    /// <summary>Nodes of the source file that Unreal turns into collision, by their names. They count in no other figure of the mesh.</summary>
    [Key(12)] public IReadOnlyList<CollisionFacts> Collisions { get; init; } = [];

    /// <summary>Simple collision shapes of the asset, convex ones counted; null when unknown.</summary>
    [Key(13)] public int? SimpleCollisions { get; init; }

    /// <summary>True when the asset collides by its triangles instead of simple shapes; null when unknown.</summary>
    [Key(14)] public bool? ComplexAsSimple { get; init; }

    /// <summary>True when Nanite is on; null when unknown.</summary>
    [Key(15)] public bool? Nanite { get; init; }

    /// <summary>UV channel of the lightmap; null when unknown.</summary>
    [Key(16)] public int? LightmapChannel { get; init; }

    /// <summary>Side of the lightmap in texels; null when unknown.</summary>
    [Key(17)] public int? LightmapResolution { get; init; }

    /// <summary>How vertices hang on bones; null for a mesh that hangs on none.</summary>
    [Key(18)] public SkinFacts? Skin { get; init; }

    /// <summary>Morph targets (shape keys) of LOD 0.</summary>
    [Key(19)] public IReadOnlyList<MorphFacts> Morphs { get; init; } = [];

    /// <summary>Images that the file embeds or refers to, each once.</summary>
    [Key(20)] public IReadOnlyList<TextureReference> Textures { get; init; } = [];

    /// <summary>True when every part has normals, false when one has none; null when unknown.</summary>
    [Key(21)] public bool? HasNormals { get; init; }
}

/// <summary>The axis that points up.</summary>
public enum UpAxis
{
    /// <summary>The file does not say.</summary>
    Unspecified = 0,

    /// <summary>X.</summary>
    X = 1,

    /// <summary>Y: glTF, Maya.</summary>
    Y = 2,

    /// <summary>Z: Blender, 3ds Max, Unreal.</summary>
    Z = 3,
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

/// <summary>What a node of a source file is.</summary>
public enum NodeKind
{
    /// <summary>A group, an empty, or something that Unreal's mesh import has no use for.</summary>
    Other = 0,

    /// <summary>It carries a mesh of LOD 0.</summary>
    Mesh = 1,

    /// <summary>A bone of a skeleton.</summary>
    Bone = 2,

    /// <summary>It carries a mesh that Unreal turns into collision.</summary>
    Collision = 3,

    /// <summary>It carries a level of detail after LOD 0.</summary>
    Lod = 4,

    /// <summary>A camera.</summary>
    Camera = 5,

    /// <summary>A light.</summary>
    Light = 6,
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

    /// <summary>What it is.</summary>
    [Key(6)] public NodeKind Kind { get; init; }
}
