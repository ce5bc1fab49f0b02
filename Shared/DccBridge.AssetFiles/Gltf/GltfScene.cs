using System.Text.Json;
using DccBridge.AssetFiles.Gltf.Data;
using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>A node of the scene.</summary>
/// <param name="Facts">Its facts.</param>
/// <param name="Index">Its place in "nodes".</param>
/// <param name="Element">Its entry there.</param>
/// <param name="Mesh">The mesh it carries, or -1.</param>
/// <param name="Skin">The skin that moves that mesh, or -1.</param>
/// <param name="World">Where it puts that mesh.</param>
/// <param name="Level">The level of detail that MSFT_lod states for it; null when it states none.</param>
internal sealed record GltfNode(NodeFacts Facts, int Index, JsonElement Element, int Mesh, int Skin, Affine World, int? Level);

/// <summary>
/// The nodes of the default scene, parents before children. Without a default scene it is the first; without scenes it is
/// every node that has no parent. The levels of detail of a node (MSFT_lod) stand beside it in no scene; they are taken as if
/// they stood in its place.
/// </summary>
internal sealed class GltfScene
{
    private readonly GltfJson _json;
    private readonly GltfSkins _skins;
    private readonly int _meshCount;
    private readonly JsonElement[] _elements;
    private readonly int[] _parents;
    private readonly int[] _places;
    private readonly List<GltfNode> _nodes;

    private GltfScene(GltfJson json, int meshCount)
    {
        _json = json;
        _meshCount = meshCount;
        _elements = json.Objects(json.Root, "nodes", json.Limits.MaxNodes);
        _skins = GltfSkins.Read(json, _elements.Length);
        _parents = new int[_elements.Length];
        _places = new int[_elements.Length];
        Array.Fill(_parents, -1);
        Array.Fill(_places, -1);
        _nodes = new List<GltfNode>(_elements.Length);
    }

    /// <summary>The nodes, parents before children.</summary>
    public IReadOnlyList<GltfNode> Nodes => _nodes;

    /// <summary>The skins of the file.</summary>
    public GltfSkins Skins => _skins;

    /// <summary>How many nodes the file has, those of no scene too.</summary>
    public int NodeCount => _elements.Length;

    /// <summary>Reads the scene.</summary>
    /// <param name="json">The JSON part.</param>
    /// <param name="meshCount">How many meshes there are.</param>
    public static GltfScene Read(GltfJson json, int meshCount)
    {
        var scene = new GltfScene(json, meshCount);
        scene.Read();
        return scene;
    }

    /// <summary>The place in <see cref="Nodes"/> of an entry of "nodes"; -1 when it is not in the scene.</summary>
    public int PlaceOf(int node) => _places[node];

    private void Read()
    {
        var children = new int[_elements.Length][];
        for (var i = 0; i < _elements.Length; i++)
        {
            children[i] = Indices(_elements[i], "children", (child, element) =>
            {
                if (_parents[child] >= 0)
                {
                    throw _json.Error(element, $"nodes[{child}] has two parents, nodes[{_parents[child]}] and nodes[{i}]; export it again");
                }

                _parents[child] = i;
            });
        }

        RefuseCycles();
        var waiting = new Stack<(int Node, int Parent, int? Level)>();
        var taken = new bool[_elements.Length];
        Push(waiting, taken, Roots(), -1, null);
        while (waiting.TryPop(out var next))
        {
            var world = next.Parent < 0 ? Affine.Identity : _nodes[next.Parent].World;
            _places[next.Node] = _nodes.Count;
            var levels = Levels(_elements[next.Node], taken);
            _nodes.Add(ReadNode(next.Node, next.Parent, world, next.Level ?? (levels.Length > 0 ? 0 : null)));
            for (var level = levels.Length; level > 0; level--)
            {
                Push(waiting, taken, levels[(level - 1)..level], next.Parent, level);
            }

            Push(waiting, taken, children[next.Node], _nodes.Count - 1, next.Level);
        }
    }

    private static void Push(Stack<(int Node, int Parent, int? Level)> waiting, bool[] taken, int[] nodes, int parent, int? level)
    {
        for (var i = nodes.Length - 1; i >= 0; i--)
        {
            if (!taken[nodes[i]])
            {
                taken[nodes[i]] = true;
                waiting.Push((nodes[i], parent, level));
            }
        }
    }

    // Only nodes that stand nowhere else: one with a parent, or taken already, is where its own place says.
    private int[] Levels(JsonElement node, bool[] taken) =>
        _json.Extension(node, "MSFT_lod") is { } lod
            ? [.. Indices(lod, "ids", static (_, _) => { }).Where(level => _parents[level] < 0 && !taken[level]).Distinct()]
            : [];

    private int[] Roots()
    {
        var scenes = _json.Objects(_json.Root, "scenes");
        var scene = _json.Index(_json.Root, "scene", "scenes", scenes.Length);
        if (scenes.Length == 0)
        {
            return [.. Enumerable.Range(0, _elements.Length).Where(node => _parents[node] < 0)];
        }

        var seen = new HashSet<int>();
        return Indices(scenes[scene ?? 0], "nodes", (root, element) =>
        {
            if (_parents[root] >= 0 || !seen.Add(root))
            {
                throw _json.Error(element, $"nodes[{root}] stands in the scene and below another node, or twice in the scene; export it again");
            }
        });
    }

    private int[] Indices(JsonElement parent, string name, Action<int, JsonElement> check)
    {
        if (!_json.TryGet(parent, name, JsonValueKind.Array, out var list))
        {
            return [];
        }

        var indices = new int[list.GetArrayLength()];
        var next = 0;
        foreach (var element in list.EnumerateArray())
        {
            var index = _json.ToIndex(element, name, "nodes", _elements.Length);
            check(index, element);
            indices[next++] = index;
        }

        return indices;
    }

    // Each node has one parent at most, so it is enough to walk upwards and to stop at what was walked before.
    private void RefuseCycles()
    {
        var walkedBy = new int[_parents.Length];
        for (var start = 0; start < _parents.Length; start++)
        {
            for (var node = start; node >= 0 && walkedBy[node] == 0; node = _parents[node])
            {
                walkedBy[node] = start + 1;
                if (_parents[node] >= 0 && walkedBy[_parents[node]] == start + 1)
                {
                    throw _json.Error(_elements[node], $"nodes[{node}] is its own ancestor; export it again");
                }
            }
        }
    }

    private GltfNode ReadNode(int index, int parent, Affine parentWorld, int? level)
    {
        var node = _elements[index];
        var (translation, rotation, scale, local) = GltfTransform.Read(_json, node);
        var mesh = _json.Index(node, "mesh", "meshes", _meshCount) ?? -1;
        var skin = mesh < 0 ? -1 : _json.Index(node, "skin", "skins", _skins.Count) ?? -1;
        var facts = new NodeFacts
        {
            Name = _json.Name(node, $"Node_{index}"),
            Parent = parent,
            Translation = translation,
            Rotation = rotation,
            Scale = scale,
            HasMesh = mesh >= 0,
            Kind = _skins.IsBone(index) ? NodeKind.Bone
                : node.TryGetProperty("camera", out _) ? NodeKind.Camera
                : _json.Extension(node, "KHR_lights_punctual") is not null ? NodeKind.Light
                : NodeKind.Other,
        };
        return new GltfNode(facts, index, node, mesh, skin, parentWorld.After(local), level);
    }
}
