using DccBridge.AssetFiles.Gltf.Data;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>The triangles of a part one after the other, as places in its lists of vertices. Each index is checked.</summary>
internal struct GltfTriangles
{
    // Taken out of the file so many at a time.
    private const int HeldIndices = 3 * 1024;

    private readonly GltfPart _part;
    private readonly GltfElements? _indices;
    private readonly uint[] _held = [];
    private readonly int _corners;
    private readonly int _vertices;
    private int _corner;
    private int _first;
    private int _before;
    private int _last;

    public GltfTriangles(GltfJson json, GltfPart part)
    {
        _part = part;
        _indices = part.Indices is null ? null : new GltfElements(json, part.Indices);
        _corners = part.Corners;
        _vertices = part.Positions.Count;
        if (_indices is not null)
        {
            _held = new uint[Math.Min(_corners, HeldIndices)];
        }
    }

    /// <summary>First corner of the present triangle.</summary>
    public int A { get; private set; }

    /// <summary>Second corner.</summary>
    public int B { get; private set; }

    /// <summary>Third corner.</summary>
    public int C { get; private set; }

    /// <summary>Goes to the next triangle; false when there is none.</summary>
    /// <exception cref="AssetFileException">An index points behind the last vertex.</exception>
    public bool Next()
    {
        if (_part.Mode == GltfMode.Triangles)
        {
            if (_corner == _corners)
            {
                return false;
            }

            (A, B, C) = (Corner(), Corner(), Corner());
            return true;
        }

        while (_corner < _corners)
        {
            var place = _corner;
            var corner = Corner();
            _first = place == 0 ? corner : _first;
            (A, B, C) = (_part.Mode == GltfMode.TriangleFan ? _first : _before, _last, corner);
            (_before, _last) = (_last, corner);
            if (place >= 2)
            {
                return true;
            }
        }

        return false;
    }

    private int Corner()
    {
        var place = _corner++;
        if (_indices is null)
        {
            return place;
        }

        var held = place % HeldIndices;
        if (held == 0)
        {
            _indices.UnsignedFrom(place, _held.AsSpan(0, Math.Min(_corners - place, _held.Length)));
        }

        var index = _held[held];
        return index < _vertices ? (int)index : throw _indices.Error(place, $"index {index} points behind the last of {_vertices} vertices; export it again");
    }
}
