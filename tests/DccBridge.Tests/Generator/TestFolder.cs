namespace DccBridge.Tests.Generator;

/// <summary>Files of the repository that tests read or compare.</summary>
internal static class TestFolder
{
    /// <summary>The root of the repository.</summary>
    public static string Repository
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (System.IO.File.Exists(Path.Combine(folder.FullName, "DccBridge.slnx")))
                {
                    return folder.FullName;
                }
            }

            throw new InvalidOperationException("The tests do not run inside the repository: no DccBridge.slnx above " + AppContext.BaseDirectory);
        }
    }

    /// <summary>A file below tests/DccBridge.Tests.</summary>
    public static string File(params string[] path) => Path.Combine([Repository, "tests", "DccBridge.Tests", .. path]);
}
