namespace DccBridge.Protocol.Discovery;

/// <summary>
/// The lock that says "this editor lives": the editor holds <c>&lt;file&gt;.lock</c> open for itself alone, and the system lets go of it when the process ends, however it ends.
/// On Unix it is <c>flock</c>, on Windows the share mode of the open file.
/// </summary>
internal static class EndpointLock
{
    public const string Suffix = ".lock";

    // What the system answers when another process holds the lock: EWOULDBLOCK of Linux and of macOS; sharing and lock violation of Windows.
    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private const int SharingViolation = 32;
    private const int LockViolation = 33;

    public static string PathOf(string endpointFile) => endpointFile + Suffix;

    /// <summary>True when a living process holds the lock. Looks with a shared lock, so that two who look do not see each other as the editor.</summary>
    /// <exception cref="EndpointException">It cannot be told.</exception>
    public static bool IsHeld(string lockPath)
    {
        try
        {
            using var probe = new FileStream(lockPath, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
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
            throw new EndpointException(lockPath, $"cannot be looked at, so it is unknown whether the editor lives ({e.Message}). Delete it if no editor runs.", e);
        }
    }

    internal static bool IsContention(IOException e)
    {
        var code = e.HResult & 0xffff;
        return OperatingSystem.IsWindows() ? code is SharingViolation or LockViolation : code == (OperatingSystem.IsLinux() ? WouldBlockLinux : WouldBlockMac);
    }
}
