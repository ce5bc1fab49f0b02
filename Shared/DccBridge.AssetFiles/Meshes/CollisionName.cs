using System.Diagnostics.CodeAnalysis;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Meshes;

/// <summary>
/// The name of a collision node, taken apart: UCX_, UBX_, USP_ or UCP_, and the name of the mesh node that it belongs to,
/// with or without a number at its end ("UCX_SM_Crate", "UCX_SM_Crate_01").
/// </summary>
/// <remarks>
/// Source: Unreal's documentation of its FBX static mesh pipeline ("Collision") and of bImportCollisionAccordingToMeshName of
/// UInterchangeGenericMeshPipeline. Both write the prefixes in capitals and say nothing of other spellings, so only capitals
/// count here: a name that Unreal might take either way is better told to the artist as a mesh too many.
/// </remarks>
internal readonly record struct CollisionName(CollisionShape Shape, string Rest)
{
    private const int PrefixLength = 4;

    /// <summary>Takes a name apart; false when it is not that of a collision node.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out CollisionName? parsed)
    {
        CollisionShape? shape = name.Length <= PrefixLength ? null : name[..PrefixLength] switch
        {
            "UCX_" => CollisionShape.Convex,
            "UBX_" => CollisionShape.Box,
            "USP_" => CollisionShape.Sphere,
            "UCP_" => CollisionShape.Capsule,
            _ => null,
        };
        parsed = shape is { } known ? new CollisionName(known, name[PrefixLength..]) : null;
        return parsed is not null;
    }

    /// <summary>
    /// The names that its mesh may have, the likeliest first: all that follows the prefix ("SM_Crate_01" is a mesh's name as
    /// well as a number), then without the number.
    /// </summary>
    public IEnumerable<string> Targets()
    {
        yield return Rest;
        var end = Rest.AsSpan().TrimEnd("0123456789").Length;
        if (end < Rest.Length && end > 1 && Rest[end - 1] == '_')
        {
            yield return Rest[..(end - 1)];
        }
    }
}
