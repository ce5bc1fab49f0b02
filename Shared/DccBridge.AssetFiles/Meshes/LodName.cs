using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DccBridge.AssetFiles.Meshes;

/// <summary>The name of a level of detail, taken apart: the mesh's name, "_LOD" and a number of one or two digits ("SM_Crate_LOD1").</summary>
internal readonly record struct LodName(string Mesh, int Level)
{
    private const string Marker = "_LOD";
    private const int MaxDigits = 2;

    /// <summary>Takes a name apart; false when it is not that of a level of detail.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out LodName? parsed)
    {
        var mesh = name.AsSpan().TrimEnd("0123456789");
        var digits = name.Length - mesh.Length;
        parsed = digits is > 0 and <= MaxDigits && mesh.EndsWith(Marker, StringComparison.Ordinal) && mesh.Length > Marker.Length
            ? new LodName(mesh[..^Marker.Length].ToString(), int.Parse(name.AsSpan(mesh.Length), NumberStyles.None, CultureInfo.InvariantCulture))
            : null;
        return parsed is not null;
    }
}
