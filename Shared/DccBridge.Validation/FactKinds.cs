using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Validation;

/// <summary>Parts of a record. A rule names those it judges, so that it costs nothing on assets that have none of them.</summary>
[Flags]
public enum FactKinds
{
    /// <summary>Nothing beside path and class: each asset is judged.</summary>
    None = 0,

    /// <summary><see cref="AssetFacts.Texture"/>.</summary>
    Texture = 1 << 0,

    /// <summary><see cref="AssetFacts.Mesh"/>.</summary>
    Mesh = 1 << 1,

    /// <summary><see cref="MeshFacts.Skin"/>.</summary>
    Skin = 1 << 2,

    /// <summary><see cref="AssetFacts.Skeleton"/>.</summary>
    Skeleton = 1 << 3,

    /// <summary><see cref="AssetFacts.Animations"/>, at least one.</summary>
    Animations = 1 << 4,

    /// <summary><see cref="AssetFacts.Sound"/>.</summary>
    Sound = 1 << 5,

    /// <summary><see cref="AssetFacts.Material"/>.</summary>
    Material = 1 << 6,

    /// <summary><see cref="AssetFacts.Package"/>.</summary>
    Package = 1 << 7,

    /// <summary><see cref="AssetRecord.Source"/>.</summary>
    Source = 1 << 8,

    /// <summary><see cref="AssetRecord.References"/>, at least one.</summary>
    References = 1 << 9,
}
