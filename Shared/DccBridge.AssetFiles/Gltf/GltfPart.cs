using System.Text.Json;
using DccBridge.AssetFiles.Gltf.Data;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>How the corners of a primitive make triangles (glTF 2.0 specification, 3.7.2.1).</summary>
internal enum GltfMode
{
    Triangles = 4,
    TriangleStrip = 5,
    TriangleFan = 6,
}

/// <summary>A primitive that has triangles: one part of a mesh with one material.</summary>
internal sealed record GltfPart(GltfMode Mode, int Material, int PositionIndex, GltfAccessor Positions, GltfAccessor? Indices)
{
    // Each further channel searches the list of attributes once more. Unreal takes eight.
    private const int MaxUvChannels = 32;

    /// <summary>Its UV channels.</summary>
    public required IReadOnlyList<GltfAccessor> Uvs { get; init; }

    /// <summary>The bones at its vertices, four in each set.</summary>
    public required IReadOnlyList<GltfInfluences> Influences { get; init; }

    /// <summary>True when it has normals.</summary>
    public required bool HasNormals { get; init; }

    /// <summary>Its morph targets.</summary>
    public required int Targets { get; init; }

    /// <summary>Corners in the order of the primitive.</summary>
    public int Corners => Indices?.Count ?? Positions.Count;

    /// <summary>Triangles that the corners make.</summary>
    public int Triangles => Mode == GltfMode.Triangles ? Corners / 3 : Math.Max(0, Corners - 2);

    /// <summary>Reads an entry of "primitives"; null for points and lines.</summary>
    public static GltfPart? Read(GltfJson json, GltfAccessorList accessors, GltfExtensions extensions, JsonElement primitive, int materialCount)
    {
        var mode = json.Integer(primitive, "mode", 0, 6) ?? (long)GltfMode.Triangles;
        if (mode < (long)GltfMode.Triangles)
        {
            return null;
        }

        if (!json.TryGet(primitive, "attributes", JsonValueKind.Object, out var attributes)
            || json.Index(attributes, "POSITION", "accessors", accessors.Count) is not { } positionIndex)
        {
            throw json.Error(primitive, "a part of the mesh has no positions; export it again");
        }

        var positions = accessors[positionIndex];
        CheckPositions(json, extensions, positions);
        CheckData(json, primitive, positions);
        GltfAccessor? indices = null;
        if (json.Index(primitive, "indices", "accessors", accessors.Count) is { } indexIndex)
        {
            indices = accessors[indexIndex];
            CheckData(json, primitive, indices);
            if (indices.Components != 1 || indices.Normalized
                || indices.Component is not (GltfComponent.UnsignedByte or GltfComponent.UnsignedShort or GltfComponent.UnsignedInt))
            {
                throw json.Error(indices.Element, "indices must be unsigned whole numbers (SCALAR of type 5121, 5123 or 5125); export it again");
            }
        }

        var material = json.Index(primitive, "material", "materials", materialCount) ?? -1;
        var part = new GltfPart((GltfMode)mode, material, positionIndex, positions, indices)
        {
            Uvs = ReadUvs(json, accessors, attributes, positions.Count),
            Influences = ReadInfluences(json, accessors, attributes, positions.Count),
            HasNormals = attributes.TryGetProperty("NORMAL", out _),
            Targets = json.Objects(primitive, "targets").Length,
        };
        return part.Mode != GltfMode.Triangles || part.Corners % 3 == 0
            ? part
            : throw json.Error(primitive, $"{part.Corners} corners do not make whole triangles; export it again");
    }

    private static void CheckPositions(GltfJson json, GltfExtensions extensions, GltfAccessor positions)
    {
        var small = positions.Component is GltfComponent.Byte or GltfComponent.UnsignedByte or GltfComponent.Short or GltfComponent.UnsignedShort;
        if (positions.Components != 3 || !(positions.Component == GltfComponent.Float || (small && extensions.AllowsQuantizedPositions)))
        {
            throw json.Error(positions.Element, "positions must be VEC3 of floats (small integers only with KHR_mesh_quantization); export it again");
        }

        if (positions.Count > json.Limits.MaxVerticesPerPart)
        {
            throw json.Error(positions.Element, $"a part of the mesh has {positions.Count} vertices and the limit is {json.Limits.MaxVerticesPerPart}; split the mesh");
        }
    }

    // Zeros by the specification, but in truth always data that was compressed away.
    private static void CheckData(GltfJson json, JsonElement primitive, GltfAccessor accessor)
    {
        if (accessor.Bytes is null && accessor.Sparse is null)
        {
            var draco = primitive.TryGetProperty("extensions", out var used) && used.ValueKind == JsonValueKind.Object && used.TryGetProperty(GltfExtensions.Draco, out _);
            throw json.Error(accessor.Element, draco ? GltfExtensions.DracoRefusal : "positions or indices of a part of the mesh have no data; export it again");
        }
    }

    private static List<GltfAccessor> ReadUvs(GltfJson json, GltfAccessorList accessors, JsonElement attributes, int vertices)
    {
        var channels = new List<GltfAccessor>();
        while (json.Index(attributes, $"TEXCOORD_{channels.Count}", "accessors", accessors.Count) is { } index)
        {
            var uv = accessors[index];
            if (uv.Components != 2 || uv.Count != vertices)
            {
                throw json.Error(uv.Element, $"UV channel {channels.Count} must be VEC2 with one entry for each of the {vertices} vertices; export it again");
            }

            channels.Add(uv);
            if (channels.Count > MaxUvChannels)
            {
                throw json.Error(attributes, $"a part of the mesh has more than {MaxUvChannels} UV channels; remove some and export again");
            }
        }

        return channels;
    }

    private static List<GltfInfluences> ReadInfluences(GltfJson json, GltfAccessorList accessors, JsonElement attributes, int vertices)
    {
        var sets = new List<GltfInfluences>();
        while (json.Index(attributes, $"JOINTS_{sets.Count}", "accessors", accessors.Count) is { } joints
            && json.Index(attributes, $"WEIGHTS_{sets.Count}", "accessors", accessors.Count) is { } weights)
        {
            sets.Add(GltfInfluences.Read(json, accessors[joints], accessors[weights], vertices));
            if (sets.Count > GltfInfluences.MaxSets)
            {
                throw json.Error(attributes, $"a part of the mesh has more than {GltfInfluences.MaxSets * GltfInfluences.PerSet} bones at each vertex; limit them in the DCC and export again");
            }
        }

        return sets;
    }
}
