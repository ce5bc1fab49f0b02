using System.Text.Json;
using DccBridge.AssetFiles.Gltf.Data;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>
/// The images of a glTF and the materials that use them. A material uses a texture wherever an object in it, extensions
/// included, has a member whose name ends with "Texture" and that has an index (glTF 2.0 specification, 3.9 and 5.30).
/// </summary>
internal static class GltfTextures
{
    // Images in formats of extensions; the plain one, when there is one too, is a fallback that Unreal does not need.
    private static readonly string[] SourceExtensions = ["KHR_texture_basisu", "EXT_texture_webp", "EXT_texture_avif", "MSFT_texture_dds"];

    /// <summary>Reads the images, each file once, in the order of the file.</summary>
    public static IReadOnlyList<TextureReference> Read(GltfJson json)
    {
        var images = json.Objects(json.Root, "images");
        var users = Users(json, images.Length);
        var order = new List<(string Path, bool IsEmbedded, List<string> Materials)>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < images.Length; i++)
        {
            var isFile = json.TryGet(images[i], "uri", JsonValueKind.String, out var uri) && !GltfUri.IsData(uri);
            var path = isFile ? GltfUri.RelativePath(json, uri, uri.GetString()!) : json.Name(images[i], "");
            if (!isFile)
            {
                order.Add((path, true, users[i]));
            }
            else if (places.TryAdd(path, order.Count))
            {
                order.Add((path, false, users[i]));
            }
            else
            {
                order[places[path]].Materials.AddRange(users[i]);
            }
        }

        return [.. order.Select(image => new TextureReference { Path = image.Path, IsEmbedded = image.IsEmbedded, Materials = [.. image.Materials.Distinct(StringComparer.Ordinal)] })];
    }

    private static List<string>[] Users(GltfJson json, int imageCount)
    {
        var users = new List<string>[imageCount];
        for (var i = 0; i < imageCount; i++)
        {
            users[i] = [];
        }

        int?[] sources = [.. json.Objects(json.Root, "textures").Select(texture => Source(json, texture, imageCount))];
        var materials = json.Objects(json.Root, "materials");
        for (var i = 0; i < materials.Length; i++)
        {
            var images = new HashSet<int>();
            FindTextures(json, materials[i], sources, images);
            if (images.Count > 0)
            {
                var name = json.Name(materials[i], $"Material_{i}");
                foreach (var image in images)
                {
                    users[image].Add(name);
                }
            }
        }

        return users;
    }

    private static int? Source(GltfJson json, JsonElement texture, int imageCount)
    {
        foreach (var name in SourceExtensions)
        {
            if (json.Extension(texture, name) is { } extension && json.Index(extension, "source", "images", imageCount) is { } image)
            {
                return image;
            }
        }

        return json.Index(texture, "source", "images", imageCount);
    }

    // As deep as the JSON, which is bounded.
    private static void FindTextures(GltfJson json, JsonElement parent, int?[] sources, HashSet<int> images)
    {
        foreach (var member in parent.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Object || member.NameEquals("extras"u8))
            {
                continue;
            }

            if (member.Name.EndsWith("Texture", StringComparison.Ordinal) && json.Index(member.Value, "index", "textures", sources.Length) is { } texture && sources[texture] is { } image)
            {
                images.Add(image);
            }

            FindTextures(json, member.Value, sources, images);
        }
    }
}
