using DccBridge.CustomRules;
using DccBridge.Validation.Settings;
using DccBridge.Validation.Settings.Layers;

namespace DccBridge.Companion.Offline;

/// <summary>The settings of files on disk. All that the validation without an editor knows of where settings come from.</summary>
internal static class SettingsFinder
{
    /// <summary>The project's settings file in force: the nearest one in a folder of the paths or above it. A folder with a .uproject is a project's own and ends the search.</summary>
    /// <param name="paths">Full paths of the files and folders that are judged.</param>
    /// <returns>Full path, also where only the user's file lies in the folder; null when there is neither.</returns>
    /// <exception cref="SettingsChoiceException">The paths belong to different settings.</exception>
    public static string? Find(IReadOnlyList<string> paths)
    {
        var found = paths.Select(NearestTo).Distinct(StringComparer.Ordinal).ToArray();
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw new SettingsChoiceException(
                $"The files belong to different settings: {string.Join(", ", found.Select(f => f is null ? "the defaults" : $"'{f}'"))}. Validate them one after the other, or say which holds for all with --settings.");
    }

    /// <summary>Reads them, with the studio's below and the user's above, and the studio's own rules.</summary>
    /// <param name="studio">Path of the studio's file; null when there is none.</param>
    /// <param name="file">Full path of the project's file; null when there is none.</param>
    /// <param name="isNamed">Whether somebody named the file, so that it must exist.</param>
    /// <exception cref="ValidationSettingsException">One of them cannot be read, or is not allowed.</exception>
    public static LayeredSettings Load(string? studio, string? file, bool isNamed) =>
        LayeredSettings.Load(new SettingsSources { Studio = studio, Project = file, ProjectMustExist = isNamed }, new RuleAssemblyLoader());

    private static string? NearestTo(string path)
    {
        for (var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var file = Path.Combine(folder, ValidationSettingsFile.Name);
            if (File.Exists(file) || File.Exists(Path.Combine(folder, ValidationSettingsFile.UserName)))
            {
                return file;
            }

            if (HoldsProject(folder))
            {
                return null;
            }
        }

        return null;
    }

    private static bool HoldsProject(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder, "*.uproject").Any();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Who may not list a folder may still read the settings above it.
            return false;
        }
    }
}

/// <summary>It cannot be told which settings hold. The text is an instruction to the person who asked.</summary>
internal sealed class SettingsChoiceException(string message) : Exception(message);
