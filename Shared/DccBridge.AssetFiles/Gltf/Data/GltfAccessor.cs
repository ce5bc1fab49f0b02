using System.Text.Json;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Gltf.Data;

/// <summary>How a number of an accessor is stored (glTF 2.0 specification, 3.6.2.2).</summary>
internal enum GltfComponent
{
    Byte = 5120,
    UnsignedByte = 5121,
    Short = 5122,
    UnsignedShort = 5123,
    UnsignedInt = 5125,
    Float = 5126,
}

/// <summary>A list of equal elements in a buffer, with its bounds checked. Without bytes all elements are zero.</summary>
internal sealed record GltfAccessor
{
    private static readonly (string Name, int Components)[] Types = [("SCALAR", 1), ("VEC2", 2), ("VEC3", 3), ("VEC4", 4), ("MAT2", 4), ("MAT3", 9), ("MAT4", 16)];

    /// <summary>The entry in the JSON part, for errors.</summary>
    public required JsonElement Element { get; init; }

    /// <summary>How each number is stored.</summary>
    public required GltfComponent Component { get; init; }

    /// <summary>Numbers per element.</summary>
    public required int Components { get; init; }

    /// <summary>How many elements.</summary>
    public required int Count { get; init; }

    /// <summary>True when integers stand for 0 to 1, or -1 to 1.</summary>
    public required bool Normalized { get; init; }

    /// <summary>The elements, from the first byte of the first to the last byte of the last; null when all are zero.</summary>
    public GltfBytes? Bytes { get; init; }

    /// <summary>Distance from element to element in bytes.</summary>
    public int Stride { get; init; }

    /// <summary>Elements that differ from what <see cref="Bytes"/> says.</summary>
    public GltfSparse? Sparse { get; init; }

    /// <summary>Bytes of an element.</summary>
    public int ElementBytes => Components * BytesOf(Component);

    /// <summary>Bytes of a number.</summary>
    public static int BytesOf(GltfComponent component) => component switch
    {
        GltfComponent.Byte or GltfComponent.UnsignedByte => 1,
        GltfComponent.Short or GltfComponent.UnsignedShort => 2,
        _ => 4,
    };

    /// <summary>Reads an entry of "accessors" and checks that all its elements lie within its buffer.</summary>
    public static GltfAccessor Read(GltfJson json, GltfBuffers buffers, JsonElement element)
    {
        var typeName = json.Text(element, "type");
        var components = Types.FirstOrDefault(type => type.Name == typeName).Components;
        if (components == 0)
        {
            throw json.Error(element, "an accessor needs one of the types SCALAR, VEC2, VEC3, VEC4, MAT2, MAT3, MAT4; export it again");
        }

        var accessor = new GltfAccessor
        {
            Element = element,
            Component = ReadComponent(json, element),
            Components = components,
            Count = (int)json.RequiredInteger(element, "count", 1, int.MaxValue),
            Normalized = element.TryGetProperty("normalized", out var normalized) && normalized.ValueKind == JsonValueKind.True,
        };
        if (json.Index(element, "bufferView", "bufferViews", buffers.ViewCount) is { } view)
        {
            accessor = accessor.Within(json, buffers, view, json.Integer(element, "byteOffset", 0, long.MaxValue) ?? 0);
        }
        else if (accessor.Count > json.Limits.MaxElementsWithoutData)
        {
            throw json.Error(element, $"{accessor.Count} elements have no data and the limit for such is {json.Limits.MaxElementsWithoutData}; export it again without sparse accessors");
        }

        return json.TryGet(element, "sparse", JsonValueKind.Object, out var sparse)
            ? accessor with { Sparse = GltfSparse.Read(json, buffers, accessor, sparse) }
            : accessor;
    }

    /// <summary>The same accessor over a view, from an offset in it.</summary>
    public GltfAccessor Within(GltfJson json, GltfBuffers buffers, int view, long offset)
    {
        var (bytes, viewStride) = buffers.View(view);
        var stride = viewStride ?? ElementBytes;
        if (stride < ElementBytes)
        {
            throw json.Error(Element, $"elements of {ElementBytes} bytes cannot lie {stride} bytes apart; export it again");
        }

        var length = ((long)stride * (Count - 1)) + ElementBytes;
        if (offset > bytes.Length || length > bytes.Length - offset)
        {
            throw json.Error(Element, $"{Count} elements of {ElementBytes} bytes end after bufferViews[{view}], which has {bytes.Length} bytes; export it again");
        }

        return this with { Bytes = new GltfBytes(bytes.Source, bytes.Start + offset, length), Stride = stride };
    }

    /// <summary>Reads "componentType".</summary>
    public static GltfComponent ReadComponent(GltfJson json, JsonElement element)
    {
        var component = (GltfComponent)json.RequiredInteger(element, "componentType", 5120, 5126);
        return Enum.IsDefined(component) ? component : throw json.Error(element, "component type 5124 does not exist in glTF; export it again");
    }
}

/// <summary>The elements of an accessor that are given one by one: their indices, strictly rising, and their values.</summary>
internal sealed record GltfSparse(GltfAccessor Indices, GltfAccessor Values)
{
    /// <summary>Reads the "sparse" member of an accessor.</summary>
    public static GltfSparse Read(GltfJson json, GltfBuffers buffers, GltfAccessor accessor, JsonElement sparse)
    {
        var count = (int)json.RequiredInteger(sparse, "count", 1, accessor.Count);
        if (!json.TryGet(sparse, "indices", JsonValueKind.Object, out var indices) || !json.TryGet(sparse, "values", JsonValueKind.Object, out var values))
        {
            throw json.Error(sparse, "\"sparse\" needs \"indices\" and \"values\"; export it again");
        }

        var indexComponent = GltfAccessor.ReadComponent(json, indices);
        if (indexComponent is not (GltfComponent.UnsignedByte or GltfComponent.UnsignedShort or GltfComponent.UnsignedInt))
        {
            throw json.Error(indices, "sparse indices must be unsigned whole numbers; export it again");
        }

        var plain = new GltfAccessor { Element = indices, Component = indexComponent, Components = 1, Count = count, Normalized = false };
        return new GltfSparse(
            plain.Within(json, buffers, View(json, buffers, indices), Offset(json, indices)),
            (accessor with { Element = values, Count = count, Bytes = null }).Within(json, buffers, View(json, buffers, values), Offset(json, values)));
    }

    private static int View(GltfJson json, GltfBuffers buffers, JsonElement element) =>
        json.Index(element, "bufferView", "bufferViews", buffers.ViewCount) ?? throw json.Error(element, "\"bufferView\" is missing here; export it again");

    private static long Offset(GltfJson json, JsonElement element) => json.Integer(element, "byteOffset", 0, long.MaxValue) ?? 0;
}
