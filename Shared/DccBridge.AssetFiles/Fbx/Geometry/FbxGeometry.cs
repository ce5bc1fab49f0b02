using DccBridge.AssetFiles.Fbx.Container;

namespace DccBridge.AssetFiles.Fbx.Geometry;

/// <summary>How the values of a layer belong to the mesh.</summary>
internal enum FbxMapping
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>One for each corner of each polygon.</summary>
    Corner,

    /// <summary>One for each vertex.</summary>
    Vertex,

    /// <summary>One for each polygon.</summary>
    Polygon,

    /// <summary>One for all.</summary>
    All,
}

/// <summary>A layer of UVs or materials. The values are listed one by one, or picked out of a list by indices.</summary>
internal readonly record struct FbxLayer(FbxMapping Mapping, long Number, FbxArray? Values, FbxArray? Indices);

/// <summary>
/// A mesh as the file stores it: where its lists lie. A polygon is a run of vertex indices; the last is written as its
/// complement (-1 - index).
/// </summary>
internal sealed record FbxGeometry
{
    // Each further channel reads the corners once more. Unreal takes eight.
    private const int MaxUvChannels = 32;
    private const int MaxTextBytes = 1024;

    /// <summary>The object.</summary>
    public required FbxObject Object { get; init; }

    /// <summary>Coordinates of the vertices, three numbers each.</summary>
    public required FbxArray Positions { get; init; }

    /// <summary>Vertex indices of the corners of all polygons.</summary>
    public required FbxArray Corners { get; init; }

    /// <summary>UV channels by the numbers of their layers: those with a UV for each corner or each vertex.</summary>
    public required IReadOnlyList<FbxLayer> Uvs { get; init; }

    /// <summary>Which material each polygon has: places in the list of the model's materials; null when the file does not say.</summary>
    public FbxArray? Materials { get; init; }

    /// <summary>True when <see cref="Materials"/> has one entry for each polygon, false when one for all.</summary>
    public bool HasMaterialPerPolygon { get; init; }

    /// <summary>True when the file has normals for it.</summary>
    public bool HasNormals { get; init; }

    /// <summary>How many vertices it has.</summary>
    public int Vertices => (int)(Positions.Count / 3);

    /// <summary>Reads where the lists of a geometry lie; null when it has no polygons.</summary>
    public static FbxGeometry? Read(FbxDocument document, FbxObject thing)
    {
        FbxArray? positions = null, corners = null;
        var uvs = new List<FbxLayer>();
        FbxLayer? materials = null;
        var normals = false;
        var reader = document.Reader;
        foreach (var child in reader.Children(thing.Record))
        {
            switch (child.Name)
            {
                case "Vertices":
                    positions = reader.Properties(child).Array();
                    break;
                case "PolygonVertexIndex":
                    corners = reader.Properties(child).Array();
                    break;
                case "LayerElementNormal":
                    normals |= ReadLayer(reader, child, "Normals", "NormalsIndex").Values is { Count: > 0 };
                    break;
                case "LayerElementUV":
                    AddUvs(document, thing, uvs, ReadLayer(reader, child, "UV", "UVIndex"));
                    break;
                case "LayerElementMaterial":
                    materials ??= ReadLayer(reader, child, "Materials", "");
                    break;
                default:
                    break;
            }
        }

        if (positions is not { Count: > 0 } points || corners is not { Count: > 0 } indices)
        {
            return null;
        }

        Check(document, thing, points, indices);
        return new FbxGeometry
        {
            Object = thing,
            Positions = points,
            Corners = indices,
            Uvs = [.. uvs.OrderBy(layer => layer.Number)],
            Materials = materials is { Mapping: FbxMapping.Polygon or FbxMapping.All, Values: { Count: > 0, Type: 'i' or 'l' } list } ? list : null,
            HasMaterialPerPolygon = materials is { Mapping: FbxMapping.Polygon },
            HasNormals = normals,
        };
    }

    private static void Check(FbxDocument document, FbxObject thing, FbxArray positions, FbxArray corners)
    {
        if (positions.Type is not ('d' or 'f') || positions.Count % 3 != 0)
        {
            throw document.Error(thing, $"the mesh \"{FbxReader.Shown(thing.Name)}\" must have three floating numbers for each vertex; export it again");
        }

        if (corners.Type is not ('i' or 'l'))
        {
            throw document.Error(thing, $"the mesh \"{FbxReader.Shown(thing.Name)}\" must have whole numbers as vertex indices; export it again");
        }

        if (positions.Count / 3 > (uint)document.Reader.Limits.MaxVerticesPerPart)
        {
            throw document.Error(thing, $"the mesh \"{FbxReader.Shown(thing.Name)}\" has {positions.Count / 3} vertices and the limit is {document.Reader.Limits.MaxVerticesPerPart}; split the mesh");
        }
    }

    private static FbxLayer ReadLayer(FbxReader reader, FbxRecord record, string values, string indices)
    {
        var number = reader.Properties(record).Integer() ?? 0;
        string? mapping = null, reference = null;
        FbxArray? valueList = null, indexList = null;
        foreach (var child in reader.Children(record))
        {
            if (child.Name == "MappingInformationType")
            {
                mapping = reader.Properties(child).Text(MaxTextBytes);
            }
            else if (child.Name == "ReferenceInformationType")
            {
                reference = reader.Properties(child).Text(MaxTextBytes);
            }
            else if (child.Name == values)
            {
                valueList = reader.Properties(child).Array();
            }
            else if (child.Name == indices)
            {
                indexList = reader.Properties(child).Array();
            }
        }

        var kind = mapping switch
        {
            "ByPolygonVertex" => FbxMapping.Corner,
            "ByVertice" or "ByVertex" or "ByControlPoint" => FbxMapping.Vertex,
            "ByPolygon" => FbxMapping.Polygon,
            "AllSame" => FbxMapping.All,
            _ => FbxMapping.None,
        };
        return new FbxLayer(kind, number, valueList, reference is "IndexToDirect" or "Index" ? indexList : null);
    }

    private static void AddUvs(FbxDocument document, FbxObject thing, List<FbxLayer> uvs, FbxLayer layer)
    {
        // Some exporters write empty layers for channels that the mesh does not have. One UV for a whole polygon is no channel either:
        // no texture can be laid out with it.
        if (layer.Values is not { Count: > 0 } values || layer.Mapping is not (FbxMapping.Corner or FbxMapping.Vertex))
        {
            return;
        }

        var name = FbxReader.Shown(thing.Name);
        if (values.Type is not ('d' or 'f') || values.Count % 2 != 0 || layer.Indices is { Type: not ('i' or 'l') })
        {
            throw document.Error(thing, $"UV channel {uvs.Count} of the mesh \"{name}\" must have two floating numbers for each UV and whole numbers as indices; export it again");
        }

        uvs.Add(layer);
        if (uvs.Count > MaxUvChannels)
        {
            throw document.Error(thing, $"the mesh \"{name}\" has more than {MaxUvChannels} UV channels; remove some and export again");
        }
    }
}
