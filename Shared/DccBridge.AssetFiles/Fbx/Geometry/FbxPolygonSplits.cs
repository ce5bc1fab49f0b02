using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Fbx.Geometry;

/// <summary>
/// How those polygons of one mesh are cut that a fan would turn over, because a corner points inwards. Found where positions
/// are at hand, and kept for the UV channels: three bytes for each triangle of such a polygon.
/// </summary>
internal sealed class FbxPolygonSplits
{
    /// <summary>Most corners of a polygon that is cut; larger ones become fans.</summary>
    public const int MaxCorners = PolygonSplit.MaxEars;

    // Polygons after that many cuts become fans, too.
    private const int MaxCuts = 4 << 20;

    private readonly PolygonSplit _split = new();
    private readonly Vector3D[] _points = new Vector3D[MaxCorners];
    private readonly List<(int Polygon, int Start)> _found = [];
    private readonly List<byte> _cuts = [];

    /// <summary>Looks at a polygon, and remembers how it is cut if it must be. Polygons rise from call to call.</summary>
    /// <returns>Where its cuts begin; -1 when a fan will do.</returns>
    public int Add(int polygon, ReadOnlySpan<FbxCorner> corners)
    {
        for (var i = 0; i < corners.Length; i++)
        {
            _points[i] = new Vector3D(corners[i].Point.X, corners[i].Point.Y, corners[i].Point.Z);
        }

        if (_cuts.Count >= MaxCuts || !FanTurns(_points.AsSpan(0, corners.Length)))
        {
            return -1;
        }

        var start = _cuts.Count;
        _found.Add((polygon, start));
        foreach (var place in _split.Split(_points.AsSpan(0, corners.Length)))
        {
            _cuts.Add((byte)place);
        }

        return start;
    }

    /// <summary>Where the cuts of a polygon begin; -1 when it is a fan.</summary>
    /// <param name="polygon">The polygon.</param>
    /// <param name="next">Where the caller's way through the polygons stands; 0 at its beginning.</param>
    public int Find(int polygon, ref int next)
    {
        while (next < _found.Count && _found[next].Polygon < polygon)
        {
            next++;
        }

        return next < _found.Count && _found[next].Polygon == polygon ? _found[next].Start : -1;
    }

    /// <summary>One corner of a cut, as a place in its polygon.</summary>
    public int Place(int cut) => _cuts[cut];

    // The normals of a fan add up to that of the whole; one that points the other way is of a triangle that is turned over.
    private static bool FanTurns(ReadOnlySpan<Vector3D> corners)
    {
        var whole = default(Vector3D);
        for (var i = 2; i < corners.Length; i++)
        {
            var normal = Normal(corners[0], corners[i - 1], corners[i]);
            whole = new Vector3D(whole.X + normal.X, whole.Y + normal.Y, whole.Z + normal.Z);
        }

        for (var i = 2; i < corners.Length; i++)
        {
            if (Affine.Dot(Normal(corners[0], corners[i - 1], corners[i]), whole) < 0)
            {
                return true;
            }
        }

        return false;
    }

    private static Vector3D Normal(Vector3D a, Vector3D b, Vector3D c) =>
        Affine.Cross(new Vector3D(b.X - a.X, b.Y - a.Y, b.Z - a.Z), new Vector3D(c.X - a.X, c.Y - a.Y, c.Z - a.Z));
}
