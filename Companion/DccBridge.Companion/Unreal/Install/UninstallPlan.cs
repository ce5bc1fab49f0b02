namespace DccBridge.Companion.Unreal.Install;

/// <summary>What an uninstallation would do, worked out without changing anything.</summary>
internal sealed record UninstallPlan
{
    /// <summary>Where.</summary>
    public required UnrealProject Project { get; init; }

    /// <summary>What install did.</summary>
    public required InstallRecord Record { get; init; }

    /// <summary>Files of ours that go.</summary>
    public required IReadOnlyList<string> Removed { get; init; }

    /// <summary>The user's own files, and files of ours that the user changed; they stay.</summary>
    public required IReadOnlyList<KeptFile> Kept { get; init; }

    /// <summary>The .uproject as it will be; null when it stays.</summary>
    public byte[]? ChangedProject { get; init; }

    /// <summary>Plugins whose entries in the .uproject stay, because somebody added to them.</summary>
    public required IReadOnlyList<string> KeptEntries { get; init; }

    /// <summary>The solution from which the plugin's project is removed; null when it is not in there, or a clone of the user's stays with it.</summary>
    public string? Solution { get; init; }

    /// <summary>The editor settings change.</summary>
    public bool ChangesEditorSettings { get; init; }

    /// <summary>The editor settings as they will be; null removes the file.</summary>
    public byte[]? EditorSettings { get; init; }

    /// <summary>Works it out.</summary>
    /// <param name="project">Where.</param>
    /// <param name="isForced">Files of ours that the user changed go too.</param>
    /// <param name="files">The disk.</param>
    /// <exception cref="InstallException">Nothing was installed here by this program.</exception>
    public static UninstallPlan Make(UnrealProject project, bool isForced, IProjectFiles files)
    {
        var folder = project.PluginFolder;
        var record = files.FolderExists(folder) ? InstallRecord.Read(folder, files) : null;
        if (record is null)
        {
            throw new InstallException(files.FolderExists(folder)
                ? $"'{folder}' was not put there by 'dccbridge install' ({StagedContent.Record} is missing). Remove the folder by hand, and its entries from '{project.Path}'."
                : $"DccBridge is not installed in '{project.Folder}'.");
        }

        if (!record.IsInPlace && files.FolderLinks(folder) is [var link, ..])
        {
            throw new InstallException($"'{link}' is a link inside the plugin's folder, which uninstall would lose. Remove it, or move it out of '{folder}'; then uninstall again.");
        }

        var kept = record.IsInPlace ? [] : InstallPlan.FindKept(folder, new Dictionary<string, byte[]>(), record, files);
        if (isForced)
        {
            kept = [.. kept.Where(k => !record.Files.ContainsKey(k.Path))];
        }

        var (content, keptEntries) = UprojectEdit.Undo(project.Content, record.PluginsAdded, record.PluginsSwitchedOn, record.MadePluginList, project.Path);

        // A solution that UnrealSharp made later names the plugin without our doing, and does not build once the plugin is gone.
        var solution = (record.AddedToSolution || !record.IsInPlace) && project.FindSolution(files) is { } found && UnrealProject.Lists(files.Read(found)) ? found : null;
        var settings = files.FileExists(project.EditorSettings) ? files.Read(project.EditorSettings) : [];
        var changesSettings = record.SwitchedBackgroundCpuOff && BackgroundCpu.IsOff(settings);
        var newSettings = changesSettings ? BackgroundCpu.Set(settings, record.BackgroundCpuBefore) : null;
        return new UninstallPlan
        {
            Project = project,
            Record = record,
            Removed = [.. record.Files.Keys.Where(f => files.FileExists(Path.Combine(folder, f)) && !kept.Any(k => k.Path == f))],
            Kept = kept,
            ChangedProject = content.AsSpan().SequenceEqual(project.Content) ? null : content,
            KeptEntries = keptEntries,
            Solution = solution,
            ChangesEditorSettings = changesSettings,
            EditorSettings = newSettings is { Length: > 0 } ? newSettings : null,
        };
    }
}
