using System.Text.Json;
using DccBridge.AssetFiles.Gltf.Data;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>
/// The morph targets of the meshes of LOD 0, and between which weights the file moves each. Names are in the mesh's
/// extras.targetNames, as the specification advises (glTF 2.0, 3.7.2.2) and Blender, Maya and Houdini write.
/// </summary>
internal sealed class GltfMorphs(GltfJson json)
{
    private readonly List<Target> _targets = [];
    private readonly Dictionary<int, int> _firstOfMesh = [];
    private readonly Dictionary<int, int> _countOfMesh = [];

    /// <summary>What was found, in the order of the meshes.</summary>
    public IReadOnlyList<MorphFacts> Facts => [.. _targets.Select(target => new MorphFacts { Name = target.Name, MinWeight = target.Min, MaxWeight = target.Max })];

    /// <summary>Takes a mesh in, once.</summary>
    /// <param name="index">Its place in "meshes".</param>
    /// <param name="mesh">Its entry there.</param>
    /// <param name="targets">Morph targets of its parts.</param>
    /// <param name="nodes">The nodes that carry it.</param>
    public void Take(int index, JsonElement mesh, int targets, IEnumerable<GltfNode> nodes)
    {
        if (targets == 0)
        {
            return;
        }

        _firstOfMesh[index] = _targets.Count;
        _countOfMesh[index] = targets;
        var names = Names(mesh, targets);
        var own = json.Numbers(mesh, "weights", targets);
        // Nodes without weights of their own share those of the mesh, which are looked at once, however many nodes there are.
        var resting = nodes.Select(node => json.Numbers(node.Element, "weights", targets) ?? own).Distinct().ToArray();
        for (var i = 0; i < targets; i++)
        {
            var weights = resting.Select(list => list?[i] ?? 0).ToArray();
            _targets.Add(new Target(names[i], weights.Min(), weights.Max()));
        }
    }

    /// <summary>How many targets a mesh that was taken in has; 0 for any other.</summary>
    public int CountOf(int mesh) => _countOfMesh.GetValueOrDefault(mesh);

    /// <summary>Takes a weight in that an animation gives.</summary>
    public void Widen(int mesh, int target, double weight)
    {
        if (double.IsFinite(weight))
        {
            var found = _targets[_firstOfMesh[mesh] + target];
            (found.Min, found.Max) = (Math.Min(found.Min, weight), Math.Max(found.Max, weight));
        }
    }

    // Extras are free: what is not a list of texts is something of somebody else's, and no fault.
    private string[] Names(JsonElement mesh, int targets)
    {
        var names = Enumerable.Range(0, targets).Select(i => $"Morph_{i}").ToArray();
        if (!mesh.TryGetProperty("extras", out var extras) || extras.ValueKind != JsonValueKind.Object
            || !extras.TryGetProperty("targetNames", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return names;
        }

        var next = 0;
        foreach (var entry in list.EnumerateArray().Take(targets))
        {
            if (entry.ValueKind == JsonValueKind.String && entry.GetString() is { Length: > 0 } name)
            {
                names[next] = name.Length <= json.Limits.MaxNameLength
                    ? name
                    : throw json.Error(entry, $"a name is {name.Length} characters long and the limit is {json.Limits.MaxNameLength}; shorten it in the DCC and export again");
            }

            next++;
        }

        return names;
    }

    private sealed class Target(string name, double min, double max)
    {
        public string Name { get; } = name;

        public double Min { get; set; } = min;

        public double Max { get; set; } = max;
    }
}
