using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace DccBridge.Companion.Platform;

/// <summary>Files with secrets: this user's alone from their first moment, and written whole or not at all.</summary>
internal static class UserOnlyFile
{
    private const UnixFileMode UserOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes it; whatever fails, what was there stays.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.Delete(temporary);
            using (var stream = Create(temporary))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads a small file; null when it is not there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostBytes">The most that it may hold.</param>
    /// <param name="isOpenToOthers">
    /// Other users may read or write it: what it says is known to them, or theirs. When it is false on Unix the file is also known to be the user's own, as one of
    /// another user without rights for others could not have been opened (but by root).
    /// </param>
    /// <exception cref="IOException">It cannot be read, or is larger than it may be.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[]? Read(string path, int mostBytes, out bool isOpenToOthers)
    {
        isOpenToOthers = false;
        try
        {
            using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete });
            isOpenToOthers = !OperatingSystem.IsWindows() && (File.GetUnixFileMode(stream.SafeFileHandle) & ~(UserOnly | UnixFileMode.UserExecute)) != 0;
            var content = new byte[mostBytes + 1];
            var count = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return count <= mostBytes ? content[..count] : throw new IOException($"{path} is larger than {mostBytes} bytes: it is not what the companion writes. Delete it.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Takes away the rights that others may have to a file that is there.</summary>
    public static void Close(string path)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path) && File.GetUnixFileMode(path) != UserOnly)
        {
            File.SetUnixFileMode(path, UserOnly);
        }
    }

    private static FileStream Create(string path) =>
        OperatingSystem.IsWindows()
            ? CreateOnWindows(path)
            : new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = UserOnly });

    [SupportedOSPlatform("windows")]
    private static FileStream CreateOnWindows(string path)
    {
        using var identity = WindowsIdentity.GetCurrent();
        var user = identity.User ?? throw new IOException("Windows does not say which user this program runs as. Start it as an ordinary user.");
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(user, FileSystemRights.FullControl, AccessControlType.Allow));
        return new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.Write | FileSystemRights.Synchronize | FileSystemRights.Delete, FileShare.None, 4096, FileOptions.None, security);
    }
}
