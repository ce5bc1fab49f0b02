using DccBridge.AssetFiles.Fbx.Container;

namespace DccBridge.AssetFiles.Fbx.Geometry;

/// <summary>
/// The triangles of a mesh in the order of the file. A polygon of more corners is cut into a fan from its first corner, unless
/// that would turn triangles over; points and lines make none.
/// </summary>
internal sealed class FbxTriangles : IDisposable
{
    private readonly FbxDocument _document;
    private readonly FbxGeometry _geometry;
    private readonly FbxCornerPoints? _points;
    private readonly FbxPolygonSplits? _splits;
    private readonly bool _findsSplits;
    private readonly FbxArrayReader _vertices;
    private readonly FbxCorner[] _held = new FbxCorner[FbxPolygonSplits.MaxCorners];
    private readonly long _corners;
    private readonly int _vertexCount;
    private long _read;
    private bool _isOpen;
    private int _heldCount;
    private int _waiting;
    private int _given;
    private int _cuts = -1;
    private int _nextSplit;

    /// <param name="document">The file.</param>
    /// <param name="geometry">The mesh.</param>
    /// <param name="points">Where the points of the corners come from; null when only counting.</param>
    /// <param name="splits">How polygons are cut that must not become fans; null when all may.</param>
    /// <param name="findsSplits">True when the points are positions and the cuts shall be found, false when they are known.</param>
    public FbxTriangles(FbxDocument document, FbxGeometry geometry, FbxCornerPoints? points, FbxPolygonSplits? splits = null, bool findsSplits = false)
    {
        _document = document;
        _geometry = geometry;
        _points = points;
        _splits = splits;
        _findsSplits = findsSplits;
        _corners = geometry.Corners.Count;
        _vertexCount = geometry.Vertices;
        document.Reader.Visit(geometry.Corners.Start, _corners);
        _vertices = new FbxArrayReader(document.Reader, geometry.Corners);
    }

    /// <summary>First corner of the triangle.</summary>
    public FbxCorner A { get; private set; }

    /// <summary>Second corner.</summary>
    public FbxCorner B { get; private set; }

    /// <summary>Third corner.</summary>
    public FbxCorner C { get; private set; }

    /// <summary>The polygon that the triangle is part of.</summary>
    public int Polygon { get; private set; } = -1;

    /// <summary>Triangles so far.</summary>
    public int Count { get; private set; }

    /// <summary>Goes to the next triangle; false when there is none.</summary>
    /// <exception cref="AssetFileException">An index names no vertex, or the last polygon has no end.</exception>
    public bool Next()
    {
        while (_given == _waiting)
        {
            if (!ReadCorners())
            {
                return false;
            }
        }

        (A, B, C) = _cuts < 0
            ? (_held[0], _held[_given + 1], _held[_given + 2])
            : (Cut(0), Cut(1), Cut(2));
        _given++;
        Count++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _vertices.Dispose();

    private FbxCorner Cut(int corner) => _held[_splits!.Place(_cuts + (_given * 3) + corner)];

    // Reads a polygon, or of one that is too large to be held the next part: then its first corner and the last one stay.
    private bool ReadCorners()
    {
        if (_read == _corners)
        {
            return _isOpen
                ? throw _document.Error(_geometry.Object, $"the last polygon of the mesh \"{FbxReader.Shown(_geometry.Object.Name)}\" has no end; export it again")
                : false;
        }

        var isWhole = !_isOpen;
        if (isWhole)
        {
            Polygon++;
            _heldCount = 0;
        }
        else
        {
            _held[1] = _held[_heldCount - 1];
            _heldCount = 2;
        }

        do
        {
            var index = _vertices.NextInteger();
            var vertex = index < 0 ? ~index : index;
            if (vertex >= _vertexCount)
            {
                throw _document.Error(_geometry.Object, $"corner {_read} of the mesh \"{FbxReader.Shown(_geometry.Object.Name)}\" has the vertex {vertex} and only 0 to {_vertexCount - 1} exist; export it again");
            }

            _read++;
            _held[_heldCount++] = _points is null ? default : _points.Next(vertex);
            _isOpen = index >= 0;
        }
        while (_isOpen && _heldCount < _held.Length && _read < _corners);

        _waiting = Math.Max(0, _heldCount - 2);
        _given = 0;
        _cuts = !isWhole || _isOpen || _heldCount < 4 || _splits is null ? -1
            : _findsSplits ? _splits.Add(Polygon, _held.AsSpan(0, _heldCount))
            : _splits.Find(Polygon, ref _nextSplit);
        return true;
    }
}
