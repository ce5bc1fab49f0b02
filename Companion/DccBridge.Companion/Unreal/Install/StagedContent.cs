namespace DccBridge.Companion.Unreal.Install;

/// <summary>What of this repository an Unreal project needs: the one list that install, its checks and the packing go by.</summary>
internal static class StagedContent
{
    /// <summary>Name of the plugin, its folder and its descriptor.</summary>
    public const string Plugin = "DccBridge";

    /// <summary>The descriptor of the plugin.</summary>
    public const string Descriptor = "DccBridge.uplugin";

    /// <summary>The project that UnrealSharp looks for, from the plugin's folder.</summary>
    public const string Door = "Script/ManagedDccBridge/ManagedDccBridge.csproj";

    /// <summary>What install did, in the plugin's folder.</summary>
    public const string Record = "installed.json";

    /// <summary>The plugins that must be enabled in the project; the glue of the last three is made only then.</summary>
    public static IReadOnlyList<string> EnabledPlugins { get; } = [Plugin, "UnrealSharp", "DataValidation", "PythonScriptPlugin", "EditorScriptingUtilities"];

    /// <summary>Single files, from the root. Its .editorconfig keeps a stricter one of the user's away from our files.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [Descriptor, "LICENSE", ".editorconfig", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    /// <summary>Folders, from the root, with all that is in them.</summary>
    public static IReadOnlyList<string> Folders { get; } =
        ["Script/ManagedDccBridge", "Plugin/Unreal", "Plugin/DccBridge.Server", "Plugin/Python", "Shared/DccBridge.Protocol", "Shared/DccBridge.Validation"];

    /// <summary>What a payload without which nothing works must hold.</summary>
    public static IReadOnlyList<string> Required { get; } =
    [
        Descriptor, "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", Door,
        "Plugin/DccBridge.Server/DccBridge.Server.csproj", "Shared/DccBridge.Protocol/DccBridge.Protocol.csproj", "Shared/DccBridge.Validation/DccBridge.Validation.csproj",
        "Plugin/Unreal/FManagedDccBridge.cs", "Plugin/Python/dccbridge_unreal/entry.py",
    ];

    private static readonly HashSet<string> Products = new(["bin", "obj", "artifacts", "__pycache__", ".git", ".vs", ".idea", "Intermediate", "Binaries"], StringComparer.OrdinalIgnoreCase);

    /// <summary>A file belongs into the project.</summary>
    /// <param name="path">From the root, with '/'.</param>
    public static bool Takes(string path) =>
        !IsProduct(path)
        && !path.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
        && (Files.Contains(path) || Folders.Any(f => path.StartsWith(f + '/', StringComparison.Ordinal)));

    /// <summary>A file was made by a build or a tool, and nobody misses it.</summary>
    /// <param name="path">From the root, with '/'.</param>
    public static bool IsProduct(string path)
    {
        var parts = path.Split('/');
        return parts.Take(parts.Length - 1).Any(Products.Contains);
    }
}
