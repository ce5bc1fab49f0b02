namespace DccBridge.Companion.Unreal.Install;

/// <summary>A file of the user's that the new folder takes over.</summary>
/// <param name="Path">Where it is, from the plugin's folder.</param>
/// <param name="To">Where it will be; another name when it must be out of the way.</param>
internal sealed record KeptFile(string Path, string To);

/// <summary>What an installation would do, worked out without changing anything.</summary>
internal sealed record InstallPlan
{
    /// <summary>Where.</summary>
    public required UnrealProject Project { get; init; }

    /// <summary>What.</summary>
    public required Payload Payload { get; init; }

    /// <summary>What was installed before; null for nothing, or for a copy made by hand.</summary>
    public InstallRecord? Before { get; init; }

    /// <summary>What will be written down.</summary>
    public required InstallRecord After { get; init; }

    /// <summary>The plugin's folder is there already.</summary>
    public required bool FolderExists { get; init; }

    /// <summary>The plugin's folder must be made new; false when every file of it is as it should be.</summary>
    public required bool ReplacesFolder { get; init; }

    /// <summary>Files of the payload that are new or differ.</summary>
    public required IReadOnlyList<string> Written { get; init; }

    /// <summary>The user's own files, and files of ours that the user changed.</summary>
    public required IReadOnlyList<KeptFile> Kept { get; init; }

    /// <summary>The .uproject as it will be.</summary>
    public required EnabledProject Enabled { get; init; }

    /// <summary>The solution of UnrealSharp, absolute; null when it is not made yet.</summary>
    public string? Solution { get; init; }

    /// <summary>The plugin's project must be added to the solution.</summary>
    public bool AddsToSolution { get; init; }

    /// <summary>The editor settings as they will be; null when they stay.</summary>
    public byte[]? EditorSettings { get; init; }

    /// <summary>The .uproject changes.</summary>
    public bool ChangesProject => Enabled.Added.Count + Enabled.SwitchedOn.Count > 0;

    /// <summary>The record changes.</summary>
    public required bool ChangesRecord { get; init; }

    /// <summary>All is as it should be already.</summary>
    public bool IsNothing => !ReplacesFolder && !ChangesProject && !AddsToSolution && EditorSettings is null && !ChangesRecord;

    /// <summary>Works it out.</summary>
    /// <exception cref="InstallException">The folder of the plugin is none that may be replaced.</exception>
    public static InstallPlan Make(UnrealProject project, Payload payload, bool switchesBackgroundCpuOff, IProjectFiles files)
    {
        var folder = project.PluginFolder;
        var exists = files.FolderExists(folder);
        var isInPlace = exists && string.Equals(Path.TrimEndingDirectorySeparator(payload.Source), folder, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
        if (exists && !isInPlace)
        {
            RefuseForeignFolder(folder, files);
        }

        var before = exists ? InstallRecord.Read(folder, files) : null;
        if (isInPlace && before is { IsInPlace: false })
        {
            throw new InstallException($"'{folder}' was installed from elsewhere and is no clone: it cannot be its own source. Name another folder or zip file of the plugin with --from.");
        }

        var (written, kept, differs) = isInPlace ? ([], [], false) : Compare(folder, payload, before, files);
        var enabled = UprojectEdit.Enable(project.Content, StagedContent.EnabledPlugins, project.Path);
        var solution = project.FindSolution(files);
        var adds = solution is not null && !UnrealProject.Lists(files.Read(solution));
        var settings = files.FileExists(project.EditorSettings) ? files.Read(project.EditorSettings) : [];
        var switches = switchesBackgroundCpuOff && !BackgroundCpu.IsOff(settings);
        var after = new InstallRecord
        {
            Version = payload.Version.ToString(),
            IsInPlace = isInPlace,
            Files = isInPlace ? [] : new SortedDictionary<string, string>(payload.Files.ToDictionary(f => f.Key, f => InstallRecord.Hash(f.Value)), StringComparer.Ordinal),

            // What an earlier run did stays ours to take back.
            PluginsAdded = [.. (before?.PluginsAdded ?? []).Union(enabled.Added, StringComparer.OrdinalIgnoreCase)],
            PluginsSwitchedOn = [.. (before?.PluginsSwitchedOn ?? []).Union(enabled.SwitchedOn, StringComparer.OrdinalIgnoreCase)],
            MadePluginList = before?.MadePluginList == true || enabled.MadeList,
            AddedToSolution = before?.AddedToSolution == true || adds,
            SwitchedBackgroundCpuOff = before?.SwitchedBackgroundCpuOff == true || switches,
            BackgroundCpuBefore = before?.SwitchedBackgroundCpuOff == true ? before.BackgroundCpuBefore : switches ? BackgroundCpu.Read(settings) : null,
        };
        return new InstallPlan
        {
            Project = project,
            Payload = payload,
            Before = before,
            After = after,
            FolderExists = exists,
            ReplacesFolder = !exists || differs,
            Written = written,
            Kept = kept,
            Enabled = enabled,
            Solution = solution,
            AddsToSolution = adds,
            EditorSettings = switches ? BackgroundCpu.Set(settings, "False") : null,
            ChangesRecord = before is null || !before.Write().AsSpan().SequenceEqual(after.Write()),
        };
    }

    /// <summary>The files in the plugin's folder that are not ours, or no longer as we wrote them; what builds made is nobody's.</summary>
    internal static IReadOnlyList<KeptFile> FindKept(string folder, IReadOnlyDictionary<string, byte[]> coming, InstallRecord? before, IProjectFiles files)
    {
        var present = files.List(folder).Where(p => !StagedContent.IsProduct(p) && p != StagedContent.Record).ToArray();
        var taken = new HashSet<string>([.. present, .. coming.Keys], StringComparer.OrdinalIgnoreCase);
        var kept = new List<KeptFile>();
        foreach (var path in present)
        {
            var hash = InstallRecord.Hash(files.Read(Path.Combine(folder, path)));
            var isOurs = before is null or { IsInPlace: true } ? StagedContent.Takes(path) : before.Files.ContainsKey(path);
            var isUnchanged = before is not null && before.Files.TryGetValue(path, out var old) && old == hash;
            if (isUnchanged || (coming.TryGetValue(path, out var next) && InstallRecord.Hash(next) == hash))
            {
                continue;
            }

            // What was ours and was changed must be out of the way under a name that no build takes.
            kept.Add(new KeptFile(path, isOurs || coming.ContainsKey(path) ? FreeName(path, taken) : path));
        }

        return kept;
    }

    private static string FreeName(string path, HashSet<string> taken)
    {
        var name = $"{path}.yours";
        for (var i = 2; !taken.Add(name); i++)
        {
            name = $"{path}.yours{i}";
        }

        return name;
    }

    private static (IReadOnlyList<string> Written, IReadOnlyList<KeptFile> Kept, bool Differs) Compare(string folder, Payload payload, InstallRecord? before, IProjectFiles files)
    {
        var written = payload.Files
            .Where(f => Path.Combine(folder, f.Key) is var path && !(files.FileExists(path) && files.Read(path).AsSpan().SequenceEqual(f.Value)))
            .Select(f => f.Key)
            .ToArray();
        var kept = FindKept(folder, payload.Files, before, files);
        var leaves = before is not null && before.Files.Keys.Any(p => !payload.Files.ContainsKey(p) && files.FileExists(Path.Combine(folder, p)));
        return (written, kept, written.Length > 0 || leaves || kept.Any(k => k.To != k.Path));
    }

    private static void RefuseForeignFolder(string folder, IProjectFiles files)
    {
        if (files.IsLink(folder))
        {
            throw new InstallException($"'{folder}' is a link to another folder. Run install from the clone that it leads to, or remove the link.");
        }

        if (files.FolderExists(Path.Combine(folder, ".git")) || files.FileExists(Path.Combine(folder, ".git")))
        {
            throw new InstallException($"'{folder}' is a clone of the repository. Update it with 'git pull' and run install with --from '{folder}', so that it is enabled where it is; or move it away first.");
        }

        if (files.FolderLinks(folder) is [var link, ..])
        {
            throw new InstallException($"'{link}' is a link inside the plugin's folder, which install would lose. Remove it, or move it out of '{folder}'.");
        }
    }
}
