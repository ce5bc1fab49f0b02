namespace DccBridge.Server.EditorPython;

/// <summary>An asset as the scripts tell it. Facts that the object did not give are null.</summary>
internal sealed record AssetJson
{
    public required string Path { get; init; }

    public required string Class { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public IReadOnlyList<string>? References { get; init; }

    public MeshJson? Mesh { get; init; }

    public TextureJson? Texture { get; init; }

    public SkeletonJson? Skeleton { get; init; }

    public AnimationJson? Animation { get; init; }

    public MaterialJson? Material { get; init; }

    public SoundJson? Sound { get; init; }

    public PackageJson? Package { get; init; }
}

internal sealed record MeshJson
{
    public int? Triangles { get; init; }

    public int? Vertices { get; init; }

    public int? UvChannels { get; init; }

    public IReadOnlyList<SlotJson>? Slots { get; init; }

    public IReadOnlyList<double>? BoundsMin { get; init; }

    public IReadOnlyList<double>? BoundsMax { get; init; }

    public int? SimpleCollisions { get; init; }

    public int? ConvexCollisions { get; init; }

    public bool? ComplexAsSimple { get; init; }

    public bool? Nanite { get; init; }

    public int? LightmapChannel { get; init; }

    public int? LightmapResolution { get; init; }

    public IReadOnlyList<LodJson>? Lods { get; init; }

    public string? Skeleton { get; init; }

    public IReadOnlyList<BoneJson>? Bones { get; init; }

    public int? BoneCount { get; init; }
}

internal sealed record SlotJson
{
    public required string Name { get; init; }

    public string? Material { get; init; }
}

internal sealed record TextureJson
{
    public int? Width { get; init; }

    public int? Height { get; init; }

    public bool? HasAlpha { get; init; }

    public bool? Srgb { get; init; }

    public string? Compression { get; init; }

    public string? LodGroup { get; init; }

    public string? Format { get; init; }

    public int? MaxTextureSize { get; init; }

    public bool? NoMipmaps { get; init; }

    public bool? NeverStream { get; init; }
}

internal sealed record LodJson(int Level, int Triangles, int Vertices);

internal sealed record BoneJson(string Name, int Parent, IReadOnlyList<double> Scale);

/// <summary>A skeleton asset; no script tells the parents of its bones.</summary>
internal sealed record SkeletonJson
{
    public int? Bones { get; init; }
}

internal sealed record AnimationJson
{
    public double? Seconds { get; init; }

    public double? FramesPerSecond { get; init; }

    public int? Tracks { get; init; }

    public string? Skeleton { get; init; }
}

internal sealed record MaterialJson
{
    public string? Parent { get; init; }

    public string? Domain { get; init; }

    public string? BlendMode { get; init; }

    public bool? MovesVertices { get; init; }
}

internal sealed record SoundJson
{
    public double? Seconds { get; init; }

    public int? SampleRate { get; init; }

    public int? Channels { get; init; }
}

internal sealed record PackageJson
{
    public bool? Dirty { get; init; }

    public bool? ReadOnly { get; init; }

    public bool? CheckedOut { get; init; }
}
