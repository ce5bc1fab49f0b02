namespace DccBridge.Validation.Settings.Layers;

/// <summary>
/// Several settings files as one, field by field: what a stronger file says replaces what weaker ones say of the same field of the same entry (preset; a
/// class's prefixes; a suffix; a source folder; enabled, severity and each threshold of a rule; the same for each folder). Suppressions, locks and assemblies add up.
/// </summary>
internal static class SettingsMerge
{
    /// <summary>The settings together.</summary>
    /// <param name="layers">The weakest first.</param>
    public static ValidationSettings Merge(IReadOnlyList<ValidationSettings> layers)
    {
        if (layers.Count == 1)
        {
            return layers[0];
        }

        return new ValidationSettings
        {
            Preset = layers.LastOrDefault(layer => layer.Preset is not null)?.Preset,
            Prefixes = Strongest(layers.Select(layer => layer.Prefixes), StringComparer.Ordinal),
            TextureSuffixes = Strongest(layers.Select(layer => layer.TextureSuffixes), StringComparer.OrdinalIgnoreCase),
            Rules = MergeRules(layers.Select(layer => layer.Rules)),
            Folders = MergeFolders(layers),
            Locked = [.. layers.SelectMany(layer => layer.Locked).Distinct()],
            RuleAssemblies = [.. layers.SelectMany(layer => layer.RuleAssemblies)],
            SourceRoots = Strongest(layers.Select(layer => layer.SourceRoots), StringComparer.OrdinalIgnoreCase),
            Extends = [.. layers.SelectMany(layer => layer.Extends)],
            Suppressions = [.. layers.SelectMany(layer => layer.Suppressions)],
        };
    }

    private static Dictionary<string, T> Strongest<T>(IEnumerable<IReadOnlyDictionary<string, T>> layers, StringComparer comparer)
    {
        var merged = new Dictionary<string, T>(comparer);
        foreach (var (name, value) in layers.SelectMany(layer => layer))
        {
            // Not only the value: of a name that is written in two ways the stronger way counts too.
            merged.Remove(name);
            merged.Add(name, value);
        }

        return merged;
    }

    private static Dictionary<string, FolderSettings> MergeFolders(IReadOnlyList<ValidationSettings> layers)
    {
        var merged = new Dictionary<string, FolderSettings>(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, folder) in layers.SelectMany(layer => layer.Folders))
        {
            merged[path] = merged.TryGetValue(path, out var weaker) ? new FolderSettings { Rules = MergeRules([weaker.Rules, folder.Rules]) } : folder;
        }

        return merged;
    }

    private static Dictionary<string, RuleSettings> MergeRules(IEnumerable<IReadOnlyDictionary<string, RuleSettings>> layers)
    {
        var merged = new Dictionary<string, RuleSettings>(StringComparer.Ordinal);
        foreach (var (id, rule) in layers.SelectMany(layer => layer))
        {
            merged[id] = merged.TryGetValue(id, out var weaker)
                ? new RuleSettings
                {
                    Enabled = rule.Enabled ?? weaker.Enabled,
                    Severity = rule.Severity ?? weaker.Severity,
                    Thresholds = Strongest([weaker.Thresholds, rule.Thresholds], StringComparer.Ordinal),
                }
                : rule;
        }

        return merged;
    }
}
