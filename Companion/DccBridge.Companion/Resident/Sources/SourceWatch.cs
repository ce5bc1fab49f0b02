using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using DccBridge.Companion.Resident.State;
using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Resident.Sources;

/// <summary>
/// Watches sent files. A save counts once: when the file has been quiet for a while, and holds something else than what was sent and than what was told
/// already. Temporary files of editors and the renames of an atomic save are nothing by themselves.
/// </summary>
internal sealed partial class SourceWatch : ISources, IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ReadAgain = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly ResidentOptions _options;
    private readonly ISettings _settings;
    private readonly ISourceRooms _rooms;
    private readonly Journal<SourceLine> _journal;
    private readonly Dictionary<string, Watched> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Watched>> _byPath = new(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, FolderWatch> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _dirty = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly CancellationTokenSource _closing = new();
    private Task _running = Task.CompletedTask;
    private long _lookedAt;

    /// <param name="options">Limits and clock.</param>
    /// <param name="settings">What to do when a file changes.</param>
    /// <param name="journal">Where they are kept.</param>
    /// <param name="rooms">Who does what is to be done.</param>
    /// <param name="told">Told what could not be read.</param>
    public SourceWatch(ResidentOptions options, ISettings settings, Journal<SourceLine> journal, ISourceRooms rooms, Action<string> told)
    {
        (_options, _settings, _journal, _rooms) = (options, settings, journal, rooms);
        _lookedAt = options.Time.GetTimestamp();
        journal.Load(Replay, told);
        foreach (var watched in _byId.Values)
        {
            Watch(watched);

            // It may have changed while nobody watched.
            _dirty[watched.Line.Path] = options.Time.GetTimestamp();
        }

        Wake();
    }

    /// <summary>Why they are not kept on disk at the moment; null when they are.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate)
            {
                return _journal.Problem;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<WatchedSourceView> List
    {
        get
        {
            lock (_gate)
            {
                return [.. _byId.Values.Select(View).OrderByDescending(v => v.Changed).ThenByDescending(v => v.ChangedAt ?? v.SentAt).ThenBy(v => v.Path, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Begins to look. Once, when everybody is there who is told.</summary>
    public void Begin() => _running = Task.Run(RunAsync);

    /// <summary>A file was sent: from now on it is watched, and what was sent is what it holds.</summary>
    public void Sent(string projectPath, string project, string path, string contentHash)
    {
        lock (_gate)
        {
            var line = new SourceLine
            {
                Id = IdOf(projectPath, path),
                Path = path,
                ProjectPath = projectPath,
                Project = project,
                ContentHash = contentHash,
                SentAt = _options.Time.GetUtcNow(),
            };
            Apply(line);
            KeepBounds();
            _journal.Keep(line, All, _byId.Count);
            if (_byId.TryGetValue(line.Id, out var watched))
            {
                watched.Seen = null;
                watched.IsMissing = false;
                Watch(watched);
            }

            // Saved again while it was on its way?
            _dirty[path] = _options.Time.GetTimestamp();
        }

        Wake();
        _rooms.Changed();
    }

    /// <inheritdoc/>
    public ActivityView Resend(string id, string origin) => _rooms.Send(Find(id), origin, null);

    /// <inheritdoc/>
    public bool Forget(string id)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out var watched))
            {
                return false;
            }

            var line = watched.Line with { IsForgotten = true };
            Apply(line);
            _journal.Keep(line, All, _byId.Count);
        }

        _rooms.Changed();
        return true;
    }

    /// <summary>An editor is there again: files that changed meanwhile can be sent, where the settings say so.</summary>
    public void LookAgain(string projectPath)
    {
        lock (_gate)
        {
            foreach (var watched in _byId.Values.Where(w => w.Line.ProjectPath == projectPath && w.Line.ToldHash is not null))
            {
                watched.Seen = null;
                _dirty[watched.Line.Path] = _options.Time.GetTimestamp();
            }
        }

        Wake();
    }

    /// <summary>Tries again to write what could not be kept.</summary>
    public void Mend()
    {
        lock (_gate)
        {
            _journal.Mend(All);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            foreach (var folder in _folders.Values)
            {
                folder.Dispose();
            }

            _folders.Clear();
            _journal.Dispose();
        }

        _closing.Dispose();
        _wake.Dispose();
    }

    private static string IdOf(string projectPath, string path) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{projectPath}\n{path}")).AsSpan(0, 12));

    private static WatchedSourceView View(Watched watched) => new()
    {
        Id = watched.Line.Id,
        Path = watched.Line.Path,
        Project = watched.Line.Project,
        Changed = watched.Line.ToldHash is not null,
        Missing = watched.IsMissing,
        SentAt = watched.Line.SentAt,
        ChangedAt = watched.Line.ChangedAt,
    };

    private SourceLine Find(string id)
    {
        lock (_gate)
        {
            return _byId.TryGetValue(id, out var watched)
                ? watched.Line
                : throw new ResidentException(ResidentFault.NotFound, "unknownSource", $"There is no watched file '{id}'. Ask for the list again.");
        }
    }

    private IEnumerable<SourceLine> All() => _byId.Values.Select(w => w.Line);

    private void Replay(SourceLine line) => Apply(line);

    private void Apply(SourceLine line)
    {
        if (_byId.TryGetValue(line.Id, out var watched))
        {
            watched.Line = line;
        }
        else if (!line.IsForgotten)
        {
            watched = new Watched(line);
            _byId[line.Id] = watched;
            if (!_byPath.TryGetValue(line.Path, out var same))
            {
                _byPath[line.Path] = same = [];
            }

            same.Add(watched);
        }

        if (line.IsForgotten && watched is not null)
        {
            Drop(watched);
        }
    }

    private void Drop(Watched watched)
    {
        _byId.Remove(watched.Line.Id);
        if (_byPath.TryGetValue(watched.Line.Path, out var same) && same.Remove(watched) && same.Count == 0)
        {
            _byPath.Remove(watched.Line.Path);
            _dirty.Remove(watched.Line.Path);
        }

        var folder = Path.GetDirectoryName(watched.Line.Path)!;
        if (_folders.TryGetValue(folder, out var watch) && !_byPath.Keys.Any(p => Path.GetDirectoryName(p) == folder))
        {
            _folders.Remove(folder);
            watch.Dispose();
        }
    }

    private void KeepBounds()
    {
        if (_byId.Count > _options.MaxSources)
        {
            foreach (var old in _byId.Values.OrderBy(w => w.Line.SentAt).Take(Math.Max(1, _options.MaxSources / 10)).ToArray())
            {
                Drop(old);
            }
        }
    }

    private void Watch(Watched watched)
    {
        var folder = Path.GetDirectoryName(watched.Line.Path)!;
        if (!_folders.ContainsKey(folder) && _folders.Count < _options.MaxWatchedFolders)
        {
            _folders[folder] = new FolderWatch(folder, name => Touched(folder, name));
        }
    }

    private void Touched(string folder, string name)
    {
        lock (_gate)
        {
            if (_closing.IsCancellationRequested)
            {
                return;
            }

            string[] paths = name.Length == 0 ? [.. _byPath.Keys.Where(p => Path.GetDirectoryName(p) == folder)] : [Path.Combine(folder, name)];
            foreach (var path in paths.Where(_byPath.ContainsKey))
            {
                _dirty[path] = _options.Time.GetTimestamp();
            }

            if (_dirty.Count == 0)
            {
                return;
            }

            Wake();
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            if (_wake.CurrentCount == 0 && !_closing.IsCancellationRequested)
            {
                _wake.Release();
            }
        }
    }

    private void Keep(Watched watched, SourceLine line)
    {
        watched.Line = line;
        _journal.Keep(line, All, _byId.Count);
    }

    private sealed class Watched(SourceLine line)
    {
        public SourceLine Line { get; set; } = line;

        public (long Length, DateTime Written)? Seen { get; set; }

        public bool IsMissing { get; set; }

        /// <summary>Its change was offered or sent since this start.</summary>
        public bool IsOffered { get; set; } = line.ToldHash is not null;
    }
}
