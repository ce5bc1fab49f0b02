using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Companion.Dcc.Install;

/// <summary>The Python files of the add-on that travel with this program: <c>python/</c> beside the executable, else <c>Companion/Python</c> of the clone it was built from.</summary>
internal static class DccAddOn
{
    /// <summary>Folder of the add-on beside the executable.</summary>
    public const string Folder = "python";

    /// <summary>The one package; the other folders are what single DCCs read themselves.</summary>
    public const string Package = "dccbridge";

    private const string InClone = "Companion/Python";

    /// <summary>Finds the folder above the package.</summary>
    /// <exception cref="InstallException">It is not there.</exception>
    public static string Find(string companionFolder, IProjectFiles files)
    {
        var beside = Path.Combine(companionFolder, Folder);
        if (IsThere(beside, files))
        {
            return beside;
        }

        for (var place = new DirectoryInfo(companionFolder); place is not null; place = place.Parent)
        {
            if (Path.Combine(place.FullName, InClone) is var clone && IsThere(clone, files))
            {
                return clone;
            }
        }

        throw new InstallException($"The add-on's files are missing: '{beside}' is not there. Unpack the download of DccBridge again, with all its folders.");
    }

    /// <summary>All files below a folder of the add-on, by path from it with '/'.</summary>
    public static IEnumerable<(string Path, byte[] Content)> Read(string root, string folder, IProjectFiles files)
    {
        var place = Path.Combine(root, folder);
        return files.List(place)
            .Where(path => !path.Split('/').Contains("__pycache__") && !path.EndsWith(".md", StringComparison.OrdinalIgnoreCase))
            .Select(path => (path, files.Read(Path.Combine(place, path))));
    }

    private static bool IsThere(string root, IProjectFiles files) => files.FileExists(Path.Combine(root, Package, "__init__.py"));
}
