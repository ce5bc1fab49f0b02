namespace DccBridge.AssetFiles;

/// <summary>What a file may hold before it is refused. Every figure is checked before memory is taken or time is spent.</summary>
public sealed record AssetFileLimits
{
    /// <summary>The limits in force when none are given.</summary>
    public static AssetFileLimits Default { get; } = new();

    /// <summary>Longest file, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 4L << 30;

    /// <summary>Longest side of an image, in pixels.</summary>
    public int MaxImageSide { get; init; } = 32768;

    /// <summary>Most bytes of pixels, uncompressed. They are never held in memory; checking those of a PNG takes as long as inflating them.</summary>
    public long MaxPixelBytes { get; init; } = 4L << 30;

    /// <summary>Most blocks of lines and tiles of one part of an EXR; each is looked up.</summary>
    public int MaxImageBlocks { get; init; } = 1 << 20;

    /// <summary>Longest JSON part of a glTF, in bytes. It is held in memory.</summary>
    public int MaxJsonBytes { get; init; } = 64 << 20;

    /// <summary>Most tokens (names, values, brackets) in the JSON part; each takes 12 bytes of memory.</summary>
    public int MaxJsonTokens { get; init; } = 8 << 20;

    /// <summary>Deepest nesting of the JSON part.</summary>
    public int MaxJsonDepth { get; init; } = 64;

    /// <summary>Most nodes in a glTF.</summary>
    public int MaxNodes { get; init; } = 65536;

    /// <summary>Most entries in any other list of a glTF (meshes, primitives, accessors, materials).</summary>
    public int MaxListEntries { get; init; } = 262144;

    /// <summary>Most material slots of a mesh.</summary>
    public int MaxSlots { get; init; } = 1024;

    /// <summary>Longest name of a node or material, in characters.</summary>
    public int MaxNameLength { get; init; } = 1024;

    /// <summary>Most vertices of one part of a mesh; each takes 12 bytes of memory while the part is read.</summary>
    public int MaxVerticesPerPart { get; init; } = 32 << 20;

    /// <summary>Most objects of an FBX; each takes about 200 bytes of memory.</summary>
    public int MaxFbxObjects { get; init; } = 512 << 10;

    /// <summary>Most connections of an FBX; each takes about 32 bytes of memory.</summary>
    public int MaxFbxConnections { get; init; } = 1 << 20;

    /// <summary>
    /// Most points, positions or UVs, of one mesh of an FBX, one part of a glTF or all of an OBJ (there two UVs count one) that are held in memory, 12 bytes each (UVs of a glTF 8, positions of an OBJ 16). Of a mesh with more the
    /// triangles without area are found only where they use a point twice, and overlaps of UVs are not measured.
    /// </summary>
    public int MaxHeldPoints { get; init; } = 3 << 20;

    /// <summary>
    /// Work on the overlaps of all UV channels of a file, shared evenly: rows and 64-point words of rows of the grid, before they are given up and null; about a second. 0 measures
    /// none, for whoever has no use for the figure: drawing it takes a third of the time of a small mesh.
    /// </summary>
    public long MaxUvGridSteps { get; init; } = 1L << 28;

    /// <summary>Most elements of a list that has no data of its own: they are all zero but for a few, so the file's length does not bound them.</summary>
    public int MaxElementsWithoutData { get; init; } = 1 << 20;

    /// <summary>Most vertices and corners to look at in one file, those of repeated parts counted each time. It bounds the time, about a second per hundred million.</summary>
    public long MaxElementsVisited { get; init; } = 256L << 20;
}
