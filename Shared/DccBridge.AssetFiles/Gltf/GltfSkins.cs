using System.Text.Json;
using DccBridge.AssetFiles.Gltf.Data;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>The skins of a glTF: which nodes are bones (glTF 2.0 specification, 3.7.3).</summary>
internal sealed class GltfSkins
{
    private readonly JsonElement[] _elements;
    private readonly int[][] _joints;
    private readonly bool[] _isBone;

    private GltfSkins(JsonElement[] elements, int[][] joints, bool[] isBone)
    {
        _elements = elements;
        _joints = joints;
        _isBone = isBone;
    }

    /// <summary>How many skins there are.</summary>
    public int Count => _joints.Length;

    /// <summary>Reads them.</summary>
    /// <param name="json">The JSON part.</param>
    /// <param name="nodeCount">How many nodes there are.</param>
    public static GltfSkins Read(GltfJson json, int nodeCount)
    {
        var elements = json.Objects(json.Root, "skins");
        var joints = new int[elements.Length][];
        var isBone = new bool[nodeCount];
        for (var i = 0; i < elements.Length; i++)
        {
            if (!json.TryGet(elements[i], "joints", JsonValueKind.Array, out var list) || list.GetArrayLength() == 0)
            {
                throw json.Error(elements[i], $"skins[{i}] has no bones; export it again");
            }

            if (list.GetArrayLength() > nodeCount)
            {
                throw json.Error(list, $"skins[{i}] has {list.GetArrayLength()} bones and the file has {nodeCount} nodes; export it again");
            }

            joints[i] = [.. list.EnumerateArray().Select(joint => json.ToIndex(joint, "joints", "nodes", nodeCount))];
            foreach (var joint in joints[i])
            {
                isBone[joint] = true;
            }
        }

        return new GltfSkins(elements, joints, isBone);
    }

    /// <summary>True when the entry of "nodes" is a bone of a skin.</summary>
    public bool IsBone(int node) => _isBone[node];

    /// <summary>The bones of a skin, as places in "nodes": what the numbers at the vertices mean.</summary>
    public IReadOnlyList<int> JointsOf(int skin) => _joints[skin];

    /// <summary>The entry in the JSON part, for errors.</summary>
    public JsonElement ElementOf(int skin) => _elements[skin];
}
