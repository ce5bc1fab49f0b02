namespace DccBridge.Protocol.Discovery;

/// <summary>The endpoint files of this user, as a client sees them. Holds nothing open between calls.</summary>
/// <param name="folder">Usually <see cref="EditorFolder.Default"/>.</param>
/// <param name="time">The clock that tells the age of left-over files.</param>
public sealed class EditorDirectory(string folder, TimeProvider? time = null)
{
    internal const string FileSuffix = ".json";
    internal const string TemporarySuffix = ".tmp";

    /// <summary>More files than this are not looked at.</summary>
    private const int MaxFiles = 1000;

    /// <summary>An editor that starts makes its lock and temporary file before its endpoint file: younger ones are left alone.</summary>
    private static readonly TimeSpan LeftOverAge = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>The folder that is looked at.</summary>
    public string Folder { get; } = folder;

    /// <summary>All endpoint files, the living first, then by project. A file that cannot be used is an entry with its problem and hides no other.</summary>
    /// <exception cref="EndpointException">The folder itself cannot be read, or others can write into it.</exception>
    public IReadOnlyList<EditorEntry> Find()
    {
        var entries = new List<EditorEntry>();
        foreach (var path in List("*" + FileSuffix))
        {
            if (Look(path) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return [.. entries.OrderBy(e => e.Liveness).ThenBy(e => e.File?.Project, StringComparer.OrdinalIgnoreCase).ThenBy(e => e.Path, StringComparer.Ordinal)];
    }

    /// <summary>Removes the files of dead editors, and locks and temporary files that a killed editor left behind. Unreadable endpoint files stay, for a person to look at.</summary>
    /// <returns>The files that were removed.</returns>
    /// <exception cref="EndpointException">The folder cannot be read, or others can write into it.</exception>
    public IReadOnlyList<string> RemoveStale()
    {
        var removed = new List<string>();
        foreach (var entry in Find().Where(e => e.Liveness == EditorLiveness.Dead))
        {
            Remove(entry.Path, removed);
            Remove(EndpointLock.PathOf(entry.Path), removed);
        }

        foreach (var path in List("*" + FileSuffix + TemporarySuffix))
        {
            RemoveLeftOver(path, EndpointLock.PathOf(path[..^TemporarySuffix.Length]), removed);
        }

        foreach (var path in List("*" + FileSuffix + EndpointLock.Suffix))
        {
            if (!File.Exists(path[..^EndpointLock.Suffix.Length]))
            {
                RemoveLeftOver(path, path, removed);
            }
        }

        return removed;
    }

    private static EditorEntry? Look(string path)
    {
        try
        {
            var file = EndpointFileReader.Read(path);
            var alive = EndpointLock.IsHeld(EndpointLock.PathOf(path));
            return new EditorEntry { Path = path, File = file, Liveness = alive ? EditorLiveness.Alive : EditorLiveness.Dead };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Its editor ended while we looked.
            return null;
        }
        catch (EndpointException e)
        {
            return new EditorEntry { Path = path, Liveness = EditorLiveness.Unreadable, Problem = e };
        }
    }

    private List<string> List(string pattern)
    {
        try
        {
            UserOnlyAccess.CheckFolder(Folder);
            return [.. Directory.EnumerateFileSystemEntries(Folder, pattern).Take(MaxFiles)];
        }
        catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException)
        {
            // No editor has ever been started by this user.
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EndpointException(Folder, $"cannot be read ({e.Message}). Mend the rights of the folder, or set {EditorFolder.Variable} to another one.", e);
        }
    }

    private void RemoveLeftOver(string path, string lockPath, List<string> removed)
    {
        try
        {
            var age = _time.GetUtcNow() - new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
            if (age > LeftOverAge && !EndpointLock.IsHeld(lockPath))
            {
                Remove(path, removed);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EndpointException)
        {
            // It is gone already or cannot be looked at; cleaning is a courtesy and Find tells of what matters.
        }
    }

    private static void Remove(string path, List<string> removed)
    {
        try
        {
            if (File.Exists(path))
            {
                File.Delete(path);
                removed.Add(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another program cleans at the same time, or the file cannot be removed: it stays an entry that Find calls dead.
        }
    }
}
