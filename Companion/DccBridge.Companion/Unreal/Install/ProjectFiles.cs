using System.IO.Enumeration;

namespace DccBridge.Companion.Unreal.Install;

/// <summary>The disk.</summary>
/// <param name="pause">Waits before a folder is tried again; null sleeps.</param>
/// <param name="retries">Folders are tried again when somebody holds them; null on Windows alone, where virus scanners and indexers do so for moments.</param>
internal sealed class ProjectFiles(Action<TimeSpan>? pause = null, bool? retries = null) : IProjectFiles
{
    // About two seconds.
    private const int MostTries = 20;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private const int Deepest = 32;

    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public bool FolderExists(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public bool IsLink(string path) => new DirectoryInfo(path).LinkTarget is not null || new FileInfo(path).LinkTarget is not null;

    /// <inheritdoc/>
    public string Resolve(string path) => new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path : path;

    /// <inheritdoc/>
    public bool IsReadOnly(string path) => new FileInfo(path) is { Exists: true, IsReadOnly: true };

    /// <inheritdoc/>
    public bool IsInUse(string path)
    {
        if (!OperatingSystem.IsWindows() || IsReadOnly(path))
        {
            return false;
        }

        try
        {
            using var _ = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <inheritdoc/>
    public DateTime WrittenAt(string path) => File.GetLastWriteTimeUtc(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Below(folder, (ref e) => !e.IsDirectory).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IReadOnlyList<string> FolderLinks(string folder) =>
        Directory.Exists(folder) ? [.. Below(folder, (ref e) => e.IsDirectory && IsLink(ref e))] : [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Files(string folder, string pattern) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal)] : [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Folders(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)] : [];

    /// <inheritdoc/>
    public byte[] Read(string path) => new FileInfo(path).Length > IProjectFiles.MostBytes
        ? throw new IOException($"'{path}' is larger than {IProjectFiles.MostBytes} bytes: it is not what it should be.")
        : File.ReadAllBytes(path);

    /// <inheritdoc/>
    public void MakeFolder(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public void Write(string path, byte[] content)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void MoveFile(string from, string to)
    {
        // Who could read and write the old file can do so with the new one.
        if (!OperatingSystem.IsWindows() && File.Exists(to))
        {
            File.SetUnixFileMode(from, File.GetUnixFileMode(to));
        }

        File.Move(from, to, overwrite: true);
    }

    /// <inheritdoc/>
    public void MoveFolder(string from, string to) => Patiently(() => MoveNow(from, to));

    /// <inheritdoc/>
    public void DeleteFile(string path) => File.Delete(path);

    /// <inheritdoc/>
    public void DeleteFolder(string path) => Patiently(() => DeleteNow(path));

    private void Patiently(Action action)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                action();
                return;
            }
            catch (OtherVolumeException)
            {
                throw;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && tries < MostTries && (retries ?? OperatingSystem.IsWindows()))
            {
                (pause ?? Thread.Sleep)(BetweenTries);
            }
        }
    }

    private static void MoveNow(string from, string to)
    {
        try
        {
            Directory.Move(from, to);
        }
        catch (IOException e) when (OtherVolumeException.Is(e))
        {
            throw new OtherVolumeException(from, to, e);
        }
    }

    private static void DeleteNow(string path)
    {
        foreach (var file in Below(path, (ref e) => !e.IsDirectory))
        {
            if (new FileInfo(file) is { Exists: true, IsReadOnly: true })
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }
        }

        Directory.Delete(path, recursive: true);
    }

    private static FileSystemEnumerable<string> Below(string folder, FileSystemEnumerable<string>.FindPredicate takes) =>
        new(folder, (ref e) => e.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, MaxRecursionDepth = Deepest, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = takes,
            ShouldRecursePredicate = (ref e) => !IsLink(ref e),
        };

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;
}
