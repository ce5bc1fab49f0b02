namespace DccBridge.Validation.Settings.Layers;

/// <summary>A settings file as bytes, with the other files that it names.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="Paths">The files that it names.</param>
/// <param name="Chain">The files by which it was reached, itself last.</param>
internal sealed record SettingsSource(string File, byte[] Bytes, WrittenPaths Paths, IReadOnlyList<string> Chain)
{
    /// <summary>Absolute path of a file that this one names.</summary>
    public string Resolve(WrittenPath path) => Resolve(path.Text, File);

    /// <summary>Absolute path of what a settings file names.</summary>
    /// <param name="path">As it is written.</param>
    /// <param name="file">The settings file.</param>
    public static string Resolve(string path, string file)
    {
        // Settings are shared between systems: a backslash that was written on Windows is a slash everywhere.
        var text = OperatingSystem.IsWindows() ? path : path.Replace('\\', '/');
        return Path.GetFullPath(text, Path.GetFullPath(Path.GetDirectoryName(file) ?? "/"));
    }
}

/// <summary>Finds all settings files of a project: those that it begins with, and those that they extend, each once.</summary>
internal sealed class SettingsTree
{
    private static readonly StringComparer ByPath = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private readonly List<SettingsSource> _found = [];
    private readonly HashSet<string> _seen = new(ByPath);
    private readonly Action<string> _watch;

    private SettingsTree(Action<string> watch) => _watch = watch;

    /// <summary>The files that exist, the weakest first.</summary>
    public IReadOnlyList<SettingsSource> Sources => _found;

    /// <summary>Looks.</summary>
    /// <param name="sources">Where to begin.</param>
    /// <param name="watch">Told of every path just before it is looked at.</param>
    /// <exception cref="ValidationSettingsException">A file that is needed is not there, one cannot be read, or they extend one another in a circle.</exception>
    public static SettingsTree Find(SettingsSources sources, Action<string> watch)
    {
        var tree = new SettingsTree(watch);
        if (sources.Studio is { } studio)
        {
            tree.AddRoot(Path.GetFullPath(studio), $"The environment variable {SettingsSources.StudioVariable} names it. ");
        }

        if (sources.Project is { } project)
        {
            tree.AddRoot(Path.GetFullPath(project), sources.ProjectMustExist ? "" : null);
        }

        if (sources.User is { } user)
        {
            tree.AddRoot(user, null);
        }

        return tree;
    }

    /// <param name="file">Absolute path.</param>
    /// <param name="whenMissing">What the error says first when it does not exist; null when it need not.</param>
    private void AddRoot(string file, string? whenMissing)
    {
        if (_seen.Contains(file))
        {
            return;
        }

        _watch(file);
        if (File.Exists(file) || Directory.Exists(file))
        {
            Add(file, []);
        }
        else if (whenMissing is not null)
        {
            throw new ValidationSettingsException(file, 0, 0, "", $"There is no such settings file. {whenMissing}Create it (an empty object {{}} is all defaults) or give the right path.");
        }
    }

    private void Add(string file, IReadOnlyList<string> above)
    {
        if (_found.Count >= SettingsLimits.MaxLayers)
        {
            throw new ValidationSettingsException(file, 0, 0, "", $"More than {SettingsLimits.MaxLayers} settings files extend one another. Put some of them together.");
        }

        _seen.Add(file);
        IReadOnlyList<string> chain = [.. above, file];
        var bytes = ValidationSettingsFile.ReadBytes(file);
        var source = new SettingsSource(file, bytes, ChainErrors.Tell(chain, () => ValidationSettingsFile.ParsePaths(bytes, file)), chain);
        foreach (var path in source.Paths.Extends)
        {
            AddExtended(source, path);
        }

        _found.Add(source);
    }

    private void AddExtended(SettingsSource source, WrittenPath path)
    {
        var file = source.Resolve(path);
        if (source.Chain.Contains(file, ByPath))
        {
            throw ChainErrors.At(source, path, $"closes a circle: {string.Join(" -> ", [.. source.Chain, file])}. Take one of these files out of the chain");
        }

        if (_seen.Contains(file))
        {
            return;
        }

        _watch(file);
        if (source.Chain.Count >= SettingsLimits.MaxChain)
        {
            throw ChainErrors.At(source, path, $"makes the chain of files longer than {SettingsLimits.MaxChain}: {string.Join(" -> ", [.. source.Chain, file])}. Let one file extend several others instead (an array)");
        }

        if (!File.Exists(file))
        {
            throw ChainErrors.At(source, path, $"names \"{path.Text}\", and there is no file {file}. A path is relative to the folder of the file that names it");
        }

        Add(file, source.Chain);
    }
}
