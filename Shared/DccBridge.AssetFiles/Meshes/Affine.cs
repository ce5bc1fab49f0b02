using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Meshes;

/// <summary>An affine map of space, column by column: three axes and the origin.</summary>
internal readonly record struct Affine(Vector3D X, Vector3D Y, Vector3D Z, Vector3D Origin)
{
    /// <summary>The map that changes nothing.</summary>
    public static Affine Identity { get; } = new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1), default);

    /// <summary>Scales, then turns by a unit quaternion, then moves.</summary>
    public static Affine From(Vector3D translation, QuaternionD rotation, Vector3D scale)
    {
        var (x, y, z, w) = (rotation.X, rotation.Y, rotation.Z, rotation.W);
        return new Affine(
            Times(new(1 - (2 * ((y * y) + (z * z))), 2 * ((x * y) + (z * w)), 2 * ((x * z) - (y * w))), scale.X),
            Times(new(2 * ((x * y) - (z * w)), 1 - (2 * ((x * x) + (z * z))), 2 * ((y * z) + (x * w))), scale.Y),
            Times(new(2 * ((x * z) + (y * w)), 2 * ((y * z) - (x * w)), 1 - (2 * ((x * x) + (y * y)))), scale.Z),
            translation);
    }

    /// <summary>Where a point goes.</summary>
    public Vector3D Apply(double x, double y, double z) => new(
        (X.X * x) + (Y.X * y) + (Z.X * z) + Origin.X,
        (X.Y * x) + (Y.Y * y) + (Z.Y * z) + Origin.Y,
        (X.Z * x) + (Y.Z * y) + (Z.Z * z) + Origin.Z);

    /// <summary>First the inner map, then this one.</summary>
    public Affine After(Affine inner) => new(Turn(inner.X), Turn(inner.Y), Turn(inner.Z), Apply(inner.Origin.X, inner.Origin.Y, inner.Origin.Z));

    /// <summary>
    /// Takes the map apart into translation, rotation and scale. A mirrored map gets a negative X scale. Shear cannot be
    /// expressed that way and is left out.
    /// </summary>
    public (Vector3D Translation, QuaternionD Rotation, Vector3D Scale) Decompose()
    {
        var mirrored = Dot(Cross(X, Y), Z) < 0;
        var scale = new Vector3D(Length(X) * (mirrored ? -1 : 1), Length(Y), Length(Z));
        if (scale.X == 0 || scale.Y == 0 || scale.Z == 0)
        {
            return (Origin, new QuaternionD(0, 0, 0, 1), scale);
        }

        return (Origin, Rotation(Times(X, 1 / scale.X), Times(Y, 1 / scale.Y), Times(Z, 1 / scale.Z)), scale);
    }

    /// <summary>Length of a vector.</summary>
    public static double Length(Vector3D v) => Math.Sqrt(Dot(v, v));

    /// <summary>Cross product.</summary>
    public static Vector3D Cross(Vector3D a, Vector3D b) => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    /// <summary>Scalar product.</summary>
    public static double Dot(Vector3D a, Vector3D b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    private static Vector3D Times(Vector3D v, double factor) => new(v.X * factor, v.Y * factor, v.Z * factor);

    // The largest of the four components is found first, so that nothing is divided by a small number (Shepperd 1978).
    private static QuaternionD Rotation(Vector3D x, Vector3D y, Vector3D z)
    {
        var (ww, xx, yy, zz) = (1 + x.X + y.Y + z.Z, 1 + x.X - y.Y - z.Z, 1 - x.X + y.Y - z.Z, 1 - x.X - y.Y + z.Z);
        var most = Math.Max(Math.Max(ww, xx), Math.Max(yy, zz));
        var (wx, wy, wz) = (y.Z - z.Y, z.X - x.Z, x.Y - y.X);
        var (xy, xz, yz) = (x.Y + y.X, z.X + x.Z, y.Z + z.Y);
        var quaternion = most == ww ? new QuaternionD(wx, wy, wz, ww)
            : most == xx ? new QuaternionD(xx, xy, xz, wx)
            : most == yy ? new QuaternionD(xy, yy, yz, wy)
            : new QuaternionD(xz, yz, zz, wz);
        return Normalize(quaternion);
    }

    /// <summary>The quaternion with length 1; one without length or direction becomes "no rotation".</summary>
    public static QuaternionD Normalize(QuaternionD q)
    {
        var length = Math.Sqrt((q.X * q.X) + (q.Y * q.Y) + (q.Z * q.Z) + (q.W * q.W));
        return length > 0 && double.IsFinite(length) ? new QuaternionD(q.X / length, q.Y / length, q.Z / length, q.W / length) : new QuaternionD(0, 0, 0, 1);
    }

    private Vector3D Turn(Vector3D v) => new(
        (X.X * v.X) + (Y.X * v.Y) + (Z.X * v.Z),
        (X.Y * v.X) + (Y.Y * v.Y) + (Z.Y * v.Z),
        (X.Z * v.X) + (Y.Z * v.Y) + (Z.Z * v.Z));
}
