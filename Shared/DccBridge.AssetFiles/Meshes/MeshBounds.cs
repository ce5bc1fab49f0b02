using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Meshes;

/// <summary>The box around all finite points that it is given, in the units and axes that they are given in.</summary>
internal sealed class MeshBounds
{
    /// <summary>True when a point was not finite. Such a point does not widen the box.</summary>
    public bool HasInvalidPoints { get; private set; }

    /// <summary>True as long as there was no finite point.</summary>
    public bool IsEmpty => Min.X > Max.X;

    /// <summary>Least corner; infinite while the box is empty.</summary>
    public Vector3D Min { get; private set; } = new(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>Greatest corner; infinite while the box is empty.</summary>
    public Vector3D Max { get; private set; } = new(double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity);

    /// <summary>Takes a point in.</summary>
    public void Widen(Vector3D point)
    {
        if (!double.IsFinite(point.X) || !double.IsFinite(point.Y) || !double.IsFinite(point.Z))
        {
            HasInvalidPoints = true;
            return;
        }

        Min = new Vector3D(Math.Min(Min.X, point.X), Math.Min(Min.Y, point.Y), Math.Min(Min.Z, point.Z));
        Max = new Vector3D(Math.Max(Max.X, point.X), Math.Max(Max.Y, point.Y), Math.Max(Max.Z, point.Z));
    }

    /// <summary>Takes points in, three numbers each, after they were put to their place.</summary>
    public void Widen(ReadOnlySpan<float> points, in Affine place)
    {
        // In locals, so that the loop keeps them in registers.
        var (minX, minY, minZ) = (Min.X, Min.Y, Min.Z);
        var (maxX, maxY, maxZ) = (Max.X, Max.Y, Max.Z);
        var map = place;
        for (; points.Length >= 3; points = points[3..])
        {
            var point = map.Apply(points[0], points[1], points[2]);
            var (x, y, z) = (point.X, point.Y, point.Z);
            if (!double.IsFinite(x) || !double.IsFinite(y) || !double.IsFinite(z))
            {
                HasInvalidPoints = true;
                continue;
            }

            (minX, minY, minZ) = (Math.Min(minX, x), Math.Min(minY, y), Math.Min(minZ, z));
            (maxX, maxY, maxZ) = (Math.Max(maxX, x), Math.Max(maxY, y), Math.Max(maxZ, z));
        }

        Min = new Vector3D(minX, minY, minZ);
        Max = new Vector3D(maxX, maxY, maxZ);
    }

    /// <summary>The box after a change of units and axes, which is asked for both corners; the empty box at the origin when there was no point.</summary>
    /// <param name="toUnreal">Turns a point of the file into centimetres and Unreal's axes. It may swap axes, turn them around and scale them, nothing else.</param>
    public BoundingBox ToBox(Func<Vector3D, Vector3D> toUnreal)
    {
        if (IsEmpty)
        {
            return default;
        }

        var (a, b) = (toUnreal(Min), toUnreal(Max));
        return new BoundingBox(
            new Vector3D(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Min(a.Z, b.Z)),
            new Vector3D(Math.Max(a.X, b.X), Math.Max(a.Y, b.Y), Math.Max(a.Z, b.Z)));
    }
}
