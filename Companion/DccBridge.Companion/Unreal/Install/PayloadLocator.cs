using System.Reflection;

namespace DccBridge.Companion.Unreal.Install;

/// <summary>Where the plugin's files are when nobody names them.</summary>
internal static class PayloadLocator
{
    /// <summary>Folder of the plugin's files beside the companion.</summary>
    public const string Folder = "plugin";

    /// <summary>Version of this companion, as three numbers.</summary>
    public static Version CompanionVersion => typeof(PayloadLocator).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>() is { } stamp
        && Version.TryParse(stamp.InformationalVersion.Split('-', '+')[0], out var version) ? version : new Version(0, 0, 0);

    /// <summary>Finds the payload: what is named, else beside the companion, else in the clone that the companion was built from.</summary>
    /// <param name="named">A folder or zip file; null searches.</param>
    /// <param name="companionFolder">The folder of the executable.</param>
    /// <param name="files">The disk.</param>
    /// <exception cref="InstallException">There is none.</exception>
    public static string Find(string? named, string companionFolder, IProjectFiles files)
    {
        if (named is not null)
        {
            return files.FileExists(named) || files.FolderExists(named)
                ? named
                : throw new InstallException($"--from: '{named}' does not exist. Name the folder that holds {StagedContent.Descriptor}, or the zip file of the release.");
        }

        var folder = Path.Combine(companionFolder, Folder);
        if (files.FileExists(Path.Combine(folder, StagedContent.Descriptor)))
        {
            return folder;
        }

        var zip = Path.Combine(companionFolder, $"DccBridge-plugin-{CompanionVersion}.zip");
        if (files.FileExists(zip))
        {
            return zip;
        }

        for (var place = new DirectoryInfo(companionFolder); place is not null; place = place.Parent)
        {
            if (files.FileExists(Path.Combine(place.FullName, StagedContent.Descriptor)))
            {
                return place.FullName;
            }
        }

        throw new InstallException($"The plugin's files are missing: neither '{folder}' nor '{zip}' is there. Name the folder or zip file with --from.");
    }
}
