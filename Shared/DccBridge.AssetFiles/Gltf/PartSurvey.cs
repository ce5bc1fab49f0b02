using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>
/// Looks at every vertex and corner of a part: degenerate triangles, positions that are no numbers, bounds. Keeps the
/// positions of one part at a time.
/// </summary>
internal sealed class PartSurvey(GltfJson json)
{
    private float[] _positions = [];
    private int _loaded = -1;
    private long _visited;

    /// <summary>The box around all positions after the transforms of their nodes, in metres and glTF's axes.</summary>
    public MeshBounds Bounds { get; } = new();

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
                Bounds.Widen(place.Apply(_positions[i * 3], _positions[(i * 3) + 1], _positions[(i * 3) + 2]));
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

    private bool IsDegenerate(int a, int b, int c) => a == b || b == c || c == a || FlatTriangle.IsFlat(At(a), At(b), At(c));

    private Vector3D At(int vertex) => new(_positions[vertex * 3], _positions[(vertex * 3) + 1], _positions[(vertex * 3) + 2]);
}
