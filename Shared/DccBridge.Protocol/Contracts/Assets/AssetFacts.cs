using MessagePack;

namespace DccBridge.Protocol.Contracts.Assets;

/// <summary>What is known of an asset's content, read from its bytes and from its import settings. Rules judge facts, never files.</summary>
[MessagePackObject]
public sealed partial record AssetFacts
{
    /// <summary>Set for textures.</summary>
    [Key(0)] public TextureFacts? Texture { get; init; }

    /// <summary>Set for meshes.</summary>
    [Key(1)] public MeshFacts? Mesh { get; init; }

    /// <summary>Set for skeletal meshes and skeletons.</summary>
    [Key(2)] public SkeletonFacts? Skeleton { get; init; }

    /// <summary>Animations of the file or the asset; of an animation asset the one that it is.</summary>
    [Key(3)] public IReadOnlyList<AnimationFacts> Animations { get; init; } = [];

    /// <summary>Set for sounds.</summary>
    [Key(4)] public SoundFacts? Sound { get; init; }

    /// <summary>Set for materials and material instances of an editor that tells of them.</summary>
    [Key(5)] public MaterialFacts? Material { get; init; }

    /// <summary>What the editor and source control say of the package's file; null when nobody asked.</summary>
    [Key(6)] public PackageState? Package { get; init; }
}
