using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>
/// Looks at every vertex and corner of a part: degenerate triangles, positions that are no numbers, bounds. Keeps the
/// positions of one part at a time.
/// </summary>
internal sealed class PartSurvey(GltfJson json)
{
    // Smaller than the rounding of the 32-bit floats that positions are stored in: a lower triangle is a line.
    private const double FlatHeight = 1e-6;

    private float[] _positions = [];
    private int _loaded = -1;
    private long _visited;

    /// <summary>True when a position, before or after its node's transform, is not a finite number.</summary>
    public bool HasInvalidPositions { get; private set; }

    /// <summary>Least corner of the box around all finite positions, in metres and glTF's axes.</summary>
    public Vector3D Min { get; private set; } = new(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>Greatest corner of that box.</summary>
    public Vector3D Max { get; private set; } = new(double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity);

    /// <summary>Counts the triangles without area, and widens the bounds for each place where the part stands.</summary>
    public int Degenerate(GltfPart part, IReadOnlyList<Affine> places)
    {
        Load(part);
        var degenerate = CountDegenerate(part);
        foreach (var place in places)
        {
            Visit(part, part.Positions.Count);
            for (var i = 0; i < part.Positions.Count; i++)
            {
                Widen(place.Apply(_positions[i * 3], _positions[(i * 3) + 1], _positions[(i * 3) + 2]));
            }
        }

        return degenerate;
    }

    private void Visit(GltfPart part, long count)
    {
        _visited += count;
        if (_visited > json.Limits.MaxElementsVisited)
        {
            throw json.Error(part.Positions.Element, $"the meshes of the file, repeated ones counted each time, have more than {json.Limits.MaxElementsVisited} vertices and corners; split the asset");
        }
    }

    private void Load(GltfPart part)
    {
        if (_loaded == part.PositionIndex)
        {
            return;
        }

        Visit(part, part.Positions.Count);
        var needed = part.Positions.Count * 3;
        if (_positions.Length < needed)
        {
            _positions = new float[needed];
        }

        var elements = new GltfElements(json, part.Positions);
        for (var i = 0; i < part.Positions.Count; i++)
        {
            elements.VectorAt(i, _positions.AsSpan(i * 3, 3));
        }

        _loaded = part.PositionIndex;
    }

    private int CountDegenerate(GltfPart part)
    {
        Visit(part, part.Corners);
        var elements = part.Indices is null ? null : new GltfElements(json, part.Indices);
        var vertices = part.Positions.Count;
        var degenerate = 0;
        int first = 0, a = 0, b = 0;
        for (var corner = 0; corner < part.Corners; corner++)
        {
            var c = corner;
            if (elements is not null)
            {
                var index = elements.UnsignedAt(corner);
                c = index < vertices ? (int)index : throw elements.Error(corner, $"index {index} points behind the last of {vertices} vertices; export it again");
            }

            var complete = part.Mode == GltfMode.Triangles ? corner % 3 == 2 : corner >= 2;
            if (complete && IsDegenerate(part.Mode == GltfMode.TriangleFan ? first : a, b, c))
            {
                degenerate++;
            }

            first = corner == 0 ? c : first;
            (a, b) = (b, c);
        }

        return degenerate;
    }

    private bool IsDegenerate(int a, int b, int c)
    {
        if (a == b || b == c || c == a)
        {
            return true;
        }

        var (ab, bc, ca) = (Between(a, b), Between(b, c), Between(c, a));
        var longest = Math.Max(Affine.Dot(ab, ab), Math.Max(Affine.Dot(bc, bc), Affine.Dot(ca, ca)));
        // Comparisons with NaN are false: a triangle with invalid positions is reported as that, not as flat.
        return Affine.Length(Affine.Cross(ab, ca)) <= FlatHeight * longest;
    }

    private Vector3D Between(int from, int to) => new(
        (double)_positions[to * 3] - _positions[from * 3],
        (double)_positions[(to * 3) + 1] - _positions[(from * 3) + 1],
        (double)_positions[(to * 3) + 2] - _positions[(from * 3) + 2]);

    private void Widen(Vector3D point)
    {
        if (!double.IsFinite(point.X) || !double.IsFinite(point.Y) || !double.IsFinite(point.Z))
        {
            HasInvalidPositions = true;
            return;
        }

        Min = new Vector3D(Math.Min(Min.X, point.X), Math.Min(Min.Y, point.Y), Math.Min(Min.Z, point.Z));
        Max = new Vector3D(Math.Max(Max.X, point.X), Math.Max(Max.Y, point.Y), Math.Max(Max.Z, point.Z));
    }
}
