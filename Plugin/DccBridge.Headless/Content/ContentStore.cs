using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;

namespace DccBridge.Headless.Content;

/// <summary>One asset to write or, without a record, to delete.</summary>
/// <param name="Path">The package path under which it is known now, or the new one of a new asset.</param>
/// <param name="Record">The new record; null deletes.</param>
internal sealed record AssetChange(string Path, AssetRecord? Record);

/// <summary>The assets of a content folder: an index in memory over record files on the disk. Used by one thread at a time.</summary>
internal sealed class ContentStore
{
    private readonly ContentLayout _layout;
    private readonly IBridgeLog _log;
    private readonly DurableChanges _changes;
    private Dictionary<string, ContentEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, string> _folders = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<AssetRecord>? _sorted;
    private bool _isHalfApplied;

    /// <summary>Completes what an earlier process left half made, and reads all records.</summary>
    /// <exception cref="ContentFolderException">The folder cannot be read or its journal is damaged.</exception>
    public ContentStore(ContentLayout layout, IContentFiles files, IBridgeLog log)
    {
        _layout = layout;
        _log = log;
        _changes = new DurableChanges(layout, files);
        try
        {
            _changes.Recover();
        }
        catch (Exception exception) when (DiskErrors.IsRefusal(exception))
        {
            throw new ContentFolderException($"The last change of the content folder '{layout.Root}' cannot be completed: {exception.Message} Free some room there and check its rights, then start again.", exception);
        }

        Problems = Load();
    }

    /// <summary>Files that were passed over when the folder was read.</summary>
    public IReadOnlyList<ContentProblem> Problems { get; private set; }

    /// <summary>The asset of that path, compared without case; null when there is none.</summary>
    public AssetRecord? Get(string path) => _entries.GetValueOrDefault(path)?.Record;

    /// <summary>All assets, sorted by path; a list that never changes.</summary>
    public IReadOnlyList<AssetRecord> List() => _sorted ??=
        [.. _entries.Values.Select(static entry => entry.Record).OrderBy(static record => record.Path, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Makes the changes, all or none, durable before it returns.</summary>
    /// <param name="changes">What to write and delete; no path twice.</param>
    /// <param name="about">The asset that the message of a failure names.</param>
    /// <exception cref="EditorException">Nothing was changed, or the message says that the rest follows at the next change.</exception>
    public void Commit(IReadOnlyList<AssetChange> changes, string about)
    {
        CompleteHalfApplied(about);
        var forward = new List<FileChange>(changes.Count);
        var inverse = new List<FileChange>(changes.Count);
        var results = new List<(AssetChange Change, string File)>(changes.Count);
        foreach (AssetChange change in changes)
        {
            ContentEntry? known = _entries.GetValueOrDefault(change.Path);
            string file = known?.File ?? NewFile(change.Path);
            LinkGuard.Check(_layout.Root, file);
            forward.Add(new FileChange(file, change.Record is null ? null : RecordJson.Write(change.Record)));
            inverse.Add(new FileChange(file, known is null ? null : RecordJson.Write(known.Record)));
            results.Add((change, file));
        }

        try
        {
            _changes.Make(forward, inverse);
        }
        catch (HalfAppliedException exception)
        {
            _isHalfApplied = true;
            _log.Write(BridgeLogLevel.Error, $"The change of '{about}' is half made.", exception);
            throw new EditorException(exception.IsDiskFull ? ErrorCode.DiskFull : ErrorCode.Internal, $"'{about}' is saved in part: the disk of the content folder fails. Mend it or free some room; the next change or start of the editor completes it.", exception);
        }
        catch (Exception exception) when (DiskErrors.IsRefusal(exception))
        {
            _log.Write(BridgeLogLevel.Warning, $"'{about}' was not saved.", exception);
            throw DiskErrors.NotSaved(about, exception);
        }

        _sorted = null;
        foreach ((AssetChange change, string file) in results)
        {
            _entries.Remove(change.Path);
            if (change.Record is { } record)
            {
                _entries[record.Path] = new ContentEntry(record, file);
            }
        }
    }

    private void CompleteHalfApplied(string about)
    {
        if (!_isHalfApplied)
        {
            return;
        }

        try
        {
            _changes.Recover();
        }
        catch (Exception exception) when (DiskErrors.IsRefusal(exception))
        {
            throw DiskErrors.NotSaved(about, exception);
        }

        Problems = Load();
        _isHalfApplied = false;
    }

    private IReadOnlyList<ContentProblem> Load()
    {
        ContentScan scan = ContentScan.Run(_layout);
        _entries = scan.Entries;
        _sorted = null;
        _folders = scan.Folders;
        foreach (ContentProblem problem in scan.Problems)
        {
            _log.Write(BridgeLogLevel.Warning, $"{problem.File}: {problem.Message}");
        }

        return scan.Problems;
    }

    /// <summary>The file of a new asset, in folders that are there already even when their case differs: on a file system that knows case they would be two.</summary>
    private string NewFile(string path)
    {
        string[] names = RecordFileName.Of(path).Split('/');
        string file = string.Empty;
        foreach (string name in names.AsSpan(0, names.Length - 1))
        {
            string folder = file + name;
            if (!_folders.TryGetValue(folder, out string? known))
            {
                known = folder;
                _folders.Add(folder, folder);
            }

            file = known + "/";
        }

        return file + names[^1];
    }
}
