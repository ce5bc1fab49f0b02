using MessagePack;

namespace DccBridge.Protocol.Contracts.Assets;

/// <summary>The Unreal class names of assets that DccBridge knows.</summary>
public static class AssetClasses
{
    /// <summary>UStaticMesh.</summary>
    public const string StaticMesh = "StaticMesh";

    /// <summary>UTexture2D.</summary>
    public const string Texture2D = "Texture2D";

    /// <summary>UMaterial.</summary>
    public const string Material = "Material";

    /// <summary>UMaterialInstanceConstant: a material instance of the content browser.</summary>
    public const string MaterialInstance = "MaterialInstanceConstant";

    /// <summary>USkeletalMesh.</summary>
    public const string SkeletalMesh = "SkeletalMesh";

    /// <summary>USkeleton.</summary>
    public const string Skeleton = "Skeleton";

    /// <summary>UAnimSequence.</summary>
    public const string AnimSequence = "AnimSequence";

    /// <summary>USoundWave.</summary>
    public const string SoundWave = "SoundWave";

    /// <summary>UObjectRedirector: what Unreal leaves where a renamed asset was.</summary>
    public const string Redirector = "ObjectRedirector";
}

/// <summary>One asset of the project. Result of <see cref="MethodNames.Asset.Get"/>.</summary>
[MessagePackObject]
public sealed partial record AssetRecord
{
    /// <summary>Package path ("/Game/Props/SM_Crate"): unique, compared without case.</summary>
    [Key(0)] public required string Path { get; init; }

    /// <summary>Unreal class name ("StaticMesh").</summary>
    [Key(1)] public required string Class { get; init; }

    /// <summary>Rises by one with each import or rename.</summary>
    [Key(2)] public int Revision { get; init; } = 1;

    /// <summary>When it was last imported, UTC.</summary>
    [Key(3)] public DateTime ImportedAt { get; init; }

    /// <summary>Where it came from; null for assets made in the editor.</summary>
    [Key(4)] public SourceFile? Source { get; init; }

    /// <summary>What is known of its content.</summary>
    [Key(5)] public AssetFacts Facts { get; init; } = new();

    /// <summary>Package paths of the assets that it uses.</summary>
    [Key(6)] public IReadOnlyList<string> References { get; init; } = [];
}
