using DccBridge.AssetFiles;
using DccBridge.Dcc.Sidecars;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Companion.Transfers;

/// <summary>
/// Finds the files to send and their asset paths. A folder gives all files below it, its subfolders kept; symbolic links below it are not
/// followed, since they may lead out of it or in a circle.
/// </summary>
internal static class FileCollector
{
    /// <summary>More files than this in one run are refused.</summary>
    public const int MaxFiles = 10_000;

    /// <summary>As <see cref="MaxFiles"/>, of files that are only read.</summary>
    public const int MaxSurveyedFiles = 100_000;

    /// <summary>More entries than this are not looked at: somebody named the wrong folder.</summary>
    public const int MaxEntries = 200_000;

    /// <summary>Deepest folder below the one that was named.</summary>
    public const int MaxDepth = 32;

    /// <param name="paths">Files and folders as a person typed them.</param>
    /// <param name="destination">Package folder that takes them; null sends a folder to one of its name below /Game, and a file to where its folder would go.</param>
    /// <param name="workingFolder">What relative paths are relative to.</param>
    /// <exception cref="TransferException">A path does not exist or cannot be read, or two files would become one asset.</exception>
    public static CollectedFiles Collect(IReadOnlyList<string> paths, string? destination, string workingFolder)
    {
        var found = Gather(paths, destination, workingFolder, new Walk(MaxFiles, keepsClosedFolders: false));
        RefuseSharedPaths(found.Files);
        return found;
    }

    /// <summary>
    /// As <see cref="Collect"/>, for files that are only read: a folder that cannot be looked into and files that would become one asset
    /// are left to the caller, and the rest goes on.
    /// </summary>
    /// <exception cref="TransferException">A path does not exist or is of a kind that is not imported, or there is too much.</exception>
    public static CollectedFiles Survey(IReadOnlyList<string> paths, string? destination, string workingFolder) =>
        Gather(paths, destination, workingFolder, new Walk(MaxSurveyedFiles, keepsClosedFolders: true));

    private static CollectedFiles Gather(IReadOnlyList<string> paths, string? destination, string workingFolder, Walk walk)
    {
        var into = destination is null ? null : Destination(destination);
        foreach (var path in paths)
        {
            var full = Path.GetFullPath(path, workingFolder);
            if (File.Exists(full))
            {
                walk.AddNamedFile(full, path, into ?? FolderOf(Path.GetDirectoryName(full)!), into is null);
            }
            else if (Directory.Exists(full))
            {
                walk.AddFolder(full, Path.TrimEndingDirectorySeparator(path), into ?? FolderOf(full), into is null, 0);
            }
            else
            {
                throw new TransferException($"'{path}' does not exist. Name a file ({string.Join(", ", AssetFile.SupportedEndings)}) or a folder.");
            }
        }

        var files = walk.Files.OrderBy(f => f.ShownPath, StringComparer.Ordinal).DistinctBy(f => f.FullPath).ToArray();
        return new CollectedFiles(files, [.. walk.Skipped.OrderBy(s => s.ShownPath, StringComparer.Ordinal)])
        {
            Closed = [.. walk.Closed.OrderBy(c => c.ShownPath, StringComparer.Ordinal)],
        };
    }

    private static string Destination(string typed)
    {
        var folder = typed.Length > 1 ? typed.TrimEnd('/') : typed;
        return folder.Equals(AssetPath.Root, StringComparison.OrdinalIgnoreCase)
            ? AssetPath.Root
            : AssetPath.TryParse(folder, out var path, out var problem) ? path.Value : throw new TransferException($"--to: {problem}");
    }

    private static string FolderOf(string fullPath)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(fullPath));
        return name.Length == 0 ? AssetPath.Root : $"{AssetPath.Root}/{AssetPath.Sanitize(name)}";
    }

    /// <summary>Checks that no two files become one asset.</summary>
    /// <exception cref="TransferException">They would; the text names them.</exception>
    internal static void RefuseSharedPaths(IReadOnlyList<CollectedFile> files)
    {
        var shared = files.GroupBy(f => f.AssetPath, StringComparer.OrdinalIgnoreCase).Where(g => g.Skip(1).Any()).ToArray();
        if (shared.Length > 0)
        {
            var lines = shared.Take(10).Select(g => $"\n  {g.Key}: {string.Join(", ", g.Select(f => $"'{f.ShownPath}'"))}");
            throw new TransferException(
                $"Several files would become one asset; names are compared without case and ending:{string.Concat(lines)}\nNothing was sent. Rename all but one of them, or send them to different folders with --to.");
        }
    }

    private sealed class Walk(int maxFiles, bool keepsClosedFolders)
    {
        private int _entries;

        public List<CollectedFile> Files { get; } = [];

        public List<SkippedFile> Skipped { get; } = [];

        public List<ClosedFolder> Closed { get; } = [];

        public void AddNamedFile(string full, string shown, string folder, bool followsItsAsset)
        {
            if (!AssetFile.IsSupported(full))
            {
                throw new TransferException($"'{shown}' cannot be sent: files of this kind are not imported. Export it as {string.Join(", ", AssetFile.SupportedEndings)}.");
            }

            Add(full, shown, folder, followsItsAsset, Length(new FileInfo(full)));
        }

        public void AddFolder(string full, string shown, string folder, bool followsItsAsset, int depth)
        {
            if (depth > MaxDepth)
            {
                Skipped.Add(new SkippedFile(shown, $"more than {MaxDepth} folders deep"));
                return;
            }

            foreach (var entry in Entries(full, shown, folder))
            {
                var name = Path.Combine(shown, entry.Name);
                if (++_entries > MaxEntries)
                {
                    throw new TransferException($"'{shown}' and the folders before it hold more than {MaxEntries} entries. Name the folder of the assets more closely.");
                }

                if (entry.Name.EndsWith(DccSidecarReader.Suffix, StringComparison.OrdinalIgnoreCase))
                {
                    // It speaks of its neighbour and is no asset; nobody wants to be told of it.
                    continue;
                }

                // The kind is known already; what a link leads to is asked of the disk.
                if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && entry.LinkTarget is not null)
                {
                    Skipped.Add(new SkippedFile(name, "a symbolic link is not followed; name its target to send it"));
                }
                else if (entry.Name.StartsWith('.'))
                {
                    Skipped.Add(new SkippedFile(name, "hidden"));
                }
                else if (entry is DirectoryInfo)
                {
                    AddFolder(entry.FullName, name, $"{folder}/{AssetPath.Sanitize(entry.Name)}", followsItsAsset, depth + 1);
                }
                else if (AssetFile.IsSupported(entry.Name))
                {
                    Add(entry.FullName, name, folder, followsItsAsset, Length(entry));
                }
                else
                {
                    Skipped.Add(new SkippedFile(name, $"{(entry.Extension.Length > 0 ? entry.Extension.ToLowerInvariant() : "no ending")} is not imported"));
                }
            }
        }

        private FileSystemInfo[] Entries(string full, string shown, string folder)
        {
            try
            {
                return [.. new DirectoryInfo(full).EnumerateFileSystemInfos().Take(MaxEntries + 1).OrderBy(e => e.Name, StringComparer.Ordinal)];
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (keepsClosedFolders)
                {
                    Closed.Add(new ClosedFolder(full, shown, folder, e.Message));
                    return [];
                }

                throw new TransferException($"The folder '{shown}' cannot be read: {e.Message} Mend its rights, or name the folders that can be read.", e);
            }
        }

        private static long Length(FileSystemInfo entry) => entry is FileInfo { Exists: true } file ? file.Length : 0;

        private void Add(string full, string shown, string folder, bool followsItsAsset, long length)
        {
            if (Files.Count == maxFiles)
            {
                throw new TransferException($"There are more than {maxFiles} files. Name their folders one after the other.");
            }

            Files.Add(new CollectedFile(full, shown, $"{folder}/{AssetPath.Sanitize(Path.GetFileNameWithoutExtension(full))}", followsItsAsset, length));
        }
    }
}
