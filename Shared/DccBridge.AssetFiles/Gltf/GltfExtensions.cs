using System.Text.Json;
using DccBridge.AssetFiles.Gltf.Data;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>The extensions that a glTF uses, and whether its geometry can be read without them.</summary>
internal sealed class GltfExtensions
{
    /// <summary>Name of Draco compression.</summary>
    public const string Draco = "KHR_draco_mesh_compression";

    /// <summary>What an artist is told of it.</summary>
    public const string DracoRefusal = $"the meshes are compressed with Draco ({Draco}), which is not read; switch off 'Compression' in the options of the glTF export and export again";

    private const string Quantization = "KHR_mesh_quantization";

    // Extensions of materials, textures, lights, animations and metadata leave the geometry as it is.
    private static readonly string[] Harmless =
    [
        "KHR_materials_", "KHR_texture_", "EXT_texture_", "MSFT_texture_", "KHR_lights_", "EXT_lights_", "KHR_animation_", "KHR_xmp", "KHR_node_visibility", "KHR_node_hoverability", "KHR_node_selectability",
    ];

    private GltfExtensions(bool quantized) => AllowsQuantizedPositions = quantized;

    /// <summary>True when positions may be stored as small integers.</summary>
    public bool AllowsQuantizedPositions { get; }

    /// <summary>Reads both lists and refuses a file that needs what is not read.</summary>
    public static GltfExtensions Read(GltfJson json)
    {
        foreach (var entry in Entries(json, "extensionsRequired"))
        {
            var name = entry.GetString()!;
            if (name != Quantization && !Harmless.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                throw json.Error(entry, Refusal(name));
            }
        }

        return new GltfExtensions(Entries(json, "extensionsUsed").Any(entry => entry.ValueEquals(Quantization)));
    }

    private static string Refusal(string name) => name switch
    {
        Draco => DracoRefusal,
        "EXT_meshopt_compression" or "KHR_meshopt_compression" => $"the meshes are compressed with meshoptimizer ({name}), which is not read; switch off the compression (gltfpack: without -c, -cc and -cz) and export again",
        _ => $"the file requires the extension \"{Shorten(name)}\", which is not read; switch it off in the options of the glTF export and export again",
    };

    private static string Shorten(string name) => name.Length <= 64 ? name : name[..64] + "...";

    private static IEnumerable<JsonElement> Entries(GltfJson json, string name)
    {
        if (!json.TryGet(json.Root, name, JsonValueKind.Array, out var list))
        {
            yield break;
        }

        foreach (var entry in list.EnumerateArray())
        {
            yield return entry.ValueKind == JsonValueKind.String ? entry : throw json.Error(entry, $"an entry of \"{name}\" must be a text; export it again");
        }
    }
}
