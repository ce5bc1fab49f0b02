namespace DccBridge.Companion.Resident.State;

/// <summary>
/// Tells of files that come, go or change in one folder. The folder need not be there, and the system may refuse to watch it: <see cref="Ensure"/> tries again, and
/// whoever uses this looks for himself now and then.
/// </summary>
internal sealed class FolderWatch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly Action<string> _happened;
    private FileSystemWatcher? _watcher;
    private bool _ended;

    /// <param name="folder">The folder.</param>
    /// <param name="happened">Given the name of a file, or an empty text when anything may have happened; called from any thread.</param>
    public FolderWatch(string folder, Action<string> happened)
    {
        (_folder, _happened) = (folder, happened);
        Ensure();
    }

    /// <summary>The system watches; false: only looking helps.</summary>
    public bool IsWatching
    {
        get
        {
            lock (_gate)
            {
                return _watcher is not null;
            }
        }
    }

    /// <summary>Begins to watch when that was not possible before.</summary>
    public void Ensure()
    {
        lock (_gate)
        {
            if (_watcher is not null && !Directory.Exists(_folder))
            {
                // It watches a folder that is no more; a new one of that name is another.
                _watcher.Dispose();
                _watcher = null;
            }

            if (_watcher is not null || _ended || !Directory.Exists(_folder))
            {
                return;
            }

            FileSystemWatcher? watcher = null;
            try
            {
                watcher = new FileSystemWatcher(_folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime };
                watcher.Created += OnChanged;
                watcher.Changed += OnChanged;
                watcher.Deleted += OnChanged;
                watcher.Renamed += OnRenamed;
                watcher.Error += OnError;
                watcher.EnableRaisingEvents = true;
                _watcher = watcher;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                // Too many watches, a network drive, or the folder went away: looking has to do.
                watcher?.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _watcher?.Dispose();
            _watcher = null;
        }
    }

    private void OnChanged(object sender, FileSystemEventArgs e) => _happened(Path.GetFileName(e.Name) ?? "");

    private void OnRenamed(object sender, RenamedEventArgs e)
    {
        _happened(Path.GetFileName(e.OldName) ?? "");
        _happened(Path.GetFileName(e.Name) ?? "");
    }

    private void OnError(object sender, ErrorEventArgs e)
    {
        lock (_gate)
        {
            if (sender == _watcher)
            {
                _watcher?.Dispose();
                _watcher = null;
            }
        }

        _happened("");
    }
}
