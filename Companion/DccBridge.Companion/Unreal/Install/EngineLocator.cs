using System.Text.Json;

namespace DccBridge.Companion.Unreal.Install;

/// <summary>Where the engine of a project is installed, as far as that can be told without the engine.</summary>
/// <param name="LauncherList">The list of Epic's launcher, LauncherInstalled.dat; null where there is no launcher.</param>
internal sealed record EngineLocator(string? LauncherList)
{
    /// <summary>Of this machine.</summary>
    public static EngineLocator OfThisMachine() => new(
        OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "Epic", "UnrealEngineLauncher", "LauncherInstalled.dat")
        : OperatingSystem.IsMacOS() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Library", "Application Support", "Epic", "UnrealEngineLauncher", "LauncherInstalled.dat")
        : null);

    /// <summary>The folder that holds "Engine"; null when it is not known.</summary>
    /// <param name="project">The project.</param>
    /// <param name="named">What the user named: the folder that holds "Engine", or that folder itself.</param>
    /// <param name="files">The disk.</param>
    public string? Find(UnrealProject project, string? named, IProjectFiles files)
    {
        if (named is not null)
        {
            return files.FolderExists(Path.Combine(named, "Engine")) ? named : Path.GetDirectoryName(named.TrimEnd('/', '\\'));
        }

        // A project inside the tree of an engine of one's own has no association.
        for (var place = new DirectoryInfo(project.Folder).Parent; place is not null; place = place.Parent)
        {
            if (files.FolderExists(Path.Combine(place.FullName, "Engine", "Plugins")))
            {
                return place.FullName;
            }
        }

        return project.Text.EngineAssociation is { Length: > 0 } version && LauncherList is not null && files.FileExists(LauncherList)
            ? FromLauncher(files.Read(LauncherList), $"UE_{version}")
            : null;
    }

    private static string? FromLauncher(byte[] list, string app)
    {
        try
        {
            using var document = JsonDocument.Parse(list.AsMemory(UprojectText.BomLength(list)), UprojectText.Tolerant);
            return document.RootElement.GetProperty("InstallationList").EnumerateArray()
                .Where(i => i.GetProperty("AppName").GetString() == app)
                .Select(i => i.GetProperty("InstallLocation").GetString())
                .FirstOrDefault();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // The list is the launcher's own business; without it the engine's folder is simply not known.
            return null;
        }
    }
}
