namespace DccBridge.Companion.Unreal.Install;

/// <summary>A project of Unreal on the disk: its .uproject as it was read, and where things are.</summary>
internal sealed class UnrealProject
{
    private const string Listed = $"Plugins/{StagedContent.Plugin}/{StagedContent.Door}";

    private UnrealProject(string path, byte[] content, UprojectText text, IProjectFiles files)
    {
        Path = path;
        Content = content;
        Text = text;
        Folder = System.IO.Path.GetDirectoryName(path)!;
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        WorkFolder = files.IsLink(In("Intermediate")) ? In(".DccBridgeInstall") : In("Intermediate", "DccBridgeInstall");
    }

    /// <summary>The .uproject, absolute.</summary>
    public string Path { get; }

    /// <summary>The .uproject as bytes.</summary>
    public byte[] Content { get; }

    /// <summary>The .uproject as it was understood.</summary>
    public UprojectText Text { get; }

    /// <summary>The project's folder.</summary>
    public string Folder { get; }

    /// <summary>The project's name: that of its file.</summary>
    public string Name { get; }

    /// <summary>Where the plugin belongs.</summary>
    public string PluginFolder => In("Plugins", StagedContent.Plugin);

    /// <summary>Where an installation prepares its files: Unreal looks for plugins in neither this folder nor below, and version control ignores it.</summary>
    /// <remarks>A linked Intermediate may be on another volume, to which folders cannot be renamed: then beside the .uproject.</remarks>
    public string WorkFolder { get; }

    /// <summary>The editor settings that the project gives to all who work on it.</summary>
    public string EditorSettings => In("Config", "DefaultEditorSettings.ini");

    /// <summary>Finds and reads the .uproject.</summary>
    /// <param name="named">The file, or the folder that holds exactly one.</param>
    /// <param name="files">The disk.</param>
    /// <exception cref="InstallException">There is none, there are several, or it cannot be read.</exception>
    public static UnrealProject Open(string named, IProjectFiles files)
    {
        var path = named;
        if (files.FolderExists(named))
        {
            var found = files.Files(named, "*.uproject");
            path = found.Count == 1
                ? found[0]
                : throw new InstallException(found.Count == 0 ? $"'{named}' holds no .uproject. Name the .uproject file of the project." : $"'{named}' holds {found.Count} .uproject files. Name the one that is meant.");
        }

        if (!path.EndsWith(".uproject", StringComparison.OrdinalIgnoreCase))
        {
            throw new InstallException($"'{path}' is no .uproject. Name the .uproject file of the project.");
        }

        if (!files.FileExists(path))
        {
            throw new InstallException($"'{path}' does not exist. Name the .uproject file of the project.");
        }

        try
        {
            var content = files.Read(path);
            return new UnrealProject(path, content, UprojectText.Parse(content, path), files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InstallException($"'{path}' cannot be read ({e.Message}). Give yourself the right to read it, and close programs that hold it.", e);
        }
    }

    /// <summary>A path below the project's folder.</summary>
    public string In(params string[] parts) => System.IO.Path.Combine([Folder, .. parts]);

    /// <summary>The solution that UnrealSharp builds, absolute; null when it has not made one yet.</summary>
    public string? FindSolution(IProjectFiles files) =>
        new[] { In("Script", $"Managed{Name}.sln"), In("Script", $"Managed{Name}.slnx") }.FirstOrDefault(files.FileExists);

    /// <summary>The solution names the plugin's project at its place.</summary>
    public static bool Lists(byte[] solution) => Slashed(solution).Contains(Listed, StringComparison.OrdinalIgnoreCase);

    /// <summary>The solution names a project of that file name at another place.</summary>
    public static bool ListsElsewhere(byte[] solution) =>
        Slashed(solution).Replace(Listed, "", StringComparison.OrdinalIgnoreCase).Contains($"/{System.IO.Path.GetFileName(StagedContent.Door)}", StringComparison.OrdinalIgnoreCase);

    /// <summary>All folders of plugins of one name below the project's Plugins, up to four deep, as Unreal finds them.</summary>
    public IReadOnlyList<string> FindPlugins(string name, IProjectFiles files) => Search(In("Plugins"), name, files, 4);

    private static string Slashed(byte[] solution) => System.Text.Encoding.UTF8.GetString(solution).Replace('\\', '/');

    /// <summary>All folders of plugins of one name below a folder. Unreal does not look below a folder that is a plugin.</summary>
    internal static IReadOnlyList<string> Search(string folder, string name, IProjectFiles files, int depth)
    {
        var found = new List<string>();
        foreach (var child in files.Folders(folder))
        {
            var descriptors = files.Files(child, "*.uplugin");
            if (descriptors.Any(d => string.Equals(System.IO.Path.GetFileNameWithoutExtension(d), name, StringComparison.OrdinalIgnoreCase)))
            {
                found.Add(child);
            }
            else if (descriptors.Count == 0 && depth > 1)
            {
                found.AddRange(Search(child, name, files, depth - 1));
            }
        }

        return found;
    }
}
