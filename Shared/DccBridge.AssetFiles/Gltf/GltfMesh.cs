using System.Text.Json;
using DccBridge.AssetFiles.Gltf.Data;
using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>
/// Facts of all meshes of the scene taken together, as one asset: a mesh that stands there twice counts twice, a mesh that
/// does not stand there not at all. Slots are in the order in which the nodes first use them; one slot per material. Levels of
/// detail and collision shapes are read to the end too, and counted apart.
/// </summary>
internal sealed class GltfMesh
{
    /// <summary>Unreal's unit, the centimetre, in one metre, glTF's unit.</summary>
    private const double CentimetresPerMetre = 100;

    private readonly GltfJson _json;
    private readonly GltfAccessorList _accessors;
    private readonly GltfExtensions _extensions;
    private readonly JsonElement[] _meshes;
    private readonly JsonElement[] _materials;
    private readonly PartSurvey _survey;
    private readonly TriangleSink? _sink;
    private readonly SlotCounts<int> _slots = new();
    private readonly Dictionary<int, NodeCounts> _countsOfMesh = [];
    private long _triangles;
    private long _vertices;
    private long _degenerate;
    private bool _hasNormals = true;

    private GltfMesh(GltfJson json, GltfAccessorList accessors, GltfExtensions extensions, ElementBudget budget, TriangleSink? sink)
    {
        _json = json;
        _accessors = accessors;
        _extensions = extensions;
        _meshes = json.Objects(json.Root, "meshes");
        _materials = json.Objects(json.Root, "materials");
        _survey = new PartSurvey(json, budget);
        _sink = sink;
        Scene = GltfScene.Read(json, _meshes.Length);
        Roles = NodeRoles.Of([.. Scene.Nodes.Select(node => node.Facts)], Levels(Scene));
        Skin = new SkinSurvey(json, budget, Scene.Skins, Scene.NodeCount);
        Morphs = new GltfMorphs(json);
    }

    /// <summary>The nodes.</summary>
    public GltfScene Scene { get; }

    /// <summary>What the nodes are for.</summary>
    public NodeRoles Roles { get; }

    /// <summary>How LOD 0 hangs on bones.</summary>
    public SkinSurvey Skin { get; }

    /// <summary>The morph targets of LOD 0. Animations widen their ranges, so they are read before <see cref="Facts"/>.</summary>
    public GltfMorphs Morphs { get; }

    /// <summary>True when LOD 0 has no part with triangles.</summary>
    public bool IsEmpty => _slots.Count == 0;

    /// <summary>Reads all meshes of the scene.</summary>
    public static GltfMesh Read(GltfJson json, GltfAccessorList accessors, GltfExtensions extensions, ElementBudget budget, TriangleSink? sink)
    {
        var mesh = new GltfMesh(json, accessors, extensions, budget, sink);
        foreach (var standing in mesh.Scene.Nodes.Select((node, place) => (Node: node, Place: place)).Where(entry => entry.Node.Mesh >= 0).GroupBy(entry => entry.Node.Mesh))
        {
            var shown = standing.Where(entry => mesh.Roles.KindOf(entry.Place) == NodeKind.Mesh).Select(entry => entry.Node).ToArray();
            mesh.Take(standing.Key, shown);
        }

        return mesh;
    }

    /// <summary>The facts.</summary>
    /// <exception cref="AssetFileException">There is no mesh, or there is too much of it.</exception>
    public MeshFacts Facts()
    {
        if (IsEmpty)
        {
            throw _json.Error(_json.Root, Roles.Collisions.Count > 0
                ? "the scene of the file has collision shapes (UCX_ and its kind) and no mesh with triangles; select the mesh in the DCC too and export again"
                : "the scene of the file has no mesh with triangles; select the mesh in the DCC and export again");
        }

        if (_slots.Count > _json.Limits.MaxSlots)
        {
            throw _json.Error(_json.Root, $"the mesh has {_slots.Count} material slots and the limit is {_json.Limits.MaxSlots}; merge materials or split the mesh");
        }

        return new MeshFacts
        {
            Triangles = Count(_triangles),
            Vertices = Count(_vertices),
            UvChannels = _survey.UvChannels ?? 0,
            DegenerateTriangles = Count(_degenerate),
            HasInvalidPositions = _survey.Bounds.HasInvalidPoints,
            Slots = [.. _slots.InOrder.Select(slot => new MaterialSlot { Name = MaterialName(slot.Material), Triangles = Count(slot.Triangles) })],
            Bounds = _survey.Bounds.ToBox(ToUnreal),
            SourceUnitCentimetres = CentimetresPerMetre,
            SourceUpAxis = UpAxis.Y,
            Nodes = Roles.Nodes(),
            Uvs = _survey.Uvs,
            Lods = Roles.LodFacts(CountsOf),
            Collisions = Roles.CollisionFacts(CountsOf),
            Skin = Skin.HasSkin ? Skin.Facts() : null,
            Morphs = Morphs.Facts,
            Textures = GltfTextures.Read(_json),
            HasNormals = _hasNormals,
        };
    }

    private static Dictionary<int, int> Levels(GltfScene scene) =>
        scene.Nodes.Select((node, place) => (Place: place, node.Level)).Where(entry => entry.Level is not null).ToDictionary(entry => entry.Place, entry => entry.Level!.Value);

    // Unreal's glTF import puts (x, y, z) of glTF (right-handed, Y up) at (x, z, y) of Unreal (left-handed, Z up).
    private static Vector3D ToUnreal(Vector3D point) => new(point.X * CentimetresPerMetre, point.Z * CentimetresPerMetre, point.Y * CentimetresPerMetre);

    private NodeCounts CountsOf(int node) => _countsOfMesh.GetValueOrDefault(Scene.Nodes[node].Mesh);

    private void Take(int index, GltfNode[] shown)
    {
        var places = shown.Select(node => node.World).ToArray();
        var skins = shown.Where(node => node.Skin >= 0).CountBy(node => node.Skin).ToArray();
        var vertexLists = new HashSet<int>();
        long triangles = 0, vertices = 0;
        var targets = 0;
        foreach (var part in Parts(_meshes[index]))
        {
            var isNewList = vertexLists.Add(part.PositionIndex);
            triangles += part.Triangles;
            vertices += isNewList ? part.Positions.Count : 0;
            targets = Math.Max(targets, part.Targets);
            if (shown.Length == 0)
            {
                _survey.Check(part);
                continue;
            }

            _degenerate += (long)_survey.Take(part, places) * shown.Length;
            if (_sink is not null)
            {
                _survey.Give(part, places, ToUnreal, _sink);
            }

            _hasNormals &= part.HasNormals;
            _slots.Add(part.Material, (long)part.Triangles * shown.Length);
            foreach (var (skin, times) in skins)
            {
                Skin.Take(part, skin, times, isNewList);
            }
        }

        _countsOfMesh[index] = new NodeCounts(triangles, vertices);
        _triangles += triangles * shown.Length;
        _vertices += vertices * shown.Length;
        if (shown.Length > 0)
        {
            Morphs.Take(index, _meshes[index], targets, shown);
        }
    }

    private IEnumerable<GltfPart> Parts(JsonElement mesh)
    {
        foreach (var primitive in _json.Objects(mesh, "primitives"))
        {
            if (GltfPart.Read(_json, _accessors, _extensions, primitive, _materials.Length) is { } part)
            {
                yield return part;
            }
        }
    }

    private string MaterialName(int material) => material < 0 ? "" : _json.Name(_materials[material], $"Material_{material}");

    private int Count(long count) =>
        count <= int.MaxValue ? (int)count : throw _json.Error(_json.Root, $"the meshes have {count} triangles or vertices in all and the limit is {int.MaxValue}; split the asset");
}
