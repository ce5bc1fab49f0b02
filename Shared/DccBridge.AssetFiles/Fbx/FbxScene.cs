using DccBridge.AssetFiles.Fbx.Container;
using DccBridge.AssetFiles.Fbx.Geometry;
using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>A model that stands in the scene.</summary>
/// <param name="Model">The object.</param>
/// <param name="Facts">Name, parent and transform; what it is says <see cref="FbxScene.Roles"/>.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="GeometryPlace">Where it puts its geometry.</param>
/// <param name="Geometry">The mesh it carries; null when none.</param>
internal sealed record FbxNode(FbxObject Model, NodeFacts Facts, FbxPlace Place, Affine GeometryPlace, FbxGeometry? Geometry);

/// <summary>The models that hang on the root of the scene, parents before children. Others are in the file, but not in the scene.</summary>
internal sealed class FbxScene
{
    private readonly FbxDocument _document;
    private readonly List<FbxNode> _nodes = [];
    private readonly Dictionary<FbxObject, int> _places = [];
    private readonly Dictionary<FbxObject, FbxGeometry?> _geometries = [];

    /// <summary>Reads the scene.</summary>
    /// <exception cref="AssetFileException">A model has two parents, is its own ancestor, or has a transform that is no number.</exception>
    public FbxScene(FbxDocument document)
    {
        _document = document;
        var parents = Parents();
        RefuseCycles(parents);
        var waiting = new Stack<FbxObject>();
        Push(waiting, document.Connections.Below(null).Where(link => link.Object.Is("Model") && parents[link.Object.Index] < 0));
        var seen = new bool[document.Objects.Count];
        while (waiting.TryPop(out var model))
        {
            // A file may connect a model to the same parent twice.
            if (seen[model.Index])
            {
                continue;
            }

            seen[model.Index] = true;
            _places.Add(model, _nodes.Count);
            _nodes.Add(ReadNode(model, parents[model.Index]));
            Push(waiting, document.Connections.Below(model).Where(IsChild));
        }

        Skeleton = FbxSkeleton.Read(document, _nodes, _places);
        Roles = NodeRoles.Of(
            [.. _nodes.Select((node, index) => node.Facts with { Kind = Skeleton.IsBone(index) ? NodeKind.Bone : node.Facts.Kind })],
            StatedLevels());
    }

    /// <summary>The nodes.</summary>
    public IReadOnlyList<FbxNode> Nodes => _nodes;

    /// <summary>What the nodes are.</summary>
    public NodeRoles Roles { get; }

    /// <summary>The bones among them.</summary>
    public FbxSkeleton Skeleton { get; }

    /// <summary>The nodes whose mesh is part of LOD 0.</summary>
    public IEnumerable<FbxNode> MeshNodes() => _nodes.Where((_, index) => Roles.KindOf(index) == NodeKind.Mesh);

    private static bool IsChild(FbxLink link) => link.Property is null && link.Object.Is("Model");

    private static void Push(Stack<FbxObject> waiting, IEnumerable<FbxLink> links)
    {
        foreach (var link in links.Reverse())
        {
            waiting.Push(link.Object);
        }
    }

    // By the places of the objects; -1 for all that have no model above them.
    private int[] Parents()
    {
        var parents = new int[_document.Objects.Count];
        Array.Fill(parents, -1);
        var models = 0;
        foreach (var model in _document.Objects.Where(thing => thing.Is("Model")))
        {
            if (++models > _document.Reader.Limits.MaxNodes)
            {
                throw _document.Error(model, $"the file has more than {_document.Reader.Limits.MaxNodes} nodes; split the asset");
            }

            foreach (var link in _document.Connections.Above(model).Where(IsChild))
            {
                if (parents[model.Index] >= 0 && parents[model.Index] != link.Object.Index)
                {
                    throw _document.Error(model, $"the node \"{FbxReader.Shown(model.Name)}\" has two parents; export it again");
                }

                parents[model.Index] = link.Object.Index;
            }
        }

        return parents;
    }

    // Each model has one parent at most, so it is enough to walk upwards and to stop at what was walked before.
    private void RefuseCycles(int[] parents)
    {
        var walkedBy = new int[parents.Length];
        for (var start = 0; start < parents.Length; start++)
        {
            for (var node = start; node >= 0 && walkedBy[node] == 0; node = parents[node])
            {
                walkedBy[node] = start + 1;
                if (parents[node] >= 0 && walkedBy[parents[node]] == start + 1)
                {
                    var model = _document.Objects[node];
                    throw _document.Error(model, $"the node \"{FbxReader.Shown(model.Name)}\" is its own ancestor; export it again");
                }
            }
        }
    }

    private FbxNode ReadNode(FbxObject model, int parentObject)
    {
        var parent = parentObject < 0 ? -1 : _places[_document.Objects[parentObject]];
        var transform = FbxTransform.Read(FbxProperties.Read(_document.Reader, model.Record, _document.ModelDefaults));
        if (!IsFinite(transform.Translation) || !IsFinite(transform.Scale))
        {
            throw _document.Error(model, $"the transform of the node \"{FbxReader.Shown(model.Name)}\" is not made of finite numbers; reset it in the DCC and export again");
        }

        var place = transform.Place(parent < 0 ? null : _nodes[parent].Place);
        var geometry = _document.Connections.Below(model).Where(link => link.Property is null && link.Object.Is("Geometry", "Mesh"))
            .Select(link => GeometryOf(link.Object)).FirstOrDefault(known => known is not null);
        var facts = new NodeFacts
        {
            Name = _document.NameOf(model),
            Parent = parent,
            Translation = transform.Translation,
            Rotation = transform.Rotation,
            Scale = transform.Scale,
            HasMesh = geometry is not null,
            Kind = model.Kind switch
            {
                "Camera" => NodeKind.Camera,
                "Light" => NodeKind.Light,
                _ => NodeKind.Other,
            },
        };
        return new FbxNode(model, facts, place, place.Whole.After(transform.Geometric), geometry);
    }

    private FbxGeometry? GeometryOf(FbxObject thing)
    {
        if (!_geometries.TryGetValue(thing, out var geometry))
        {
            geometry = FbxGeometry.Read(_document, thing);
            _geometries.Add(thing, geometry);
        }

        return geometry;
    }

    // The children of an LOD group are its levels, in their order, but for the collision shapes among them; what hangs below a child belongs to its level.
    private Dictionary<int, int> StatedLevels()
    {
        var levels = new Dictionary<int, int>();
        var childrenOfGroup = new Dictionary<int, int>();
        var isGroup = _nodes.Select(node => IsLodGroup(node.Model)).ToArray();
        for (var i = 0; i < _nodes.Count; i++)
        {
            var parent = _nodes[i].Facts.Parent;
            if (parent < 0)
            {
                continue;
            }

            if (isGroup[parent])
            {
                if (_nodes[i].Facts.HasMesh && CollisionName.TryParse(_nodes[i].Facts.Name, out _))
                {
                    continue;
                }

                levels[i] = childrenOfGroup.GetValueOrDefault(parent);
                childrenOfGroup[parent] = levels[i] + 1;
            }
            else if (levels.TryGetValue(parent, out var level))
            {
                levels[i] = level;
            }
        }

        return levels;
    }

    private bool IsLodGroup(FbxObject model) => model.Kind is "LodGroup" or "LODGroup"
        || _document.Connections.Below(model).Any(link => link.Object.Is("NodeAttribute", "LodGroup"));

    private static bool IsFinite(Vector3D v) => double.IsFinite(v.X) && double.IsFinite(v.Y) && double.IsFinite(v.Z);
}
