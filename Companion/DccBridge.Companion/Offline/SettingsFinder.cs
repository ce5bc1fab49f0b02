using DccBridge.Validation.Settings;

namespace DccBridge.Companion.Offline;

/// <summary>The settings of files on disk. All that the validation without an editor knows of where settings come from.</summary>
internal static class SettingsFinder
{
    /// <summary>The settings file in force: the nearest one in a folder of the paths or above it. A folder with a .uproject is a project's own and ends the search.</summary>
    /// <param name="paths">Full paths of the files and folders that are judged.</param>
    /// <returns>Full path; null when there is none.</returns>
    /// <exception cref="SettingsChoiceException">The paths belong to different settings.</exception>
    public static string? Find(IReadOnlyList<string> paths)
    {
        var found = paths.Select(NearestTo).Distinct(StringComparer.Ordinal).ToArray();
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw new SettingsChoiceException(
                $"The files belong to different settings: {string.Join(", ", found.Select(f => f is null ? "the defaults" : $"'{f}'"))}. Validate them one after the other, or say which holds for all with --settings.");
    }

    /// <summary>Reads them.</summary>
    /// <param name="file">Full path; null is the defaults.</param>
    /// <exception cref="ValidationSettingsException">They cannot be read, or are not allowed.</exception>
    public static ValidationSettings Load(string? file) => file is null ? new ValidationSettings() : ValidationSettingsFile.Load(file);

    private static string? NearestTo(string path)
    {
        for (var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var file = Path.Combine(folder, ValidationSettingsFile.Name);
            if (File.Exists(file))
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
