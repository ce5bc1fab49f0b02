using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Meshes;

/// <summary>A node whose mesh Unreal turns into collision.</summary>
/// <param name="Node">Its index.</param>
/// <param name="Shape">Its kind.</param>
/// <param name="Target">Name of the mesh node that it belongs to; null when there is none.</param>
/// <param name="IsNested">True when it hangs below another node that carries a mesh.</param>
internal sealed record CollisionNode(int Node, CollisionShape Shape, string? Target, bool IsNested);

/// <summary>What a mesh of LOD 0, of a level of detail or of a collision shape counts.</summary>
internal readonly record struct NodeCounts(long Triangles, long Vertices);

/// <summary>
/// What the nodes of a file that carry meshes are for: LOD 0, a later level of detail, or collision. By their names, and by
/// what the file itself says of levels (an LOD group of FBX, MSFT_lod of glTF).
/// </summary>
/// <remarks>
/// A name with "_LOD1" or higher makes a level only when the file has LOD 0 of the same mesh, under the plain name or with
/// "_LOD0"; alone it is a mesh like any other. A collision node without a fitting mesh is collision all the same: it is a
/// slip of the pen that mesh.ucx tells of. Names are compared letter by letter, case included.
/// </remarks>
internal sealed class NodeRoles
{
    private readonly NodeKind[] _kinds;
    private readonly int[] _levels;
    private readonly IReadOnlyList<NodeFacts> _nodes;
    private readonly List<CollisionNode> _collisions = [];

    private NodeRoles(IReadOnlyList<NodeFacts> nodes, IReadOnlyDictionary<int, int>? statedLevels)
    {
        _nodes = nodes;
        _kinds = [.. nodes.Select(node => node.HasMesh ? NodeKind.Mesh : node.Kind)];
        _levels = new int[nodes.Count];
        var collisions = FindCollisions();
        FindLevels(statedLevels);
        Match(collisions);
    }

    /// <summary>The collision nodes in the order of the nodes.</summary>
    public IReadOnlyList<CollisionNode> Collisions => _collisions;

    /// <summary>Reads the roles.</summary>
    /// <param name="nodes">All nodes, parents before children; <see cref="NodeFacts.Kind"/> says what those without mesh are.</param>
    /// <param name="statedLevels">Levels from 0 that the file states, by node; nodes that are not in it go by their names.</param>
    public static NodeRoles Of(IReadOnlyList<NodeFacts> nodes, IReadOnlyDictionary<int, int>? statedLevels = null) => new(nodes, statedLevels);

    /// <summary>What a node is.</summary>
    public NodeKind KindOf(int node) => _kinds[node];

    /// <summary>The level of detail of a node that carries a mesh; 0 for all others.</summary>
    public int LevelOf(int node) => _levels[node];

    /// <summary>The nodes with their kinds set.</summary>
    public IReadOnlyList<NodeFacts> Nodes() => [.. _nodes.Select((node, index) => node with { Kind = _kinds[index] })];

    /// <summary>The collision shapes as facts.</summary>
    /// <param name="countsOf">What the mesh of a node counts.</param>
    public IReadOnlyList<CollisionFacts> CollisionFacts(Func<int, NodeCounts> countsOf) =>
    [
        .. _collisions.Select(collision => new CollisionFacts
        {
            Node = _nodes[collision.Node].Name,
            Shape = collision.Shape,
            Target = collision.Target,
            Triangles = Clamp(countsOf(collision.Node).Triangles),
            IsNested = collision.IsNested,
        }),
    ];

    /// <summary>The levels after LOD 0 as facts, nodes of the same level added up under the name of the first.</summary>
    /// <param name="countsOf">What the mesh of a node counts.</param>
    public IReadOnlyList<LodFacts> LodFacts(Func<int, NodeCounts> countsOf) =>
    [
        .. Enumerable.Range(0, _nodes.Count).Where(node => _kinds[node] == NodeKind.Lod).GroupBy(node => _levels[node]).OrderBy(level => level.Key)
            .Select(level =>
            {
                var counts = level.Select(countsOf).ToArray();
                return new LodFacts
                {
                    Level = level.Key,
                    Triangles = Clamp(counts.Sum(count => count.Triangles)),
                    Vertices = Clamp(counts.Sum(count => count.Vertices)),
                    Node = _nodes[level.First()].Name,
                };
            }),
    ];

    private static int Clamp(long count) => (int)Math.Min(count, int.MaxValue);

    private List<(int Node, CollisionName Name)> FindCollisions()
    {
        var found = new List<(int Node, CollisionName Name)>();
        for (var i = 0; i < _nodes.Count; i++)
        {
            if (_nodes[i].HasMesh && CollisionName.TryParse(_nodes[i].Name, out var name))
            {
                _kinds[i] = NodeKind.Collision;
                found.Add((i, name.Value));
            }
        }

        return found;
    }

    private void FindLevels(IReadOnlyDictionary<int, int>? stated)
    {
        var names = new LodName?[_nodes.Count];
        var bases = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < _nodes.Count; i++)
        {
            if (_kinds[i] != NodeKind.Mesh || stated?.ContainsKey(i) == true)
            {
                continue;
            }

            if (LodName.TryParse(_nodes[i].Name, out names[i]) && names[i]!.Value.Level > 0)
            {
                continue;
            }

            bases.Add(names[i]?.Mesh ?? _nodes[i].Name);
        }

        for (var i = 0; i < _nodes.Count; i++)
        {
            var level = stated is not null && stated.TryGetValue(i, out var known) ? known
                : names[i] is { Level: > 0 } name && bases.Contains(name.Mesh) ? name.Level
                : 0;
            if (_kinds[i] == NodeKind.Mesh && level > 0)
            {
                _kinds[i] = NodeKind.Lod;
                _levels[i] = level;
            }
        }
    }

    private void Match(List<(int Node, CollisionName Name)> collisions)
    {
        if (collisions.Count == 0)
        {
            return;
        }

        // By the name that the artist reads in the DCC; "SM_Crate_LOD0" also answers to "SM_Crate".
        var meshes = new Dictionary<string, string>(StringComparer.Ordinal);
        var meshNodes = Enumerable.Range(0, _nodes.Count).Where(node => _kinds[node] is NodeKind.Mesh or NodeKind.Lod).Select(node => _nodes[node].Name).ToArray();
        foreach (var name in meshNodes)
        {
            meshes.TryAdd(name, name);
        }

        foreach (var name in meshNodes)
        {
            if (LodName.TryParse(name, out var lod) && lod.Value.Level == 0)
            {
                meshes.TryAdd(lod.Value.Mesh, name);
            }
        }

        var belowMesh = new bool[_nodes.Count];
        for (var i = 0; i < belowMesh.Length; i++)
        {
            var parent = _nodes[i].Parent;
            belowMesh[i] = parent >= 0 && (_nodes[parent].HasMesh || belowMesh[parent]);
        }

        foreach (var (node, name) in collisions)
        {
            var target = name.Targets().Select(candidate => meshes.GetValueOrDefault(candidate)).FirstOrDefault(found => found is not null);
            _collisions.Add(new CollisionNode(node, name.Shape, target, belowMesh[node]));
        }
    }
}
