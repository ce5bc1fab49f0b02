using System.Globalization;
using System.Runtime.InteropServices;

namespace DccBridge.Companion.Resident.State;

/// <summary>The folders of this machine.</summary>
internal sealed class SystemFolders : IFolderEvents
{
    private const NotifyFilters Filters = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime;

    /// <inheritdoc/>
    public string? IdentityOf(string folder)
    {
        try
        {
            // On Linux .NET has no time of creation: it gives the older of two times that each new file in the folder changes.
            var info = new DirectoryInfo(folder);
            return info.Exists ? (OperatingSystem.IsLinux() ? Statx.IdentityOf(folder) : null) ?? info.CreationTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It went away between two questions, or may not be looked at: as good as not there.
            return null;
        }
    }

    /// <inheritdoc/>
    public IDisposable Watch(string folder, Action<string> happened, Action died)
    {
        var watcher = new FileSystemWatcher(folder) { NotifyFilter = Filters };
        try
        {
            watcher.Created += (_, e) => happened(NameOf(e.Name));
            watcher.Changed += (_, e) => happened(NameOf(e.Name));
            watcher.Deleted += (_, e) => happened(NameOf(e.Name));
            watcher.Renamed += (_, e) =>
            {
                happened(NameOf(e.OldName));
                happened(NameOf(e.Name));
            };
            watcher.Error += (_, _) => died();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch
        {
            watcher.Dispose();
            throw;
        }
    }

    private static string NameOf(string? path) => Path.GetFileName(path) ?? "";

    /// <summary>statx(2): the number of a folder alone is not enough, since a new folder gets that of the one before it.</summary>
    private static class Statx
    {
        private const int CurrentFolder = -100;
        private const uint Inode = 0x100;
        private const uint Birth = 0x800;
        private const int InodeAt = 32;
        private const int BirthAt = 80;
        private const int BirthBytes = 12;
        private const int DeviceAt = 136;

        public static string? IdentityOf(string folder)
        {
            var buffer = new byte[256];
            try
            {
                if (Call(CurrentFolder, folder, 0, Inode | Birth, buffer) != 0)
                {
                    return null;
                }
            }
            catch (EntryPointNotFoundException)
            {
                // A C library from before 2018: the times have to do.
                return null;
            }

            var told = BitConverter.ToUInt32(buffer);
            return (told & Birth) != 0
                ? $"{Convert.ToHexStringLower(buffer, DeviceAt, 8)}-{Convert.ToHexStringLower(buffer, InodeAt, 8)}-{Convert.ToHexStringLower(buffer, BirthAt, BirthBytes)}"
                : $"{Convert.ToHexStringLower(buffer, DeviceAt, 8)}-{Convert.ToHexStringLower(buffer, InodeAt, 8)}";
        }

        [DllImport("libc", EntryPoint = "statx")]
        private static extern int Call(int relativeTo, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] buffer);
    }
}
