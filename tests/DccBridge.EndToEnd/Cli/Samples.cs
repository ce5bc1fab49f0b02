namespace DccBridge.EndToEnd.Cli;

/// <summary>The assets that come with the repository.</summary>
internal static class Samples
{
    public static string Crate => Folder("crate");

    public static string Clean => Folder("clean");

    private static string Folder(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, "tests", "Samples", name);
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        throw new DirectoryNotFoundException($"tests/Samples/{name} is not above {AppContext.BaseDirectory}.");
    }
}
