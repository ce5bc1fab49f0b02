using DccBridge.AssetFiles.Gltf.Data;
using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>
/// Looks at every vertex and corner of a part: degenerate triangles, positions that are no numbers, bounds, UV channels. Keeps
/// the positions and one UV channel of one part at a time; of a part with more vertices than <see cref="AssetFileLimits.MaxHeldPoints"/>
/// neither, and then triangles without area are found only where they use a vertex twice, and the UVs are not looked at.
/// </summary>
internal sealed class PartSurvey(GltfJson json, ElementBudget budget)
{
    // Channels that come with the price of a part; with more of them, which no engine takes, a file could multiply the time.
    private const int FreeChannels = 4;

    private readonly List<UvSurvey> _uvs = [];
    private readonly List<bool> _uvsMeasured = [];
    private float[] _positions = [];
    private float[] _channel = [];
    private ulong[] _flat = [];
    private int _loaded = -1;

    /// <summary>The box around all positions after the transforms of their nodes, in metres and glTF's axes.</summary>
    public MeshBounds Bounds { get; } = new();

    /// <summary>UV channels that every part so far has; null before the first.</summary>
    public int? UvChannels { get; private set; }

    /// <summary>The channels that every part has.</summary>
    public IReadOnlyList<UvFacts> Uvs => [.. _uvs.Take(UvChannels ?? 0).Select((survey, channel) => _uvsMeasured[channel] ? survey.Facts() : survey.Facts() with { OverlapPercent = null })];

    /// <summary>Looks at a part of LOD 0: widens the bounds for each place where it stands, and takes in its UVs. Returns its triangles without area.</summary>
    public int Take(GltfPart part, IReadOnlyList<Affine> places)
    {
        var degenerate = Check(part);
        foreach (var place in places)
        {
            budget.Spend(part.Positions.Element, part.Positions.Count);
            Widen(part.Positions, place);
        }

        UvChannels = Math.Min(UvChannels ?? int.MaxValue, part.Uvs.Count);
        for (var channel = 0; channel < UvChannels; channel++)
        {
            if (channel == _uvs.Count)
            {
                // Channels are made with the first part; later ones can only take some away.
                _uvs.Add(new UvSurvey(json.Limits.MaxUvGridSteps / part.Uvs.Count));
                _uvsMeasured.Add(true);
            }

            if (IsHeld(part.Positions))
            {
                TakeChannel(part, channel, places.Count);
            }
            else
            {
                _uvsMeasured[channel] = false;
            }
        }

        return degenerate;
    }

    /// <summary>Looks at the positions and corners of a part without taking it into bounds and UVs. Returns its triangles without area.</summary>
    public int Check(GltfPart part)
    {
        if (IsHeld(part.Positions) && _loaded != part.PositionIndex)
        {
            budget.Spend(part.Positions.Element, part.Positions.Count);
            Load(part.Positions, 3, ref _positions);
            _loaded = part.PositionIndex;
        }

        return CountDegenerate(part);
    }

    /// <summary>Gives out the triangles of the part that was looked at last, once for each place where it stands.</summary>
    /// <param name="part">The part.</param>
    /// <param name="places">Where it stands.</param>
    /// <param name="toUnreal">Turns a point of the scene into centimetres and Unreal's axes.</param>
    /// <param name="sink">Takes them.</param>
    public void Give(GltfPart part, IReadOnlyList<Affine> places, Func<Vector3D, Vector3D> toUnreal, TriangleSink sink)
    {
        if (!IsHeld(part.Positions))
        {
            return;
        }

        foreach (var place in places)
        {
            budget.Spend(part.Positions.Element, part.Corners);
            var triangles = new GltfTriangles(json, part);
            while (triangles.Next())
            {
                sink(Placed(triangles.A), Placed(triangles.B), Placed(triangles.C));
            }

            Vector3D Placed(int vertex) => toUnreal(place.Apply(_positions[vertex * 3], _positions[(vertex * 3) + 1], _positions[(vertex * 3) + 2]));
        }
    }

    private bool IsHeld(GltfAccessor points) => points.Count <= json.Limits.MaxHeldPoints;

    private void Widen(GltfAccessor positions, Affine place)
    {
        if (IsHeld(positions))
        {
            Bounds.Widen(_positions.AsSpan(0, positions.Count * 3), place);
            return;
        }

        var elements = new GltfElements(json, positions);
        Span<float> point = stackalloc float[3];
        for (var i = 0; i < positions.Count; i++)
        {
            elements.VectorAt(i, point);
            Bounds.Widen(place.Apply(point[0], point[1], point[2]));
        }
    }

    private void Load(GltfAccessor accessor, int components, ref float[] values)
    {
        var needed = accessor.Count * components;
        if (values.Length < needed)
        {
            // The old one first, so that never both are held.
            values = [];
            values = new float[needed];
        }

        new GltfElements(json, accessor).CopyTo(values.AsSpan(0, needed));
    }

    private int CountDegenerate(GltfPart part)
    {
        var words = (part.Triangles + 63) / 64;
        if (_flat.Length < words)
        {
            _flat = new ulong[words];
        }

        Array.Clear(_flat, 0, words);
        budget.Spend(part.Positions.Element, part.Corners);
        var degenerate = 0;
        var isHeld = IsHeld(part.Positions);
        var triangles = new GltfTriangles(json, part);
        for (var i = 0; triangles.Next(); i++)
        {
            var (a, b, c) = (triangles.A, triangles.B, triangles.C);
            if (a == b || b == c || c == a || (isHeld && FlatTriangle.IsFlat(At(a), At(b), At(c))))
            {
                _flat[i >> 6] |= 1UL << (i & 63);
                degenerate++;
            }
        }

        return degenerate;
    }

    private void TakeChannel(GltfPart part, int channel, int times)
    {
        var survey = _uvs[channel];
        if (channel >= FreeChannels)
        {
            budget.Spend(part.Uvs[channel].Element, (long)part.Positions.Count + part.Corners);
        }

        Load(part.Uvs[channel], 2, ref _channel);
        var triangles = new GltfTriangles(json, part);
        for (var i = 0; triangles.Next(); i++)
        {
            survey.Add(UvAt(triangles.A), UvAt(triangles.B), UvAt(triangles.C), (_flat[i >> 6] & (1UL << (i & 63))) == 0, times);
        }
    }

    private Vector3D At(int vertex) => new(_positions[vertex * 3], _positions[(vertex * 3) + 1], _positions[(vertex * 3) + 2]);

    private UvPoint UvAt(int vertex) => new(_channel[vertex * 2], _channel[(vertex * 2) + 1]);
}
