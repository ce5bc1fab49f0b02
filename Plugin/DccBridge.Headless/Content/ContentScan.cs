using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;

namespace DccBridge.Headless.Content;

/// <summary>A file of the content folder that was passed over.</summary>
/// <param name="File">Relative to the content folder, '/' between names.</param>
/// <param name="Message">What is wrong with it and what to do, with the line where there is one.</param>
internal sealed record ContentProblem(string File, string Message);

/// <summary>A record and the file that holds it.</summary>
/// <param name="Record">The record.</param>
/// <param name="File">Relative to the content folder, '/' between names, in the case in which it lies on the disk.</param>
internal sealed record ContentEntry(AssetRecord Record, string File);

/// <summary>What lies in a content folder.</summary>
internal sealed class ContentScan
{
    private readonly Dictionary<string, ContentEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _folders = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ContentProblem> _problems = [];
    private readonly ContentLayout _layout;

    private ContentScan(ContentLayout layout) => _layout = layout;

    /// <summary>Records by package path, compared without case.</summary>
    public Dictionary<string, ContentEntry> Entries => _entries;

    /// <summary>Folders as they are written on the disk, by themselves, compared without case.</summary>
    public Dictionary<string, string> Folders => _folders;

    /// <summary>What was passed over.</summary>
    public IReadOnlyList<ContentProblem> Problems => _problems;

    /// <summary>Reads all records. A file that cannot be read is a problem of its own, not of the folder.</summary>
    public static ContentScan Run(ContentLayout layout)
    {
        var scan = new ContentScan(layout);
        var open = new Stack<DirectoryInfo>();
        open.Push(new DirectoryInfo(layout.Root));
        while (open.TryPop(out DirectoryInfo? folder))
        {
            scan.ReadFolder(folder, open);
        }

        return scan;
    }

    private void ReadFolder(DirectoryInfo folder, Stack<DirectoryInfo> open)
    {
        FileSystemInfo[] children;
        try
        {
            children = folder.GetFileSystemInfos();
        }
        catch (Exception exception) when (DiskErrors.IsRefusal(exception))
        {
            _problems.Add(new ContentProblem(Relative(folder), $"The folder cannot be read: {exception.Message} Its assets are left out."));
            return;
        }

        // In order of names, so that of two that differ in case only the same one wins at each start.
        foreach (FileSystemInfo child in children.OrderBy(static child => child.Name, StringComparer.Ordinal))
        {
            string relative = Relative(child);
            bool isFolder = child is DirectoryInfo;
            if (relative == ContentLayout.StateFolderName || (!isFolder && !child.Name.EndsWith(RecordFileName.Ending, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            if (LinkGuard.IsLink(child))
            {
                _problems.Add(new ContentProblem(relative, LinkGuard.Refusal(_layout.Root, relative, child)));
            }
            else if (child is DirectoryInfo subfolder)
            {
                _folders.TryAdd(relative, relative);
                open.Push(subfolder);
            }
            else
            {
                ReadRecord((FileInfo)child, relative);
            }
        }
    }

    private void ReadRecord(FileInfo file, string relative)
    {
        try
        {
            if (file.Length > RecordJson.MaxLength)
            {
                throw new RecordJsonException($"it has {file.Length} bytes, at most {RecordJson.MaxLength} are allowed.");
            }

            AssetRecord record = RecordJson.Read(File.ReadAllBytes(file.FullName));
            if (!string.Equals(RecordFileName.Of(record.Path), relative, StringComparison.OrdinalIgnoreCase))
            {
                throw new RecordJsonException($"its \"path\" is '{record.Path}', which belongs into '{RecordFileName.Of(record.Path)}'. Move the file there, or mend its \"path\".");
            }

            if (!_entries.TryAdd(record.Path, new ContentEntry(record, relative)))
            {
                throw new RecordJsonException($"'{_entries[record.Path].File}' is the same asset but for the case of its letters. Keep one of the two.");
            }
        }
        catch (Exception exception) when (exception is RecordJsonException or EditorException || DiskErrors.IsRefusal(exception))
        {
            _problems.Add(new ContentProblem(relative, $"The record is left out: {exception.Message}"));
        }
    }

    private string Relative(FileSystemInfo entry) => Path.GetRelativePath(_layout.Root, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
}
