namespace DccBridge.Benchmarks.Reporting;

/// <summary>Files that take long to make: made once, kept below artifacts.</summary>
internal static class MadeFiles
{
    private const string Solution = "DccBridge.slnx";

    /// <summary>Folder of the repository: the one above the program that holds the solution.</summary>
    public static string Repository { get; } = Find();

    /// <summary>The folder of that name; <paramref name="make"/> fills it where it is not there.</summary>
    /// <param name="name">Says all that decides the content; another content has another name.</param>
    /// <param name="make">Fills an empty folder.</param>
    public static async Task<string> FolderAsync(string name, Func<string, Task> make)
    {
        string folder = Path.Combine(Repository, "artifacts", "benchmark-files", name);
        if (!Directory.Exists(folder))
        {
            string unfinished = folder + ".making";
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }

            Directory.CreateDirectory(unfinished);
            Console.Error.WriteLine($"making {folder}");
            await make(unfinished);
            Directory.Move(unfinished, folder);
        }

        return folder;
    }

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' holds {Solution}: run this from a clone of the repository.");
    }
}
