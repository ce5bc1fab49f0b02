using System.Globalization;
using System.Runtime.InteropServices;

namespace DccBridge.Companion.Platform;

/// <summary>The memory that this process has in use. What lies in files as well (the code of the runtime, most of which runs once, at start) is given back to the system, which reads it again when it is needed.</summary>
internal static class WorkingSet
{
    private const int PageOut = 21;

    /// <summary>Gives back what can be given back. Advice: a system that does not know it goes on as before.</summary>
    public static void Trim()
    {
        if (OperatingSystem.IsWindows())
        {
            SetProcessWorkingSetSize(GetCurrentProcess(), -1, -1);
        }
        else if (OperatingSystem.IsLinux())
        {
            // Only files: pages that were changed stay, and no other advice promises that.
            foreach (var (start, length) in FileAreas(File.ReadLines("/proc/self/maps")).ToList())
            {
                Advise((nint)start, (nuint)length, PageOut);
            }
        }
    }

    /// <summary>The areas of files in the list of proc(5).</summary>
    internal static IEnumerable<(long Start, long Length)> FileAreas(IEnumerable<string> maps)
    {
        foreach (var line in maps)
        {
            // address perms offset dev inode path
            var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 6 && fields[5].StartsWith('/') && !fields[5].StartsWith("/memfd:", StringComparison.Ordinal) && fields[0].Split('-') is [var from, var to])
            {
                var start = long.Parse(from, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                yield return (start, long.Parse(to, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) - start);
            }
        }
    }

    [DllImport("libc", EntryPoint = "madvise")]
    private static extern int Advise(nint address, nuint length, int advice);

    [DllImport("kernel32")]
    private static extern nint GetCurrentProcess();

    [DllImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetProcessWorkingSetSize(nint process, nint least, nint most);
}
