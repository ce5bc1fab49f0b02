using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>
/// The bones of the scene, as Unreal's FBX import finds them: joints, whatever a mesh is bound to, and what these hang on up
/// to the root of the scene (groups and meshes that are not bound themselves become bones too). A group named "Armature" at
/// the root of a file from Blender is left out.
/// </summary>
internal sealed class FbxSkeleton
{
    private readonly IReadOnlyList<FbxNode> _nodes;
    private readonly int[] _bones;

    private FbxSkeleton(IReadOnlyList<FbxNode> nodes, int[] bones)
    {
        _nodes = nodes;
        _bones = bones;
    }

    /// <summary>How many bones there are.</summary>
    public int Count { get; private set; }

    /// <summary>Finds the bones.</summary>
    public static FbxSkeleton Read(FbxDocument document, IReadOnlyList<FbxNode> nodes, IReadOnlyDictionary<FbxObject, int> places)
    {
        var isBone = new bool[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            isBone[i] = nodes[i].Model.Kind is "LimbNode" or "Limb" or "Root" or "Effector";
        }

        foreach (var cluster in document.Objects.Where(thing => thing.Is("Deformer", "Cluster")))
        {
            foreach (var link in document.Connections.Below(cluster).Where(link => places.ContainsKey(link.Object)))
            {
                isBone[places[link.Object]] = true;
            }
        }

        AddAncestors(document, nodes, isBone);
        var bones = new int[nodes.Count];
        var count = 0;
        for (var i = 0; i < nodes.Count; i++)
        {
            bones[i] = isBone[i] ? count++ : -1;
        }

        return new FbxSkeleton(nodes, bones) { Count = count };
    }

    /// <summary>True when a node is a bone.</summary>
    public bool IsBone(int node) => _bones[node] >= 0;

    /// <summary>The place of a node among the bones; -1 when it is none.</summary>
    public int BoneOf(int node) => _bones[node];

    /// <summary>The facts, parents before children.</summary>
    /// <param name="vertices">Vertices that each bone moves.</param>
    public SkeletonFacts Facts(IReadOnlyList<int> vertices)
    {
        var facts = new List<BoneFacts>(Count);
        for (var i = 0; i < _nodes.Count; i++)
        {
            if (IsBone(i))
            {
                var node = _nodes[i].Facts;
                facts.Add(new BoneFacts
                {
                    Name = node.Name,
                    Parent = node.Parent < 0 ? -1 : _bones[node.Parent],
                    Scale = node.Scale,
                    Vertices = vertices[_bones[i]],
                });
            }
        }

        return new SkeletonFacts { Bones = facts, BoneCount = facts.Count };
    }

    // Parents stand before their children, so one pass from the end reaches all ancestors.
    private static void AddAncestors(FbxDocument document, IReadOnlyList<FbxNode> nodes, bool[] isBone)
    {
        var fromBlender = document.Creator()?.Contains("Blender", StringComparison.OrdinalIgnoreCase) == true;
        var isBound = nodes.Select(node => node.Geometry is { } geometry && document.Connections.Below(geometry.Object).Any(link => link.Object.Is("Deformer", "Skin"))).ToArray();
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            var parent = nodes[i].Facts.Parent;
            if (!isBone[i] || parent < 0)
            {
                continue;
            }

            var isArmature = fromBlender && nodes[parent].Facts.Parent < 0 && nodes[parent].Facts.Name.Equals("Armature", StringComparison.OrdinalIgnoreCase);
            if (!isArmature && !isBound[parent])
            {
                isBone[parent] = true;
            }
        }
    }
}
