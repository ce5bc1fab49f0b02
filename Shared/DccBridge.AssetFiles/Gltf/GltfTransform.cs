using System.Text.Json;
using DccBridge.AssetFiles.Gltf.Data;
using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>The transform of a node relative to its parent (glTF 2.0 specification, 3.5.3): a matrix, or translation, rotation and scale.</summary>
internal static class GltfTransform
{
    /// <summary>Reads it, in metres and glTF's axes.</summary>
    public static (Vector3D Translation, QuaternionD Rotation, Vector3D Scale, Affine Local) Read(GltfJson json, JsonElement node)
    {
        if (json.Numbers(node, "matrix", 16) is { } m)
        {
            if (m[3] != 0 || m[7] != 0 || m[11] != 0 || m[15] != 1)
            {
                throw json.Error(node.GetProperty("matrix"), "the last row of the matrix must be 0, 0, 0, 1; export it again");
            }

            var matrix = new Affine(new(m[0], m[1], m[2]), new(m[4], m[5], m[6]), new(m[8], m[9], m[10]), new(m[12], m[13], m[14]));
            var (t, r, s) = matrix.Decompose();
            return (t, r, s, matrix);
        }

        var translation = json.Numbers(node, "translation", 3) is { } move ? new Vector3D(move[0], move[1], move[2]) : default;
        var rotation = json.Numbers(node, "rotation", 4) is { } turn ? Affine.Normalize(new QuaternionD(turn[0], turn[1], turn[2], turn[3])) : new QuaternionD(0, 0, 0, 1);
        var scale = json.Numbers(node, "scale", 3) is { } size ? new Vector3D(size[0], size[1], size[2]) : new Vector3D(1, 1, 1);
        return (translation, rotation, scale, Affine.From(translation, rotation, scale));
    }
}
