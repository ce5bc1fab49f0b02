using Microsoft.Win32.SafeHandles;

namespace DccBridge.Protocol.Discovery;

/// <summary>Files and folders that only their user can read: modes on Unix, access lists on Windows.</summary>
internal static class UserOnlyAccess
{
    private const UnixFileMode FileMode0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode0700 = FileMode0600 | UnixFileMode.UserExecute;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Others = OthersWrite | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Makes the folder, or takes the rights of others away from one that exists.</summary>
    /// <exception cref="EndpointException">It cannot be made, or it belongs to another user.</exception>
    public static void PrepareFolder(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
                return;
            }

            Directory.CreateDirectory(folder, FolderMode0700);
            if ((File.GetUnixFileMode(folder) & Others) != 0)
            {
                // Only the owner may do this, so it also shows whose folder it is.
                File.SetUnixFileMode(folder, FolderMode0700);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EndpointException(folder, $"cannot be made a folder of this user alone ({e.Message}). Set {EditorFolder.Variable} to a folder of your own.", e);
        }
    }

    /// <summary>Refuses a folder into which others can put files.</summary>
    /// <exception cref="EndpointException">They can.</exception>
    public static void CheckFolder(string folder)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & OthersWrite) != 0)
        {
            throw new EndpointException(folder, $"other users can write into this folder, so the endpoint files in it cannot be trusted. Run: chmod 700 \"{folder}\"");
        }
    }

    /// <summary>Creates a file that does not exist yet; it is the user's alone from the first moment.</summary>
    public static FileStream Create(string path)
        => OperatingSystem.IsWindows()
            ? WindowsAccess.Create(path)
            : new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = FileMode0600 });

    /// <summary>Opens or creates a lock file and takes the lock; the file goes when the stream is closed.</summary>
    public static FileStream Lock(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode0600;
        }

        return new FileStream(path, options);
    }

    /// <summary>
    /// Refuses an open file that others can read or write. On Unix this also shows that the file is the user's own:
    /// a file of another user with no rights for others could not have been opened (but by root).
    /// </summary>
    /// <exception cref="EndpointException">They can.</exception>
    public static void CheckFile(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            if (WindowsAccess.OthersCanRead(path))
            {
                throw new EndpointException(path, "other users of this machine can read the secret in this file. Restart the editor, which makes a new secret; if it happens again, remove the rights of other users from the folder.");
            }
        }
        else if ((File.GetUnixFileMode(file) & Others) != 0)
        {
            throw new EndpointException(path, $"other users can read or change this file and the secret in it, so it is refused. Restart the editor, which makes a new secret, or run: chmod 600 \"{path}\"");
        }
    }
}
