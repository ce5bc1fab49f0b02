using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Headless.Content;

/// <summary>What assets refer to: their references, the materials in the slots of meshes, and skeletons.</summary>
internal static class AssetReferences
{
    /// <summary>Package paths that the asset refers to; some may come twice.</summary>
    public static IEnumerable<string> Of(AssetRecord asset) =>
        asset.References
            .Concat(asset.Facts.Mesh?.Slots.Select(static slot => slot.Material).OfType<string>() ?? [])
            .Concat(asset.Facts.Skeleton?.Skeleton is { } skeleton ? [skeleton] : []);

    /// <summary>The asset with every reference to <paramref name="from"/> changed to <paramref name="to"/>; null when it has none.</summary>
    public static AssetRecord? Follow(AssetRecord asset, string from, string to)
    {
        if (!Of(asset).Contains(from, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        string Changed(string path) => string.Equals(path, from, StringComparison.OrdinalIgnoreCase) ? to : path;
        MeshFacts? mesh = asset.Facts.Mesh;
        SkeletonFacts? bones = asset.Facts.Skeleton;
        return asset with
        {
            References = [.. asset.References.Select(Changed)],
            Facts = asset.Facts with
            {
                Mesh = mesh is null ? null : mesh with { Slots = [.. mesh.Slots.Select(slot => slot.Material is { } material ? slot with { Material = Changed(material) } : slot)] },
                Skeleton = bones?.Skeleton is { } skeleton ? bones with { Skeleton = Changed(skeleton) } : bones,
            },
        };
    }
}
