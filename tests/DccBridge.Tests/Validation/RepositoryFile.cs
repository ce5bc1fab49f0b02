namespace DccBridge.Tests.Validation;

/// <summary>Files of the repository that are checked against the code.</summary>
internal static class RepositoryFile
{
    /// <summary>The text of a file of the validation room.</summary>
    public static string ReadOfRoom(string relativePath) => File.ReadAllText(PathOf(relativePath));

    /// <summary>Writes a file of the validation room anew.</summary>
    public static void WriteOfRoom(string relativePath, string text) => File.WriteAllText(PathOf(relativePath), text);

    private static string PathOf(string relativePath)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DccBridge.slnx")))
            {
                return Path.Combine(folder.FullName, "Shared", "DccBridge.Validation", relativePath);
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository: no DccBridge.slnx above " + AppContext.BaseDirectory);
    }
}
