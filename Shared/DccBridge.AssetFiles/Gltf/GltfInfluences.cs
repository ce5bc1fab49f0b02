using DccBridge.AssetFiles.Gltf.Data;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>One set of bones at the vertices of a part: four bones, as places in the skin, and their weights (glTF 2.0 specification, 3.7.3.3).</summary>
internal sealed record GltfInfluences(GltfAccessor Joints, GltfAccessor Weights)
{
    /// <summary>Bones in a set.</summary>
    public const int PerSet = 4;

    /// <summary>Most sets of a part. Unreal takes three.</summary>
    public const int MaxSets = 8;

    /// <summary>Checks that both lists are what the specification allows.</summary>
    public static GltfInfluences Read(GltfJson json, GltfAccessor joints, GltfAccessor weights, int vertices)
    {
        if (joints.Components != PerSet || joints.Count != vertices || joints.Normalized
            || joints.Component is not (GltfComponent.UnsignedByte or GltfComponent.UnsignedShort))
        {
            throw json.Error(joints.Element, $"the bones of a skinned mesh must be VEC4 of type 5121 or 5123, with one entry for each of the {vertices} vertices; export it again");
        }

        var fits = weights.Component == GltfComponent.Float || (weights.Normalized && weights.Component is GltfComponent.UnsignedByte or GltfComponent.UnsignedShort);
        return fits && weights.Components == PerSet && weights.Count == vertices
            ? new GltfInfluences(joints, weights)
            : throw json.Error(weights.Element, $"the weights of a skinned mesh must be VEC4 of floats or of normalized unsigned numbers, with one entry for each of the {vertices} vertices; export it again");
    }
}
