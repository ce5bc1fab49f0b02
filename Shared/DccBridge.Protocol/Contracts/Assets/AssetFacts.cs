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
}
