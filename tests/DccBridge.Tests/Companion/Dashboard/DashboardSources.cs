using DccBridge.Tests.Generator;

namespace DccBridge.Tests.Companion.Dashboard;

/// <summary>The files of the dashboard as they lie in the repository.</summary>
internal static class DashboardSources
{
    /// <summary>Their folder.</summary>
    public static string Folder { get; } = Path.Combine(TestFolder.Repository, "Companion", "DccBridge.Companion", "Dashboard");

    /// <summary>All of them, as paths below the folder with forward slashes.</summary>
    public static IEnumerable<string> All =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <summary>The scripts.</summary>
    public static IEnumerable<string> Scripts => All.Where(file => file.EndsWith(".js", StringComparison.Ordinal));

    /// <summary>The text of one.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));
}
