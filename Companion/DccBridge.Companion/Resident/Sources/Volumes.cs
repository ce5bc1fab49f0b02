using System.Text;

namespace DccBridge.Companion.Resident.Sources;

/// <summary>On which volume a folder lies, found without asking the volume itself.</summary>
internal static class Volumes
{
    private const string MountsFile = "/proc/self/mounts";
    private const int MaxLinks = 40;

    /// <summary>Kinds that answer as long as this machine runs: links on them can be followed.</summary>
    private static readonly HashSet<string> Local = new(StringComparer.Ordinal) { "ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "ramfs", "overlay", "vfat", "exfat", "ntfs3", "rootfs" };

    /// <summary>The root of its drive or share on Windows, its mount point elsewhere; of each folder.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> folders)
    {
        if (OperatingSystem.IsWindows())
        {
            return [.. folders.Select(f => Path.GetPathRoot(f) ?? f)];
        }

        if (!OperatingSystem.IsLinux())
        {
            // A list of mounts may wait for a dead one on macOS; drives and shares are under /Volumes there.
            return [.. folders.Select(f => Parts(f).Take(2).ToArray() is ["Volumes", var name] ? $"/Volumes/{name}" : "/")];
        }

        var mounts = ReadMounts();
        var links = new Dictionary<string, string?>(StringComparer.Ordinal);
        return [.. folders.Select(f => Of(f, mounts, path => links.TryGetValue(path, out var target) ? target : links[path] = LinkOf(path)))];
    }

    /// <summary>The mount point of a folder on Linux, symbolic links on local volumes followed.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="mounts">Kind of the file system by mount point.</param>
    /// <param name="linkOf">Where a symbolic link points to; null when it is none. Only asked about local volumes.</param>
    internal static string Of(string folder, IReadOnlyDictionary<string, string> mounts, Func<string, string?> linkOf)
    {
        var left = new Stack<string>(Parts(folder).Reverse());
        var (at, volume, links) = ("/", "/", 0);
        while (left.TryPop(out var part))
        {
            if (part == "..")
            {
                at = Path.GetDirectoryName(at) ?? "/";
                volume = Nearest(at, mounts);
                continue;
            }

            var next = at == "/" ? $"/{part}" : $"{at}/{part}";
            if (mounts.TryGetValue(next, out var kind))
            {
                volume = next;
                if (!Local.Contains(kind))
                {
                    return volume;
                }
            }
            else if (links < MaxLinks && linkOf(next) is { } target)
            {
                links++;
                foreach (var more in Parts(target).Reverse())
                {
                    left.Push(more);
                }

                if (target.StartsWith('/'))
                {
                    (at, volume) = ("/", "/");
                }

                continue;
            }

            at = next;
        }

        return volume;
    }

    /// <summary>Kind by mount point, of a file as proc(5) has it: "device point kind options 0 0", blanks as octal.</summary>
    internal static IReadOnlyDictionary<string, string> Mounts(IEnumerable<string> lines)
    {
        var mounts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var fields in lines.Select(l => l.Split(' ')).Where(f => f.Length >= 3))
        {
            // What was mounted last lies on top.
            mounts[Unescape(fields[1])] = fields[2];
        }

        return mounts;
    }

    private static IReadOnlyDictionary<string, string> ReadMounts()
    {
        try
        {
            return Mounts(File.ReadLines(MountsFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without /proc all is one volume.
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }
    }

    private static string? LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It went away, or may not be looked at: no link that leads anywhere.
            return null;
        }
    }

    private static IEnumerable<string> Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".");

    private static string Nearest(string folder, IReadOnlyDictionary<string, string> mounts)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (mounts.ContainsKey(at))
            {
                return at;
            }
        }

        return "/";
    }

    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal))
        {
            return field;
        }

        var text = new StringBuilder();
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length)
            {
                text.Append((char)Convert.ToInt32(field.Substring(i + 1, 3), 8));
                i += 3;
            }
            else
            {
                text.Append(field[i]);
            }
        }

        return text.ToString();
    }
}
