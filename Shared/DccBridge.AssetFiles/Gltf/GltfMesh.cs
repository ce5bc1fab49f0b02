using System.Text.Json;
using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>
/// Facts of all meshes of the scene taken together, as one asset: a mesh that stands there twice counts twice, a mesh that
/// does not stand there not at all. Slots are in the order in which the nodes first use them; one slot per material.
/// </summary>
internal static class GltfMesh
{
    /// <summary>Unreal's unit, the centimetre, in one metre, glTF's unit.</summary>
    private const double CentimetresPerMetre = 100;

    /// <summary>Reads the facts.</summary>
    public static MeshFacts Read(GltfJson json, GltfBuffers buffers, GltfExtensions extensions)
    {
        var meshes = json.Objects(json.Root, "meshes");
        var materials = json.Objects(json.Root, "materials");
        var accessors = new GltfAccessorList(json, buffers);
        var nodes = GltfScene.Read(json, meshes.Length);
        var survey = new PartSurvey(json);
        var slots = new SlotCounts<int>();
        long triangles = 0, vertices = 0, degenerate = 0;
        int? uvChannels = null;

        foreach (var standing in nodes.Where(node => node.Mesh >= 0).GroupBy(node => node.Mesh))
        {
            var places = standing.Select(node => node.World).ToArray();
            var vertexLists = new HashSet<int>();
            foreach (var part in Parts(json, accessors, extensions, meshes[standing.Key], materials.Length))
            {
                var inPart = (long)part.Triangles * places.Length;
                triangles += inPart;
                degenerate += (long)survey.Degenerate(part, places) * places.Length;
                vertices += vertexLists.Add(part.PositionIndex) ? (long)part.Positions.Count * places.Length : 0;
                uvChannels = Math.Min(uvChannels ?? int.MaxValue, part.UvChannels);
                slots.Add(part.Material, inPart);
            }
        }

        if (slots.Count == 0)
        {
            throw json.Error(json.Root, "the scene of the file has no mesh with triangles; select the mesh in the DCC and export again");
        }

        if (slots.Count > json.Limits.MaxSlots)
        {
            throw json.Error(json.Root, $"the mesh has {slots.Count} material slots and the limit is {json.Limits.MaxSlots}; merge materials or split the mesh");
        }

        return new MeshFacts
        {
            Triangles = Count(json, triangles),
            Vertices = Count(json, vertices),
            UvChannels = uvChannels ?? 0,
            DegenerateTriangles = Count(json, degenerate),
            HasInvalidPositions = survey.Bounds.HasInvalidPoints,
            Slots = [.. slots.InOrder.Select(slot => new MaterialSlot { Name = MaterialName(json, materials, slot.Material), Triangles = Count(json, slot.Triangles) })],
            Bounds = survey.Bounds.ToBox(ToUnreal),
            SourceUnitCentimetres = CentimetresPerMetre,
            Nodes = [.. nodes.Select(node => node.Facts)],
        };
    }

    // Unreal's glTF import puts (x, y, z) of glTF (right-handed, Y up) at (x, z, y) of Unreal (left-handed, Z up).
    private static Vector3D ToUnreal(Vector3D point) => new(point.X * CentimetresPerMetre, point.Z * CentimetresPerMetre, point.Y * CentimetresPerMetre);

    private static IEnumerable<GltfPart> Parts(GltfJson json, GltfAccessorList accessors, GltfExtensions extensions, JsonElement mesh, int materialCount)
    {
        foreach (var primitive in json.Objects(mesh, "primitives"))
        {
            if (GltfPart.Read(json, accessors, extensions, primitive, materialCount) is { } part)
            {
                yield return part;
            }
        }
    }

    private static string MaterialName(GltfJson json, JsonElement[] materials, int material) =>
        material < 0 ? "" : json.Name(materials[material], $"Material_{material}");

    private static int Count(GltfJson json, long count) =>
        count <= int.MaxValue ? (int)count : throw json.Error(json.Root, $"the meshes have {count} triangles or vertices in all and the limit is {int.MaxValue}; split the asset");
}
