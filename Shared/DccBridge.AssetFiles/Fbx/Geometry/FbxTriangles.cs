using DccBridge.AssetFiles.Fbx.Container;

namespace DccBridge.AssetFiles.Fbx.Geometry;

/// <summary>The triangles of a mesh in the order of the file. A polygon of more corners is cut into a fan from its first corner; points and lines make none.</summary>
internal sealed class FbxTriangles : IDisposable
{
    private readonly FbxDocument _document;
    private readonly FbxGeometry _geometry;
    private readonly FbxCornerPoints? _points;
    private readonly FbxArrayReader _vertices;
    private readonly long _corners;
    private readonly int _vertexCount;
    private long _read;
    private int _inPolygon;
    private int _nextPolygon;

    /// <param name="document">The file.</param>
    /// <param name="geometry">The mesh.</param>
    /// <param name="points">Where the points of the corners come from; null when only counting.</param>
    public FbxTriangles(FbxDocument document, FbxGeometry geometry, FbxCornerPoints? points)
    {
        _document = document;
        _geometry = geometry;
        _points = points;
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
    public int Polygon { get; private set; }

    /// <summary>Triangles so far.</summary>
    public int Count { get; private set; }

    /// <summary>Goes to the next triangle; false when there is none.</summary>
    /// <exception cref="AssetFileException">An index names no vertex, or the last polygon has no end.</exception>
    public bool Next()
    {
        while (_read < _corners)
        {
            _read++;
            var index = _vertices.NextInteger();
            var vertex = index < 0 ? ~index : index;
            if (vertex >= _vertexCount)
            {
                throw _document.Error(_geometry.Object, $"corner {_read - 1} of the mesh \"{FbxReader.Shown(_geometry.Object.Name)}\" has the vertex {vertex} and only 0 to {_vertexCount - 1} exist; export it again");
            }

            Polygon = _nextPolygon;
            var corner = _points is null ? default : _points.Next(vertex);
            _inPolygon++;
            if (_inPolygon == 1)
            {
                A = corner;
            }

            var complete = _inPolygon >= 3;
            (B, C) = (C, corner);
            if (index < 0)
            {
                _inPolygon = 0;
                _nextPolygon++;
            }

            if (complete)
            {
                Count++;
                return true;
            }
        }

        return _inPolygon == 0 ? false
            : throw _document.Error(_geometry.Object, $"the last polygon of the mesh \"{FbxReader.Shown(_geometry.Object.Name)}\" has no end; export it again");
    }

    /// <inheritdoc/>
    public void Dispose() => _vertices.Dispose();
}
