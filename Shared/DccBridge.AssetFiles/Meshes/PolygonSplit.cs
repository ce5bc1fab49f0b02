using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Meshes;

/// <summary>
/// Splits polygons into triangles without turning any over: a fan would, where a corner points inwards, and its triangles would
/// then lie over each other in a UV channel. Used again for each polygon.
/// </summary>
/// <remarks>
/// A quad is split along the diagonal that keeps both halves on the same side. Polygons up to <see cref="MaxEars"/> corners lose
/// one ear after the other (G. H. Meisters, "Polygons have ears", 1975), in the plane that they face most; larger ones, and those
/// that cross themselves, become a fan.
/// </remarks>
internal sealed class PolygonSplit
{
    /// <summary>Most corners for which ears are looked for, in time by the cube of their number at worst.</summary>
    public const int MaxEars = 64;

    /// <summary>Corners to compare for all polygons together, before even small ones become fans: a second or two.</summary>
    public const long DefaultMaxSteps = 1L << 29;

    private readonly double[] _x = new double[MaxEars];
    private readonly double[] _y = new double[MaxEars];
    private readonly int[] _left = new int[MaxEars];
    private int[] _triangles = new int[3 * MaxEars];
    private long _stepsLeft;

    /// <param name="maxSteps">Corners to compare before ears are no longer looked for.</param>
    public PolygonSplit(long maxSteps = DefaultMaxSteps) => _stepsLeft = maxSteps;

    /// <summary>The corners of the triangles, three for each, as places in the polygon. Valid until the next call.</summary>
    /// <param name="corners">Its corners, three or more.</param>
    public ReadOnlySpan<int> Split(ReadOnlySpan<Vector3D> corners)
    {
        var needed = 3 * (corners.Length - 2);
        if (_triangles.Length < needed)
        {
            _triangles = new int[Math.Max(needed, _triangles.Length * 2)];
        }

        if (corners.Length is <= 4 or > MaxEars || _stepsLeft <= 0 || !CutEars(corners))
        {
            Fan(corners.Length, corners.Length == 4 && FirstDiagonalTurns(corners) ? 1 : 0);
        }

        return _triangles.AsSpan(0, needed);
    }

    private static bool FirstDiagonalTurns(ReadOnlySpan<Vector3D> quad) =>
        Affine.Dot(Normal(quad[0], quad[1], quad[2]), Normal(quad[0], quad[2], quad[3])) < 0
        && Affine.Dot(Normal(quad[1], quad[2], quad[3]), Normal(quad[1], quad[3], quad[0])) > 0;

    private static Vector3D Normal(Vector3D a, Vector3D b, Vector3D c) => Affine.Cross(Between(a, b), Between(a, c));

    private static Vector3D Between(Vector3D from, Vector3D to) => new(to.X - from.X, to.Y - from.Y, to.Z - from.Z);

    private void Fan(int corners, int first)
    {
        for (var i = 0; i < corners - 2; i++)
        {
            Set(i, first, (first + i + 1) % corners, (first + i + 2) % corners);
        }
    }

    private void Set(int triangle, int a, int b, int c) => (_triangles[triangle * 3], _triangles[(triangle * 3) + 1], _triangles[(triangle * 3) + 2]) = (a, b, c);

    private bool CutEars(ReadOnlySpan<Vector3D> corners)
    {
        Flatten(corners);
        var count = corners.Length;
        for (var i = 0; i < count; i++)
        {
            _left[i] = i;
        }

        for (var triangle = 0; count > 3; triangle++)
        {
            var ear = 0;
            while (ear < count && !IsEar(ear, count))
            {
                ear++;
            }

            if (ear == count)
            {
                return false;
            }

            Set(triangle, _left[(ear + count - 1) % count], _left[ear], _left[(ear + 1) % count]);
            Array.Copy(_left, ear + 1, _left, ear, count - ear - 1);
            count--;
        }

        Set(corners.Length - 3, _left[0], _left[1], _left[2]);
        return true;
    }

    // Onto the plane of the two axes that the polygon faces most, so that it runs counter-clockwise there (Newell's normal).
    private void Flatten(ReadOnlySpan<Vector3D> corners)
    {
        var normal = default(Vector3D);
        for (var i = 0; i < corners.Length; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Length]);
            normal = new Vector3D(
                normal.X + ((a.Y - b.Y) * (a.Z + b.Z)),
                normal.Y + ((a.Z - b.Z) * (a.X + b.X)),
                normal.Z + ((a.X - b.X) * (a.Y + b.Y)));
        }

        var (x, y, z) = (Math.Abs(normal.X), Math.Abs(normal.Y), Math.Abs(normal.Z));
        // No sign is asked of what is not a number.
        var (signX, signY, signZ) = (normal.X < 0 ? -1 : 1, normal.Y < 0 ? -1 : 1, normal.Z < 0 ? -1 : 1);
        for (var i = 0; i < corners.Length; i++)
        {
            var corner = corners[i];
            (_x[i], _y[i]) = x >= y && x >= z ? (corner.Y, corner.Z * signX)
                : y >= z ? (corner.Z, corner.X * signY)
                : (corner.X, corner.Y * signZ);
        }
    }

    private bool IsEar(int place, int count)
    {
        var (before, ear, after) = (_left[(place + count - 1) % count], _left[place], _left[(place + 1) % count]);
        if (!(Area(before, ear, after) > 0))
        {
            return false;
        }

        _stepsLeft -= count;
        for (var i = 0; i < count; i++)
        {
            var other = _left[i];
            if (other != before && other != ear && other != after && Area(before, ear, other) >= 0 && Area(ear, after, other) >= 0 && Area(after, before, other) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private double Area(int a, int b, int c) => ((_x[b] - _x[a]) * (_y[c] - _y[a])) - ((_y[b] - _y[a]) * (_x[c] - _x[a]));
}
