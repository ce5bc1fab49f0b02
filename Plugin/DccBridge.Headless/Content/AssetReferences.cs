using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Headless.Content;

/// <summary>What assets refer to: their references, and the materials in the slots of meshes.</summary>
internal static class AssetReferences
{
    /// <summary>Package paths that the asset refers to; some may come twice.</summary>
    public static IEnumerable<string> Of(AssetRecord asset) =>
        asset.References.Concat(asset.Facts.Mesh?.Slots.Select(static slot => slot.Material).OfType<string>() ?? []);

    /// <summary>The asset with every reference to <paramref name="from"/> changed to <paramref name="to"/>; null when it has none.</summary>
    public static AssetRecord? Follow(AssetRecord asset, string from, string to)
    {
        if (!Of(asset).Contains(from, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        string Changed(string path) => string.Equals(path, from, StringComparison.OrdinalIgnoreCase) ? to : path;
        MeshFacts? mesh = asset.Facts.Mesh;
        return asset with
        {
            References = [.. asset.References.Select(Changed)],
            Facts = mesh is null ? asset.Facts : asset.Facts with
            {
                Mesh = mesh with { Slots = [.. mesh.Slots.Select(slot => slot.Material is { } material ? slot with { Material = Changed(material) } : slot)] },
            },
        };
    }
}
