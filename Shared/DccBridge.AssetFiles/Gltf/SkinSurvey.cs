using DccBridge.AssetFiles.Gltf.Data;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>
/// Counts how the vertices of skinned parts hang on bones, through windows of bounded size. Weights of zero, and below, count
/// as none. Bones of a section are those of the vertex lists of its parts.
/// </summary>
/// <param name="json">The JSON part.</param>
/// <param name="budget">What may be looked at.</param>
/// <param name="skins">The skins of the file.</param>
/// <param name="nodeCount">How many nodes the file has.</param>
internal sealed class SkinSurvey(GltfJson json, ElementBudget budget, GltfSkins skins, int nodeCount)
{
    private readonly long[] _verticesOfBone = new long[nodeCount];
    private readonly Dictionary<int, HashSet<int>> _bonesOfMaterial = [];
    private int _maxInfluences;
    private long _unweighted;

    /// <summary>True when a part was taken in.</summary>
    public bool HasSkin { get; private set; }

    /// <summary>What was found.</summary>
    public SkinFacts Facts() => new()
    {
        MaxInfluences = _maxInfluences,
        UnweightedVertices = (int)Math.Min(_unweighted, int.MaxValue),
        WeightedBones = _verticesOfBone.Count(vertices => vertices > 0),
        MaxBonesPerSection = _bonesOfMaterial.Values.Select(bones => bones.Count).DefaultIfEmpty().Max(),
    };

    /// <summary>Vertices that the bone, an entry of "nodes", moves.</summary>
    public int VerticesOf(int node) => (int)Math.Min(_verticesOfBone[node], int.MaxValue);

    /// <summary>Takes a part in.</summary>
    /// <param name="part">The part.</param>
    /// <param name="skin">The skin that moves it.</param>
    /// <param name="times">How many times the scene has it.</param>
    /// <param name="counts">False when its vertices were counted with another part that has the same list.</param>
    public void Take(GltfPart part, int skin, int times, bool counts)
    {
        HasSkin = true;
        var joints = skins.JointsOf(skin);
        if (!_bonesOfMaterial.TryGetValue(part.Material, out var bonesOfSection))
        {
            _bonesOfMaterial[part.Material] = bonesOfSection = [];
        }

        // Bones count too: each part looks at all of its skin.
        var sets = part.Influences.Select(set => (Joints: new GltfElements(json, set.Joints), Weights: new GltfElements(json, set.Weights))).ToArray();
        budget.Spend(part.Positions.Element, ((long)part.Positions.Count * Math.Max(1, sets.Length)) + joints.Count);
        Span<uint> four = stackalloc uint[GltfInfluences.PerSet];
        Span<float> weights = stackalloc float[GltfInfluences.PerSet];
        Span<int> moving = stackalloc int[GltfInfluences.PerSet * GltfInfluences.MaxSets];
        var seen = new bool[joints.Count];
        for (var vertex = 0; vertex < part.Positions.Count; vertex++)
        {
            var found = 0;
            foreach (var set in sets)
            {
                set.Joints.UnsignedAt(vertex, four);
                set.Weights.VectorAt(vertex, weights);
                for (var i = 0; i < GltfInfluences.PerSet; i++)
                {
                    if (!(weights[i] > 0))
                    {
                        continue;
                    }

                    if (four[i] >= joints.Count)
                    {
                        throw set.Joints.Error(vertex, $"a vertex hangs on bone {four[i]} and the skin has {joints.Count}; export it again");
                    }

                    var joint = (int)four[i];
                    if (!moving[..found].Contains(joint))
                    {
                        moving[found++] = joint;
                    }
                }
            }

            _maxInfluences = Math.Max(_maxInfluences, found);
            _unweighted += counts && found == 0 ? times : 0;
            foreach (var joint in moving[..found])
            {
                seen[joint] = true;
                _verticesOfBone[joints[joint]] += counts ? times : 0;
            }
        }

        for (var joint = 0; joint < seen.Length; joint++)
        {
            if (seen[joint])
            {
                bonesOfSection.Add(joints[joint]);
            }
        }
    }
}
