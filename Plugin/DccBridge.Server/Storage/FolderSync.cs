using System.Runtime.InteropServices;

namespace DccBridge.Server.Storage;

/// <summary>
/// Flushes a folder, so that a file made or renamed in it is still there after a power cut. .NET cannot open a folder as a
/// file handle, hence the three calls to the C library. On Windows NTFS journals names itself and there is nothing to do.
/// </summary>
public static class FolderSync
{
    // fcntl.h: O_RDONLY is 0 on Linux and macOS. errno.h: EINVAL 22 and, on macOS, ENOTSUP 45: a file system that does not flush folders.
    private const int ReadOnly = 0;
    private const int InvalidArgument = 22;
    private const int NotSupportedMac = 45;

    /// <summary>Returns when the names in <paramref name="folder"/> are on the disk.</summary>
    /// <exception cref="IOException">The folder cannot be opened or flushed.</exception>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw NewError(folder, Marshal.GetLastPInvokeError());
        }

        var error = Sync(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (error is not (0 or InvalidArgument) && !(error == NotSupportedMac && OperatingSystem.IsMacOS()))
        {
            throw NewError(folder, error);
        }
    }

    private static IOException NewError(string folder, int error) =>
        new($"The folder '{folder}' cannot be flushed to disk: {Marshal.GetPInvokeErrorMessage(error)}.", error);

#pragma warning disable SYSLIB1054 // LibraryImport needs unsafe code in the whole project; three calls with blittable results do not.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
#pragma warning restore SYSLIB1054
}
