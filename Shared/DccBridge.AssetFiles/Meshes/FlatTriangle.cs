using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Meshes;

/// <summary>Tells triangles without area from the others.</summary>
internal static class FlatTriangle
{
    /// <summary>
    /// Greatest height of a flat triangle as a part of its longest edge. It is smaller than the rounding of the 32-bit floats
    /// that positions are stored in: a lower triangle is a line.
    /// </summary>
    public const double FlatHeight = 1e-6;

    /// <summary>
    /// True when the three points are no triangle but a line or a point. Not true when a coordinate is not a number: that is
    /// reported as what it is.
    /// </summary>
    public static bool IsFlat(Vector3D a, Vector3D b, Vector3D c)
    {
        var (ab, bc, ca) = (Between(a, b), Between(b, c), Between(c, a));
        var longest = Math.Max(Affine.Dot(ab, ab), Math.Max(Affine.Dot(bc, bc), Affine.Dot(ca, ca)));
        // Comparisons with NaN are false.
        return Affine.Length(Affine.Cross(ab, ca)) <= FlatHeight * longest;
    }

    /// <summary>The same in the plane of a UV channel.</summary>
    public static bool IsFlat(UvPoint a, UvPoint b, UvPoint c)
    {
        var (abU, abV, caU, caV, bcU, bcV) = (b.U - a.U, b.V - a.V, a.U - c.U, a.V - c.V, c.U - b.U, c.V - b.V);
        var longest = Math.Max((abU * abU) + (abV * abV), Math.Max((bcU * bcU) + (bcV * bcV), (caU * caU) + (caV * caV)));
        return Math.Abs((abU * caV) - (abV * caU)) <= FlatHeight * longest;
    }

    private static Vector3D Between(Vector3D from, Vector3D to) => new(to.X - from.X, to.Y - from.Y, to.Z - from.Z);
}
