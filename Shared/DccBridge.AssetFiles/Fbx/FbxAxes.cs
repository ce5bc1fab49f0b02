using DccBridge.AssetFiles.Fbx.Container;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>The axes and the unit of a file ("GlobalSettings"), and the way into Unreal's.</summary>
/// <remarks>
/// Unreal's import turns the scene so that Z points up and -Y to the viewer, still right-handed, and then takes -y for y.
/// Together: Unreal's X is the file's "Coord" axis, its Y the "Front" axis (which points to the viewer), its Z the "Up" axis.
/// For a file with Y up that is (x, z, y), for one with Z up (x, -y, z).
/// </remarks>
internal sealed class FbxAxes
{
    private readonly (int Axis, int Sign) _x;
    private readonly (int Axis, int Sign) _y;
    private readonly (int Axis, int Sign) _z;

    private FbxAxes((int Axis, int Sign) x, (int Axis, int Sign) y, (int Axis, int Sign) z, double unit)
    {
        (_x, _y, _z, UnitCentimetres) = (x, y, z, unit);
    }

    /// <summary>Centimetres per unit of the file.</summary>
    public double UnitCentimetres { get; }

    /// <summary>The axis that points up.</summary>
    public UpAxis Up => (UpAxis)(_z.Axis + 1);

    /// <summary>Reads the settings. What is missing is as FBX has it by default: Y up, Z to the viewer, X to the right, centimetres.</summary>
    /// <exception cref="AssetFileException">The axes or the unit cannot be.</exception>
    public static FbxAxes Read(FbxDocument document)
    {
        var settings = document.Settings;
        var up = Axis(settings, "UpAxis", 1);
        var front = Axis(settings, "FrontAxis", 2);
        var coord = Axis(settings, "CoordAxis", 0);
        if (up.Axis is < 0 or > 2 || front.Axis is < 0 or > 2 || coord.Axis is < 0 or > 2
            || up.Axis == front.Axis || front.Axis == coord.Axis || coord.Axis == up.Axis)
        {
            throw document.Reader.Source.Error(FbxHeader.Bytes, $"up, front and right point along the axes {up.Axis}, {front.Axis} and {coord.Axis}, and they must be 0, 1 and 2 in some order; export it again");
        }

        var unit = settings.Number("UnitScaleFactor", 1);
        return double.IsFinite(unit) && unit > 0
            ? new FbxAxes(coord, front, up, unit)
            : throw document.Reader.Source.Error(FbxHeader.Bytes, "the unit of the file (UnitScaleFactor) must be a length above 0; export it again");
    }

    /// <summary>A point of the file in centimetres and Unreal's axes.</summary>
    public Vector3D ToUnreal(Vector3D point) => new(
        Along(point, _x) * UnitCentimetres,
        Along(point, _y) * UnitCentimetres,
        Along(point, _z) * UnitCentimetres);

    private static (int Axis, int Sign) Axis(FbxProperties settings, string name, int whenMissing) =>
        ((int)Math.Clamp(settings.Integer(name, whenMissing), -1, 3), settings.Integer(name + "Sign", 1) < 0 ? -1 : 1);

    private static double Along(Vector3D point, (int Axis, int Sign) axis) =>
        axis.Sign * (axis.Axis == 0 ? point.X : axis.Axis == 1 ? point.Y : point.Z);
}
