using DccBridge.AssetFiles.Fbx.Container;
using DccBridge.AssetFiles.Fbx.Geometry;
using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>
/// Facts of all meshes of LOD 0 of the scene taken together, as one asset: a mesh that stands there twice counts twice, a
/// mesh that does not stand there not at all.
/// </summary>
internal static class FbxMesh
{
    /// <summary>The facts, and the vertices that each bone moves.</summary>
    /// <param name="document">The file.</param>
    /// <param name="scene">Its scene.</param>
    /// <param name="sink">Takes the triangles; null when nobody wants them.</param>
    /// <returns>Null when no mesh of LOD 0 stands in the scene.</returns>
    public static (MeshFacts Mesh, IReadOnlyList<int> VerticesOfBones)? Read(FbxDocument document, FbxScene scene, TriangleSink? sink)
    {
        var axes = FbxAxes.Read(document);
        var groups = scene.MeshNodes().GroupBy(node => node.Geometry!).ToArray();
        if (groups.Length == 0)
        {
            return null;
        }

        var uvChannels = groups.Min(group => group.Key.Uvs.Count);
        var survey = new FbxMeshSurvey(document, uvChannels);
        var counts = new Dictionary<FbxGeometry, FbxMeshCounts>();
        long triangles = 0, vertices = 0, degenerate = 0;
        foreach (var group in groups)
        {
            Affine[] places = [.. group.Select(node => node.GeometryPlace)];
            var count = survey.Survey(group.Key, places);
            if (sink is not null)
            {
                survey.Give(group.Key, places, axes.ToUnreal, sink);
            }

            counts.Add(group.Key, count);
            triangles += (long)count.Triangles * places.Length;
            degenerate += (long)count.Degenerate * places.Length;
            vertices += (long)group.Key.Vertices * places.Length;
        }

        survey.Release();
        var materials = new FbxMaterials(document);
        var skin = new FbxSkin(document, scene, materials);
        foreach (var node in scene.MeshNodes())
        {
            materials.Add(node, counts[node.Geometry!]);
            skin.Add(node, counts[node.Geometry!]);
        }

        var others = new Dictionary<FbxGeometry, NodeCounts>();
        var mesh = new MeshFacts
        {
            Triangles = Count(document, triangles),
            Vertices = Count(document, vertices),
            UvChannels = uvChannels,
            Uvs = survey.UvFacts(),
            DegenerateTriangles = Count(document, degenerate),
            HasInvalidPositions = survey.Bounds.HasInvalidPoints,
            HasNormals = groups.All(group => group.Key.HasNormals),
            Slots = materials.Facts(),
            Bounds = survey.Bounds.ToBox(axes.ToUnreal),
            SourceUnitCentimetres = axes.UnitCentimetres,
            SourceUpAxis = axes.Up,
            Nodes = scene.Roles.Nodes(),
            Lods = scene.Roles.LodFacts(CountsOf),
            Collisions = scene.Roles.CollisionFacts(CountsOf),
            Skin = skin.Facts(),
            Morphs = FbxMorphs.Read(document, groups.Select(group => group.Key)),
            Textures = FbxTextures.Read(document),
        };
        return (mesh, skin.VerticesOfBones);

        NodeCounts CountsOf(int node)
        {
            var geometry = scene.Nodes[node].Geometry!;
            if (!others.TryGetValue(geometry, out var known))
            {
                known = FbxMeshSurvey.Count(document, geometry);
                others.Add(geometry, known);
            }

            return known;
        }
    }

    private static int Count(FbxDocument document, long count) => count <= int.MaxValue ? (int)count
        : throw document.Reader.Source.Error(FbxHeader.Bytes, $"the meshes have {count} triangles or vertices in all and the limit is {int.MaxValue}; split the asset");
}
