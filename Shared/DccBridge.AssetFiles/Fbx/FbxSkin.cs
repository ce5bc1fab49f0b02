using System.Collections;
using DccBridge.AssetFiles.Fbx.Container;
using DccBridge.AssetFiles.Fbx.Geometry;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>
/// How the bound meshes hang on bones. Each mesh is looked at by itself: one byte for each of its vertices, and eight more
/// where it has several materials.
/// </summary>
internal sealed class FbxSkin(FbxDocument document, FbxScene scene, FbxMaterials materials)
{
    private const int MaxSections = 64;

    private readonly Dictionary<FbxObject, int> _boneOfModel = Enumerable.Range(0, scene.Nodes.Count)
        .Where(scene.Skeleton.IsBone).ToDictionary(node => scene.Nodes[node].Model, scene.Skeleton.BoneOf);

    private readonly Dictionary<FbxObject, (FbxObject Cluster, int Bone)[]> _clusters = [];
    private readonly long[] _verticesOfBone = new long[scene.Skeleton.Count];
    private readonly Dictionary<int, BitArray> _bonesOfSlot = [];
    private bool _sectionsKnown = true;
    private int _maxInfluences;
    private long _unweighted;

    /// <summary>True when at least one mesh is bound to bones.</summary>
    public bool IsBound { get; private set; }

    /// <summary>Vertices that each bone moves.</summary>
    public IReadOnlyList<int> VerticesOfBones => [.. _verticesOfBone.Select(count => (int)Math.Min(count, int.MaxValue))];

    /// <summary>Looks at the mesh of a node, if it is bound.</summary>
    public void Add(FbxNode node, FbxMeshCounts counts)
    {
        var geometry = node.Geometry!;
        if (!_clusters.TryGetValue(geometry.Object, out var clusters))
        {
            // A mesh may stand at many nodes; the way to its bones is gone once.
            _clusters.Add(geometry.Object, clusters = [.. Clusters(geometry)]);
        }

        if (clusters.Length == 0)
        {
            return;
        }

        IsBound = true;
        var sections = counts.Materials.Select(entry => entry.Material).ToArray();
        var sectionsOfVertex = sections.Length > 1 ? SectionsOfVertices(geometry, sections) : null;
        _sectionsKnown &= sections.Length <= 1 || sectionsOfVertex is not null;
        var influences = new byte[geometry.Vertices];
        foreach (var (cluster, bone) in clusters)
        {
            var touched = ReadCluster(geometry, cluster, influences, sectionsOfVertex, bone);
            for (var section = 0; section < sections.Length && section < MaxSections; section++)
            {
                if ((touched & (1UL << section)) != 0)
                {
                    BonesOf(materials.SlotOf(node, sections[section]))[bone] = true;
                }
            }
        }

        foreach (var count in influences)
        {
            _maxInfluences = Math.Max(_maxInfluences, count);
            _unweighted += count == 0 ? 1 : 0;
        }
    }

    /// <summary>The facts; null when no mesh is bound.</summary>
    public SkinFacts? Facts() => !IsBound ? null : new SkinFacts
    {
        MaxInfluences = _maxInfluences,
        UnweightedVertices = (int)Math.Min(_unweighted, int.MaxValue),
        WeightedBones = _verticesOfBone.Count(vertices => vertices > 0),
        MaxBonesPerSection = _sectionsKnown ? _bonesOfSlot.Values.Select(CountOf).DefaultIfEmpty(0).Max() : 0,
    };

    private IEnumerable<(FbxObject Cluster, int Bone)> Clusters(FbxGeometry geometry)
    {
        foreach (var skin in document.Connections.Below(geometry.Object).Where(link => link.Object.Is("Deformer", "Skin")))
        {
            foreach (var cluster in document.Connections.Below(skin.Object).Where(link => link.Object.Is("Deformer", "Cluster")))
            {
                foreach (var link in document.Connections.Below(cluster.Object))
                {
                    if (_boneOfModel.TryGetValue(link.Object, out var bone))
                    {
                        yield return (cluster.Object, bone);
                    }
                }
            }
        }
    }

    private static int CountOf(BitArray bones)
    {
        var count = 0;
        for (var i = 0; i < bones.Length; i++)
        {
            count += bones[i] ? 1 : 0;
        }

        return count;
    }

    private BitArray BonesOf(int slot)
    {
        if (!_bonesOfSlot.TryGetValue(slot, out var bones))
        {
            _bonesOfSlot.Add(slot, bones = new BitArray(scene.Skeleton.Count));
        }

        return bones;
    }

    // Returns the sections whose vertices the cluster moves, one bit each.
    private ulong ReadCluster(FbxGeometry geometry, FbxObject cluster, byte[] influences, ulong[]? sectionsOfVertex, int bone)
    {
        var reader = document.Reader;
        FbxArray? indexList = null, weightList = null;
        foreach (var child in reader.Children(cluster.Record))
        {
            if (child.Name == "Indexes")
            {
                indexList = reader.Properties(child).Array();
            }
            else if (child.Name == "Weights")
            {
                weightList = reader.Properties(child).Array();
            }
        }

        if (indexList is not { Count: > 0, Type: 'i' or 'l' } indices || weightList is not { Type: 'd' or 'f' } weights)
        {
            return 0;
        }

        if (weights.Count != indices.Count)
        {
            throw document.Error(cluster, $"the bone \"{FbxReader.Shown(cluster.Name)}\" has {indices.Count} vertices and {weights.Count} weights; export it again");
        }

        reader.Visit(indices.Start, indices.Count);
        using var vertexReader = new FbxArrayReader(reader, indices);
        using var weightReader = new FbxArrayReader(reader, weights);
        var touched = 0UL;
        for (var i = 0L; i < indices.Count; i++)
        {
            var vertex = vertexReader.NextInteger();
            if ((uint)vertex >= (uint)influences.Length)
            {
                throw document.Error(cluster, $"the bone \"{FbxReader.Shown(cluster.Name)}\" moves vertex {vertex} of the mesh \"{FbxReader.Shown(geometry.Object.Name)}\" and only 0 to {influences.Length - 1} exist; export it again");
            }

            if (weightReader.NextNumber() == 0)
            {
                continue;
            }

            influences[vertex] += influences[vertex] < byte.MaxValue ? (byte)1 : (byte)0;
            touched |= sectionsOfVertex is null ? 1UL : sectionsOfVertex[vertex];
            _verticesOfBone[bone]++;
        }

        return touched;
    }

    // One bit for each material that a triangle at the vertex has; null when there are too many of either.
    private ulong[]? SectionsOfVertices(FbxGeometry geometry, int[] sections)
    {
        if (sections.Length > MaxSections || geometry.Vertices > document.Reader.Limits.MaxHeldPoints)
        {
            return null;
        }

        var bits = sections.Select((material, section) => (material, section)).ToDictionary(entry => entry.material, entry => 1UL << entry.section);
        var result = new ulong[geometry.Vertices];
        using var points = new FbxCornerPoints(document, geometry, null);
        using var triangles = new FbxTriangles(document, geometry, points);
        using var polygons = new FbxPolygonMaterials(document, geometry);
        while (triangles.Next())
        {
            polygons.Add(triangles.Polygon);
            var bit = bits[polygons.Current];
            result[triangles.A.Key] |= bit;
            result[triangles.B.Key] |= bit;
            result[triangles.C.Key] |= bit;
        }

        return result;
    }
}
