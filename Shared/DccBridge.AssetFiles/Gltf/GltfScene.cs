using System.Text.Json;
using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>A node of the scene: its facts, the mesh it carries (or -1), and where it puts that mesh.</summary>
internal sealed record GltfNode(NodeFacts Facts, int Mesh, Affine World);

/// <summary>
/// The nodes of the default scene, parents before children. Without a default scene it is the first; without scenes it is
/// every node that has no parent.
/// </summary>
internal static class GltfScene
{
    /// <summary>Reads the scene.</summary>
    /// <param name="json">The JSON part.</param>
    /// <param name="meshCount">How many meshes there are.</param>
    public static List<GltfNode> Read(GltfJson json, int meshCount)
    {
        var nodes = json.Objects(json.Root, "nodes", json.Limits.MaxNodes);
        var children = new int[nodes.Length][];
        var parents = new int[nodes.Length];
        Array.Fill(parents, -1);
        for (var i = 0; i < nodes.Length; i++)
        {
            children[i] = Indices(json, nodes[i], "children", nodes.Length, (child, element) =>
            {
                if (parents[child] >= 0)
                {
                    throw json.Error(element, $"nodes[{child}] has two parents, nodes[{parents[child]}] and nodes[{i}]; export it again");
                }

                parents[child] = i;
            });
        }

        RefuseCycles(json, nodes, parents);
        var result = new List<GltfNode>(nodes.Length);
        var waiting = new Stack<(int Node, int Parent)>();
        Push(waiting, Roots(json, nodes.Length, parents), -1);
        while (waiting.TryPop(out var next))
        {
            var world = next.Parent < 0 ? Affine.Identity : result[next.Parent].World;
            result.Add(ReadNode(json, nodes[next.Node], next.Node, next.Parent, world, meshCount));
            Push(waiting, children[next.Node], result.Count - 1);
        }

        return result;
    }

    private static void Push(Stack<(int Node, int Parent)> waiting, int[] nodes, int parent)
    {
        for (var i = nodes.Length - 1; i >= 0; i--)
        {
            waiting.Push((nodes[i], parent));
        }
    }

    private static int[] Roots(GltfJson json, int nodeCount, int[] parents)
    {
        var scenes = json.Objects(json.Root, "scenes");
        var scene = json.Index(json.Root, "scene", "scenes", scenes.Length);
        if (scenes.Length == 0)
        {
            return [.. Enumerable.Range(0, nodeCount).Where(node => parents[node] < 0)];
        }

        var seen = new HashSet<int>();
        return Indices(json, scenes[scene ?? 0], "nodes", nodeCount, (root, element) =>
        {
            if (parents[root] >= 0 || !seen.Add(root))
            {
                throw json.Error(element, $"nodes[{root}] stands in the scene and below another node, or twice in the scene; export it again");
            }
        });
    }

    private static int[] Indices(GltfJson json, JsonElement parent, string name, int count, Action<int, JsonElement> check)
    {
        if (!json.TryGet(parent, name, JsonValueKind.Array, out var list))
        {
            return [];
        }

        var indices = new int[list.GetArrayLength()];
        var next = 0;
        foreach (var element in list.EnumerateArray())
        {
            var index = json.ToIndex(element, name, "nodes", count);
            check(index, element);
            indices[next++] = index;
        }

        return indices;
    }

    // Each node has one parent at most, so it is enough to walk upwards and to stop at what was walked before.
    private static void RefuseCycles(GltfJson json, JsonElement[] nodes, int[] parents)
    {
        var walkedBy = new int[parents.Length];
        for (var start = 0; start < parents.Length; start++)
        {
            for (var node = start; node >= 0 && walkedBy[node] == 0; node = parents[node])
            {
                walkedBy[node] = start + 1;
                if (parents[node] >= 0 && walkedBy[parents[node]] == start + 1)
                {
                    throw json.Error(nodes[node], $"nodes[{node}] is its own ancestor; export it again");
                }
            }
        }
    }

    private static GltfNode ReadNode(GltfJson json, JsonElement node, int index, int parent, Affine parentWorld, int meshCount)
    {
        var (translation, rotation, scale, local) = Transform(json, node);
        var mesh = json.Index(node, "mesh", "meshes", meshCount) ?? -1;
        var world = parentWorld.After(local);
        var facts = new NodeFacts
        {
            Name = json.Name(node, $"Node_{index}"),
            Parent = parent,
            Translation = translation,
            Rotation = rotation,
            Scale = scale,
            HasMesh = mesh >= 0,
        };
        return new GltfNode(facts, mesh, world);
    }

    private static (Vector3D Translation, QuaternionD Rotation, Vector3D Scale, Affine Local) Transform(GltfJson json, JsonElement node)
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
