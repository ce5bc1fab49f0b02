using System.Globalization;
using System.Text.Json;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Server.EditorPython;

/// <summary>What the scripts tell of an asset, as the protocol's records. Never throws: a tag that somebody spoilt is no tag.</summary>
internal static class PythonRecords
{
    /// <summary>The record of an asset.</summary>
    public static AssetRecord From(AssetJson asset) => new()
    {
        Path = asset.Path,
        Class = asset.Class,
        Revision = Math.Max(1, Number(Tag(asset, "DccBridge.Revision")) ?? 1),
        ImportedAt = DateTime.TryParse(Tag(asset, "DccBridge.ImportedAt"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : default,
        Source = Source(asset),
        References = asset.References ?? [],
        Facts = new AssetFacts { Mesh = Mesh(asset), Texture = Texture(asset) },
    };

    private static SourceFile? Source(AssetJson asset) =>
        Tag(asset, "DccBridge.Source") is { } path && Tag(asset, "DccBridge.Hash") is { } hash
            ? new SourceFile
            {
                Path = path,
                ContentHash = hash,
                Dcc = Tag(asset, "DccBridge.Dcc"),
                NodeNames = Names(Tag(asset, "DccBridge.Nodes")),
                MaterialNames = Names(Tag(asset, "DccBridge.Materials")),
            }
            : null;

    /// <summary>From the object where it was loaded, else from the registry's tags; null when neither tells the three figures.</summary>
    private static MeshFacts? Mesh(AssetJson asset)
    {
        var mesh = asset.Mesh;
        if ((mesh?.Triangles ?? Number(Registry(asset, "Triangles"))) is not { } triangles
            || (mesh?.Vertices ?? Number(Registry(asset, "Vertices"))) is not { } vertices
            || (mesh?.UvChannels ?? Number(Registry(asset, "UVChannels"))) is not { } channels)
        {
            return null;
        }

        return new MeshFacts
        {
            Triangles = triangles,
            Vertices = vertices,
            UvChannels = channels,
            Slots = mesh?.Slots is { } slots
                ? [.. slots.Select(static slot => new MaterialSlot { Name = slot.Name, Material = slot.Material })]
                : [],
            Bounds = mesh is { BoundsMin: [var x, var y, var z], BoundsMax: [var toX, var toY, var toZ] }
                ? new BoundingBox(new Vector3D(x, y, z), new Vector3D(toX, toY, toZ))
                : default,
        };
    }

    private static TextureFacts? Texture(AssetJson asset)
    {
        var texture = asset.Texture;
        var (tagWidth, tagHeight) = Dimensions(Registry(asset, "Dimensions"));
        if (asset.Class != AssetClasses.Texture2D || (texture?.Width ?? tagWidth) is not { } width || (texture?.Height ?? tagHeight) is not { } height)
        {
            return null;
        }

        // The engine keeps the pixels in a format of its own: channels and depth are those of that format, not of the file.
        var format = texture?.Format ?? Registry(asset, "Format") ?? "";
        var hasAlpha = texture?.HasAlpha ?? string.Equals(Registry(asset, "HasAlphaChannel"), "True", StringComparison.OrdinalIgnoreCase);
        return new TextureFacts
        {
            Width = width,
            Height = height,
            Channels = IsGray(format) ? 1 : hasAlpha ? 4 : 3,
            BitDepth = format.Contains("16", StringComparison.Ordinal) || format.Contains("Float", StringComparison.OrdinalIgnoreCase) ? 16 : 8,
            HasAlpha = hasAlpha,
            Srgb = texture?.Srgb ?? string.Equals(Registry(asset, "SRGB"), "True", StringComparison.OrdinalIgnoreCase),
            Compression = Compression(texture?.Compression ?? Registry(asset, "CompressionSettings")),
            LodGroup = LodGroup(texture?.LodGroup ?? Registry(asset, "LODGroup")),
        };
    }

    private static bool IsGray(string format) => format is "PF_G8" or "PF_G16" or "PF_BC4" or "PF_R8" or "PF_R16F";

    /// <summary>Both spellings: the registry's "TC_Normalmap" and Python's "TC_NORMALMAP".</summary>
    private static TextureCompression Compression(string? name) => name?.ToUpperInvariant() switch
    {
        "TC_NORMALMAP" => TextureCompression.NormalMap,
        "TC_MASKS" => TextureCompression.Masks,
        "TC_GRAYSCALE" => TextureCompression.Grayscale,
        "TC_HDR" or "TC_HDR_COMPRESSED" or "TC_HDR_F32" => TextureCompression.Hdr,
        "TC_EDITORICON" => TextureCompression.UserInterface,
        _ => TextureCompression.Default,
    };

    /// <summary>The group as people know it: "WorldNormalMap" for "TEXTUREGROUP_WorldNormalMap" and "TEXTUREGROUP_WORLD_NORMAL_MAP".</summary>
    private static string LodGroup(string? name)
    {
        const string Prefix = "TEXTUREGROUP_";
        if (string.IsNullOrEmpty(name))
        {
            return "World";
        }

        var group = name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? name[Prefix.Length..] : name;
        return group == "UI" || group.Any(char.IsLower)
            ? group
            : string.Concat(group.Split('_').Where(static part => part.Length > 0).Select(static part => part[0] + part[1..].ToLowerInvariant()));
    }

    private static (int? Width, int? Height) Dimensions(string? text)
    {
        var parts = text?.Split('x') ?? [];
        return parts.Length >= 2 ? (Number(parts[0]), Number(parts[1])) : (null, null);
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;

    private static IReadOnlyList<string> Names(string? json)
    {
        if (json is null)
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize(json, PythonJson.Default.IReadOnlyListString) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string? Tag(AssetJson asset, string name) => asset.Metadata?.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private static string? Registry(AssetJson asset, string name) => asset.Tags?.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
