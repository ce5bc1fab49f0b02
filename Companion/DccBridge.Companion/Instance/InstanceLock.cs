using DccBridge.Companion.Platform;

namespace DccBridge.Companion.Instance;

/// <summary>
/// The lock of the one companion of a user: <c>companion.lock</c>, held open for itself alone. The system lets go of it when the process ends, however it
/// ends, so that what a killed one left behind is known to be stale. On Unix it is <c>flock</c>, on Windows the share mode of the open file.
/// </summary>
internal sealed class InstanceLock : IDisposable
{
    // EWOULDBLOCK of Linux and of macOS; sharing and lock violation of Windows.
    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private const int SharingViolation = 32;
    private const int LockViolation = 33;

    private readonly FileStream _held;

    private InstanceLock(FileStream held) => _held = held;

    /// <summary>Takes it; null when another companion holds it.</summary>
    /// <exception cref="InstanceException">It can be neither taken nor looked at.</exception>
    public static InstanceLock? TryTake(CompanionFolders folders)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        InstanceLock taken;
        try
        {
            taken = new InstanceLock(Hold(folders.LockFile, options));
        }
        catch (IOException e) when (IsContention(e))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(folders, e.Message, e);
        }

        // Some network file systems take locks and do nothing: two companions would run.
        if (!IsHeld(folders))
        {
            taken.Dispose();
            throw Unusable(folders, "the file system of this folder has no working locks, or DOTNET_SYSTEM_IO_DISABLEFILELOCKING is set", null);
        }

        return taken;
    }

    /// <summary>Whether a companion runs.</summary>
    /// <exception cref="InstanceException">It cannot be told.</exception>
    public static bool IsHeld(CompanionFolders folders)
    {
        try
        {
            // Shared, so that two who look do not see each other as the companion.
            using var probe = new FileStream(folders.LockFile, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (IsContention(e))
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(folders, e.Message, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();

    private static FileStream Hold(string path, FileStreamOptions options)
    {
        var held = new FileStream(path, options);
        try
        {
            // Who may read it may hold it, and pass for the companion.
            UserOnlyFile.Close(path);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static bool IsContention(IOException e)
    {
        var code = e.HResult & 0xffff;
        return OperatingSystem.IsWindows() ? code is SharingViolation or LockViolation : code == (OperatingSystem.IsLinux() ? WouldBlockLinux : WouldBlockMac);
    }

    private static InstanceException Unusable(CompanionFolders folders, string why, Exception? inner) =>
        new(InstanceException.Folder, $"{folders.LockFile} cannot be locked ({why}). Set {CompanionFolders.Variable} to a folder of your own on a local disk.", inner);
}
