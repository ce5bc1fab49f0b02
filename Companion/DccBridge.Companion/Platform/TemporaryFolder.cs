namespace DccBridge.Companion.Platform;

/// <summary>A folder of this run that only this user can read; removed at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const UnixFileMode UserOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Lock _deleting = new();

    /// <summary>Makes it.</summary>
    public TemporaryFolder()
    {
        Root = Path.Combine(Path.GetTempPath(), $"dccbridge-{Guid.NewGuid():N}");
        Make(Root);
    }

    /// <summary>Its path.</summary>
    public string Root { get; }

    /// <summary>Makes a folder in it.</summary>
    public string Folder(string name)
    {
        var path = Path.Combine(Root, name);
        Make(path);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            // The end of a run and an end at once may meet here: two that delete one tree trip over each other, and both give up.
            lock (_deleting)
            {
                Directory.Delete(Root, recursive: true);
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody cleaned the temporary files meanwhile.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A virus scanner may hold a file open. The result of the run matters more than this folder, which the system cleans.
        }
    }

    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UserOnly);
        }
    }
}
