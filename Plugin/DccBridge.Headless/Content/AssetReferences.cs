using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Headless.Content;

/// <summary>What assets refer to: their references, the materials in the slots of meshes, skeletons, and parents of material instances.</summary>
internal static class AssetReferences
{
    /// <summary>Package paths that the asset refers to; some may come twice.</summary>
    public static IEnumerable<string> Of(AssetRecord asset) => asset.References
        .Concat(asset.Facts.Mesh?.Slots.Select(static slot => slot.Material).OfType<string>() ?? [])
        .Concat(((string?[])[asset.Facts.Skeleton?.Skeleton, asset.Facts.Material?.Parent]).OfType<string>());

    /// <summary>The asset with every reference to <paramref name="from"/> changed to <paramref name="to"/>; null when it has none.</summary>
    public static AssetRecord? Follow(AssetRecord asset, string from, string to) =>
        Follow(asset, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [from] = to });

    /// <summary>The asset with its references changed as the renames say, all at once; null when none of them concerns it.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="renames">New path by old path, compared without case.</param>
    public static AssetRecord? Follow(AssetRecord asset, IReadOnlyDictionary<string, string> renames)
    {
        if (!Of(asset).Any(renames.ContainsKey))
        {
            return null;
        }

        string Changed(string path) => renames.GetValueOrDefault(path, path);
        AssetFacts facts = asset.Facts;
        return asset with
        {
            References = [.. asset.References.Select(Changed)],
            Facts = facts with
            {
                Mesh = facts.Mesh is not { } mesh ? null : mesh with
                {
                    Slots = [.. mesh.Slots.Select(slot => slot.Material is { } material ? slot with { Material = Changed(material) } : slot)],
                },
                Skeleton = facts.Skeleton is { Skeleton: { } skeleton } ? facts.Skeleton with { Skeleton = Changed(skeleton) } : facts.Skeleton,
                Material = facts.Material is { Parent: { } parent } ? facts.Material with { Parent = Changed(parent) } : facts.Material,
            },
        };
    }
}
