using DccBridge.Validation.Custom;

namespace DccBridge.Validation.Settings.Layers;

/// <summary>
/// The settings of a project out of all its files: preset, then studio, project and user, each after what it extends. Of the files the strongest that says
/// something of a field counts; then, of the folders that say something, the nearest to the asset. Disposing lets a studio's rules go.
/// </summary>
public sealed class LayeredSettings : IDisposable
{
    private readonly CustomRuleLoad? _custom;
    private readonly List<(string Name, ValidationSettings Settings, Dictionary<string, FolderSettings> Folders)> _byFolder = [];

    private LayeredSettings(IReadOnlyList<SettingsLayer> layers, CustomRuleLoad? custom)
    {
        Layers = layers;
        Merged = SettingsMerge.Merge([.. layers.Select(layer => layer.Settings)]);
        SourceRoots = RootsOf(layers);
        _custom = custom;
        foreach (var layer in layers)
        {
            var folders = new Dictionary<string, FolderSettings>(StringComparer.OrdinalIgnoreCase);
            foreach (var (path, folder) in layer.Settings.Folders)
            {
                folders.TryAdd(path, folder);
            }

            _byFolder.Add((layer.Name, layer.Settings, folders));
        }
    }

    /// <summary>The files, the weakest first.</summary>
    public IReadOnlyList<SettingsLayer> Layers { get; }

    /// <summary>What all files together say.</summary>
    public ValidationSettings Merged { get; }

    /// <summary>
    /// The source folders that the files declare. Each also stands for itself: what was sent from this machine is recorded as it is reached from here.
    /// </summary>
    public IReadOnlyList<SourceRoot> SourceRoots { get; }

    /// <summary>All rules there are under these settings, sorted by id.</summary>
    public IReadOnlyList<RuleDefinition> Catalogue => _custom?.Catalogue ?? RuleCatalogue.Rules;

    /// <summary>What is wrong with a studio's own rules, each an error that names file and field. The other rules are in force.</summary>
    public IReadOnlyList<string> Problems => _custom?.Problems ?? [];

    /// <summary>Assemblies with rules that the settings name and that are not loaded here, as they are written: there was nobody to load them.</summary>
    public IReadOnlyList<string> IgnoredAssemblies => _custom?.Ignored ?? [];

    /// <summary>Settings that were made by code.</summary>
    public static LayeredSettings Of(ValidationSettings settings) => new([new SettingsLayer("", "settings", settings)], null);

    /// <summary>Reads all settings files of a project and loads the studio's own rules.</summary>
    /// <param name="sources">Where to begin.</param>
    /// <param name="customRules">Loads rules; null passes over them.</param>
    /// <param name="watch">Told of every path on which the outcome depends, just before it is looked at: when one of these files changes, comes or goes, read again.</param>
    /// <exception cref="ValidationSettingsException">A file is wrong; the first mistake is named. A rule assembly that cannot be used is one of <see cref="Problems"/> instead.</exception>
    public static LayeredSettings Load(SettingsSources sources, ICustomRuleSource? customRules = null, Action<string>? watch = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        watch ??= static _ => { };
        var tree = SettingsTree.Find(sources, watch);
        var custom = CustomRuleLoad.Run(tree.Sources, customRules, file => NameOf(file, sources), watch);
        try
        {
            var locks = new Dictionary<string, string>(StringComparer.Ordinal);
            var layers = new List<SettingsLayer>();
            foreach (var source in tree.Sources)
            {
                var reading = new ReadingRules(custom.Catalogue, custom.IsIncomplete, locks);
                var settings = ChainErrors.Tell(source.Chain, () => ValidationSettingsFile.Parse(source.Bytes, source.File, reading));
                layers.Add(new SettingsLayer(source.File, NameOf(source.File, sources), settings));
                foreach (var name in settings.Locked)
                {
                    locks.TryAdd(name, source.File);
                }
            }

            return new LayeredSettings(layers, custom);
        }
        catch
        {
            custom.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _custom?.Dispose();

    /// <summary>Why a settings file must not say anything of a rule: a weaker one locks it. Null when it may.</summary>
    internal string? FindLock(string rule, string file)
    {
        var locking = Layers.TakeWhile(layer => layer.File != file).FirstOrDefault(layer => layer.Settings.Locked.Contains(rule));
        return locking is null ? null : $"The rule \"{rule}\" is locked by {Path.GetFileName(locking.File)}: no stronger file may change it or suppress it.";
    }

    /// <summary>What the files say of one rule for a path, the weakest first: for all, then for each folder from the top down to the path itself.</summary>
    internal IReadOnlyList<SourcedRuleSettings> ChangesOf(string rule, IReadOnlyList<string> folders)
    {
        var changes = new List<SourcedRuleSettings>();
        foreach (var (name, settings, _) in _byFolder)
        {
            if (settings.Rules.TryGetValue(rule, out var change))
            {
                changes.Add(new SourcedRuleSettings(change, name));
            }
        }

        foreach (var folder in folders)
        {
            foreach (var (name, _, byPath) in _byFolder)
            {
                if (byPath.TryGetValue(folder, out var settings) && settings.Rules.TryGetValue(rule, out var change))
                {
                    changes.Add(new SourcedRuleSettings(change, $"{name} ({folder})"));
                }
            }
        }

        return changes;
    }

    private static List<SourceRoot> RootsOf(IReadOnlyList<SettingsLayer> layers)
    {
        var roots = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var layer in layers)
        {
            foreach (var (recorded, local) in layer.Settings.SourceRoots)
            {
                roots[recorded.Replace('\\', '/').TrimEnd('/')] = SettingsSource.Resolve(local, layer.File);
            }
        }

        return [.. roots.Select(root => new SourceRoot(root.Key + "/", root.Value)), .. roots.Values.Distinct().Select(local => new SourceRoot(local, local))];
    }

    private static string NameOf(string file, SettingsSources sources)
    {
        const string FarAway = "../../../";
        var folder = Path.GetDirectoryName(Path.GetFullPath(sources.Project ?? sources.Studio ?? file));
        var relative = folder is null ? file : Path.GetRelativePath(folder, file).Replace('\\', '/');
        return relative.StartsWith(FarAway, StringComparison.Ordinal) || Path.IsPathRooted(relative) ? file : relative;
    }
}
