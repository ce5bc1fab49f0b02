namespace DccBridge.Validation.Settings;

/// <summary>Caps and patterns of the settings; the schema repeats them.</summary>
internal static class SettingsLimits
{
    public const int MaxFileBytes = 4 * 1024 * 1024;
    public const int MaxFolders = 1000;
    public const int MaxSuppressions = 10_000;
    public const int MaxReasonLength = 500;
    public const int MaxClasses = 500;
    public const int MaxPrefixes = 16;
    public const int MaxTextureSuffixes = 200;
    public const int MaxAffixLength = 32;
    public const int MaxClassLength = 128;
    public const int MaxExtends = 8;
    public const int MaxRuleAssemblies = 16;
    public const int MaxPathLength = 1024;
    public const int MaxLocked = 500;
    public const int MaxSourceRoots = 64;

    /// <summary>Longest chain of files of which each extends the next.</summary>
    public const int MaxChain = 8;

    /// <summary>Most settings files that make up the settings of one project.</summary>
    public const int MaxLayers = 32;

    public static IReadOnlyList<string> Severities { get; } = ["info", "warning", "error"];

    public static IReadOnlyList<string> Contents { get; } = ["color", "data", "normal"];

    /// <summary>Fields besides rules that can be locked.</summary>
    public static IReadOnlyList<string> LockableFields { get; } = ["preset", "prefixes", "textureSuffixes"];

    /// <summary>Why a path of a file or folder is not allowed; null when it is.</summary>
    public static string? FindPathProblem(string path, string what = "file")
    {
        if (string.IsNullOrWhiteSpace(path) || path.Length > MaxPathLength)
        {
            return $"must be the path of a {what} with 1 to {MaxPathLength} characters";
        }

        return path.Contains("://", StringComparison.Ordinal) || path.Any(char.IsControl)
            ? $"must be the path of a {what}, relative to this one or absolute, but is \"{path}\""
            : null;
    }

    /// <summary>Why the beginning of recorded paths is not allowed; null when it is.</summary>
    public static string? FindRecordedProblem(string path)
    {
        var isAbsolute = path.Length > 0 && (path[0] is '/' or '\\' || (path.Length > 1 && char.IsAsciiLetter(path[0]) && path[1] == ':'));
        return !isAbsolute || path.Length > MaxPathLength || path.Any(char.IsControl)
            ? $"must be the folder as artists' machines write it, an absolute path of at most {MaxPathLength} characters (\"P:/art\", \"/Volumes/art\")"
            : null;
    }

    /// <summary>Why a prefix is not allowed; null when it is.</summary>
    public static string? FindPrefixProblem(string prefix) => IsAffix(prefix, underscores: true)
        ? null
        : $"must be 1 to {MaxAffixLength} English letters, digits or underscores, beginning with a letter (\"SM_\"), but is \"{prefix}\"";

    /// <summary>Why a texture suffix is not allowed; null when it is.</summary>
    public static string? FindSuffixProblem(string suffix) => IsAffix(suffix, underscores: false)
        ? null
        : $"must be 1 to {MaxAffixLength} English letters or digits, beginning with a letter, without the underscore (\"Disp\"), but is \"{suffix}\"";

    /// <summary>Why a class name is not allowed; null when it is.</summary>
    public static string? FindClassProblem(string name) => IsAffix(name, underscores: true, most: MaxClassLength)
        ? null
        : $"must be the name of an Unreal class without its U or A (\"StaticMesh\"), but is \"{name}\"";

    /// <summary>Why a reason is not allowed; null when it is.</summary>
    public static string? FindReasonProblem(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return "must say why the finding is accepted, but is empty";
        }

        return reason.Length > MaxReasonLength ? $"has more than {MaxReasonLength} characters; say it shorter" : null;
    }

    private static bool IsAffix(string text, bool underscores, int most = MaxAffixLength) =>
        text.Length >= 1 && text.Length <= most && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || (underscores && c == '_'));
}
