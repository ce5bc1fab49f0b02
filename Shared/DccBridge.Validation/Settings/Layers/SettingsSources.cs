namespace DccBridge.Validation.Settings.Layers;

/// <summary>Where the settings of a project begin. What these files extend is found from them.</summary>
public sealed record SettingsSources
{
    /// <summary>The environment variable that names the studio's settings file.</summary>
    public const string StudioVariable = "DCCBRIDGE_STUDIO_SETTINGS";

    /// <summary>Path of the studio's file, the weakest; null when there is none. When it is given it must exist.</summary>
    public string? Studio { get; init; }

    /// <summary>Path of the project's file; null when there is none. It need not exist, unless <see cref="ProjectMustExist"/>.</summary>
    public string? Project { get; init; }

    /// <summary>Whether it is an error when <see cref="Project"/> does not exist: somebody named it.</summary>
    public bool ProjectMustExist { get; init; }

    /// <summary>Path of the user's file, the strongest: beside the project's. It need not exist.</summary>
    public string? User => Project is { } project && Path.GetFileName(project) != ValidationSettingsFile.UserName
        ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(project)) ?? "", ValidationSettingsFile.UserName)
        : null;

    /// <summary>The studio's file as the environment of this process names it; null when it names none.</summary>
    public static string? StudioOfEnvironment() => Environment.GetEnvironmentVariable(StudioVariable) is { Length: > 0 } path ? Path.GetFullPath(path) : null;
}
