using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;
using DccBridge.Server.Storage;
using DccBridge.Validation.Fixes;

namespace DccBridge.Server.Handlers.Validation;

/// <summary>Whether assets still are as the changes of a fix suppose. On the engine thread, in the same item as the changes.</summary>
internal static class FixCheck
{
    /// <summary>The assets as changes will leave them.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="before">The assets that they change, by the paths before.</param>
    public static IReadOnlyList<FixedAsset> After(IReadOnlyList<FixChange> changes, IReadOnlyDictionary<string, FixedAsset> before)
    {
        var names = changes.Where(static change => change.Kind == FixKind.Rename).ToDictionary(static change => change.AssetPath, static change => change.After, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. changes.Select(static change => change.AssetPath).Distinct(StringComparer.OrdinalIgnoreCase).Select(path =>
                names.TryGetValue(path, out var name) ? before[path] with { Path = name, Revision = before[path].Revision + 1 } : before[path]),
        ];
    }

    /// <summary>What of an asset a later import or rename would change.</summary>
    public static FixedAsset Of(AssetRecord asset) => new(asset.Path, asset.Class, asset.Revision, asset.Source?.ContentHash ?? "");

    /// <summary>The changes that take these back.</summary>
    public static IReadOnlyList<FixChange> Inverse(IReadOnlyList<FixChange> changes)
    {
        var names = changes.Where(static change => change.Kind == FixKind.Rename).ToDictionary(static change => change.AssetPath, static change => change.After, StringComparer.OrdinalIgnoreCase);
        return [.. changes.Select(change => change with
        {
            AssetPath = names.GetValueOrDefault(change.AssetPath, change.AssetPath),
            Before = change.After,
            After = change.Before,
            UpdatedReferences = [],
        })];
    }

    /// <summary>The first asset that is not as it was, and how; null when all are.</summary>
    public static string? FindDifference(IEditorAssets assets, IReadOnlyList<FixChange> changes, IReadOnlyList<FixedAsset> supposed)
    {
        var found = new Dictionary<string, AssetRecord>(StringComparer.OrdinalIgnoreCase);
        foreach (var asset in supposed)
        {
            if (assets.Get(asset.Path) is not { } record)
            {
                return $"'{asset.Path}' is not there any more";
            }

            if (Of(record) != asset with { Path = record.Path })
            {
                return $"'{asset.Path}' was imported or renamed meanwhile";
            }

            found[asset.Path] = record;
        }

        foreach (var change in changes)
        {
            var record = found[change.AssetPath];
            if (change.Kind == FixKind.SetProperty && FixProperties.Read(record, change.Property) is var value && value != change.Before)
            {
                return $"{change.Property} of '{record.Path}' is {value ?? "gone"} by now, not {change.Before}";
            }

            if (change.Kind == FixKind.Rename && record.Path != change.Before)
            {
                return $"'{change.Before}' is called '{record.Path}' by now";
            }

            if (change.Kind == FixKind.Rename && !string.Equals(change.Before, change.After, StringComparison.OrdinalIgnoreCase) && assets.Get(change.After) is not null)
            {
                return $"'{change.After}' exists by now";
            }
        }

        return null;
    }
}
