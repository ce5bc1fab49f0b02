using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DccBridge.Benchmarks.Offline;

/// <summary>The kernel's memory of files (Linux).</summary>
internal static partial class FileCache
{
    private const int DontNeed = 4;

    /// <summary>Lets the kernel forget the content of all files below a folder: the next reader has to go to the disk. Needs no rights. The folder's own entries stay known.</summary>
    public static void Forget(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using SafeFileHandle file = File.OpenHandle(path);
            if (Advise(file, 0, 0, DontNeed) is not 0 and var error)
            {
                throw new InvalidOperationException($"posix_fadvise failed with {error} on '{path}'.");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
