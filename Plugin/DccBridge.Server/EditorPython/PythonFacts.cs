using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Server.EditorPython;

/// <summary>Facts of an asset as the scripts tell them: from the object where it was loaded, else from the registry's tags. What neither tells stays unknown.</summary>
internal static class PythonFacts
{
    /// <summary>The facts of an asset.</summary>
    public static AssetFacts From(AssetJson asset) => new()
    {
        Mesh = Mesh(asset),
        Texture = Texture(asset),
        Skeleton = Skeleton(asset),
        Animations = asset.Animation is { } animation ? [Animation(asset, animation)] : [],
        Sound = Sound(asset.Sound),
        Material = asset.Material is { } material
            ? new MaterialFacts { Parent = material.Parent, Domain = Plain(material.Domain, "MD_"), BlendMode = Plain(material.BlendMode, "BLEND_"), MovesVertices = material.MovesVertices }
            : null,
        Package = asset.Package is { Dirty: { } dirty } package ? new PackageState { IsDirty = dirty, IsReadOnly = package.ReadOnly ?? false, IsCheckedOut = package.CheckedOut } : null,
    };

    /// <summary>From the object where it was loaded, else from the registry's tags; null when neither tells the three figures.</summary>
    private static MeshFacts? Mesh(AssetJson asset)
    {
        var mesh = asset.Mesh;
        if ((mesh?.Triangles ?? PythonRecords.Number(PythonRecords.Registry(asset, "Triangles"))) is not { } triangles
            || (mesh?.Vertices ?? PythonRecords.Number(PythonRecords.Registry(asset, "Vertices"))) is not { } vertices
            || (mesh?.UvChannels ?? PythonRecords.Number(PythonRecords.Registry(asset, "UVChannels"))) is not { } channels)
        {
            return null;
        }

        return new MeshFacts
        {
            Triangles = triangles,
            Vertices = vertices,
            UvChannels = channels,
            Slots = mesh?.Slots is { } slots
                ? [.. slots.Select(static slot => new MaterialSlot { Name = slot.Name, Material = slot.Material })]
                : [],
            Bounds = mesh is { BoundsMin: [var x, var y, var z], BoundsMax: [var toX, var toY, var toZ] }
                ? new BoundingBox(new Vector3D(x, y, z), new Vector3D(toX, toY, toZ))
                : default,
            SimpleCollisions = mesh?.SimpleCollisions is { } simple ? simple + (mesh.ConvexCollisions ?? 0) : null,
            ComplexAsSimple = mesh?.ComplexAsSimple,
            Nanite = mesh?.Nanite,
            LightmapChannel = mesh?.LightmapChannel,
            LightmapResolution = mesh?.LightmapResolution,
            Lods = mesh?.Lods is { } lods ? [.. lods.Select(static lod => new LodFacts { Level = lod.Level, Triangles = lod.Triangles, Vertices = lod.Vertices })] : [],
        };
    }

    private static TextureFacts? Texture(AssetJson asset)
    {
        var texture = asset.Texture;
        var (tagWidth, tagHeight) = Dimensions(PythonRecords.Registry(asset, "Dimensions"));
        if (asset.Class != AssetClasses.Texture2D || (texture?.Width ?? tagWidth) is not { } width || (texture?.Height ?? tagHeight) is not { } height)
        {
            return null;
        }

        // The engine keeps the pixels in a format of its own: channels and depth are those of that format, not of the file.
        var format = texture?.Format ?? PythonRecords.Registry(asset, "Format") ?? "";
        var hasAlpha = texture?.HasAlpha ?? string.Equals(PythonRecords.Registry(asset, "HasAlphaChannel"), "True", StringComparison.OrdinalIgnoreCase);
        return new TextureFacts
        {
            Width = width,
            Height = height,
            Channels = IsGray(format) ? 1 : hasAlpha ? 4 : 3,
            BitDepth = format.Contains("16", StringComparison.Ordinal) || format.Contains("Float", StringComparison.OrdinalIgnoreCase) ? 16 : 8,
            HasAlpha = hasAlpha,
            Srgb = texture?.Srgb ?? string.Equals(PythonRecords.Registry(asset, "SRGB"), "True", StringComparison.OrdinalIgnoreCase),
            Compression = Compression(texture?.Compression ?? PythonRecords.Registry(asset, "CompressionSettings")),
            LodGroup = Group(texture?.LodGroup ?? PythonRecords.Registry(asset, "LODGroup")),
            MaxTextureSize = Math.Max(0, texture?.MaxTextureSize ?? 0),
            NoMipmaps = texture?.NoMipmaps ?? false,
            NeverStream = texture?.NeverStream ?? false,
        };
    }

    private static bool IsGray(string format) => format is "PF_G8" or "PF_G16" or "PF_BC4" or "PF_R8" or "PF_R16F";

    /// <summary>Both spellings: the registry's "TC_Normalmap" and Python's "TC_NORMALMAP".</summary>
    private static TextureCompression Compression(string? name) => name?.ToUpperInvariant() switch
    {
        "TC_NORMALMAP" => TextureCompression.NormalMap,
        "TC_MASKS" => TextureCompression.Masks,
        "TC_HDR" or "TC_HDR_COMPRESSED" or "TC_HDR_F32" => TextureCompression.Hdr,
        "TC_GRAYSCALE" => TextureCompression.Grayscale,
        "TC_EDITORICON" or "TC_EDITOR_ICON" => TextureCompression.UserInterface,
        null or "" or "TC_DEFAULT" => TextureCompression.Default,
        _ => TextureCompression.Other,
    };

    /// <summary>The group as people know it: "WorldNormalMap" for "TEXTUREGROUP_WorldNormalMap" and "TEXTUREGROUP_WORLD_NORMAL_MAP".</summary>
    private static string Group(string? name) => Plain(name, "TEXTUREGROUP_") ?? "World";

    /// <summary>An enumerator without its prefix, as C++ writes it, whichever of both spellings came: "PostProcess" for "MD_POST_PROCESS".</summary>
    private static string? Plain(string? name, string prefix)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        var plain = name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name[prefix.Length..] : name;
        return plain == "UI" || plain.Any(char.IsLower)
            ? plain
            : string.Concat(plain.Split('_').Where(static part => part.Length > 0).Select(static part => part[0] + part[1..].ToLowerInvariant()));
    }

    private static (int? Width, int? Height) Dimensions(string? text)
    {
        var parts = text?.Split('x') ?? [];
        return parts.Length >= 2 ? (PythonRecords.Number(parts[0]), PythonRecords.Number(parts[1])) : (null, null);
    }

    /// <summary>Bones are listed only where their parents are known: without these each would look like a root.</summary>
    private static SkeletonFacts? Skeleton(AssetJson asset)
    {
        if (asset.Mesh is { Bones: { } bones } mesh)
        {
            return new SkeletonFacts
            {
                Bones = [.. bones.Select(static bone => new BoneFacts { Name = bone.Name, Parent = bone.Parent, Scale = bone.Scale is [var x, var y, var z] ? new Vector3D(x, y, z) : new(1, 1, 1) })],
                BoneCount = mesh.BoneCount ?? bones.Count,
                Skeleton = mesh.Skeleton,
            };
        }

        var skeleton = asset.Mesh?.Skeleton ?? asset.Animation?.Skeleton;
        var count = asset.Skeleton?.Bones ?? (asset.Class == AssetClasses.SkeletalMesh ? PythonRecords.Number(PythonRecords.Registry(asset, "Bones")) : null);
        return skeleton is null && count is null ? null : new SkeletonFacts { Skeleton = skeleton, BoneCount = count ?? 0 };
    }

    private static AnimationFacts Animation(AssetJson asset, AnimationJson animation) => new()
    {
        Name = asset.Path[(asset.Path.LastIndexOf('/') + 1)..],
        EndSeconds = animation.Seconds ?? 0,
        FramesPerSecond = animation.FramesPerSecond ?? 0,
        Tracks = animation.Tracks ?? 0,
    };

    private static SoundFacts? Sound(SoundJson? sound) => sound is { SampleRate: { } rate, Channels: { } channels }
        ? new SoundFacts { SampleRate = rate, Channels = channels, Seconds = sound.Seconds ?? 0 }
        : null;
}
