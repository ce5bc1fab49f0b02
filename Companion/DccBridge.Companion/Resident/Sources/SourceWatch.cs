using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using DccBridge.Companion.Resident.State;
using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Resident.Sources;

/// <summary>
/// Watches sent files. A save counts once: when the file has been quiet for a while, and holds something else than what was sent and than what was told
/// already. Temporary files of editors and the renames of an atomic save are nothing by themselves. No sent file or its folder is touched under the lock: that is
/// done in <see cref="VolumeLanes"/>, so that a dead network drive keeps nobody waiting.
/// </summary>
internal sealed partial class SourceWatch : ISources, IAsyncDisposable
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);

    private static readonly StringComparer Paths = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    private readonly Lock _gate = new();
    private readonly ResidentOptions _options;
    private readonly ISourceDisk _disk;
    private readonly ISettings _settings;
    private readonly ISourceRooms _rooms;
    private readonly Journal<SourceLine> _journal;
    private readonly VolumeLanes _lanes;
    private readonly Dictionary<string, Watched> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Watched>> _byPath = new(Paths);
    private readonly Dictionary<string, WatchedFolder> _folders = new(Paths);
    private readonly Dictionary<string, Dirty> _dirty = new(Paths);
    private readonly HashSet<string> _looking = new(Paths);
    private readonly WaitingSends _waiting = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly CancellationTokenSource _closing = new();
    private Task _running = Task.CompletedTask;
    private string _mode;
    private long _lookedAt;
    private long _roundAt;
    private long _lastChange;
    private int _watches;
    private bool _mayGive = true;
    private bool _ended;

    /// <param name="options">Limits and clock.</param>
    /// <param name="disk">Where the files are.</param>
    /// <param name="settings">What to do when a file changes.</param>
    /// <param name="journal">Where they are kept.</param>
    /// <param name="rooms">Who does what is to be done.</param>
    /// <param name="told">Told what could not be read.</param>
    public SourceWatch(ResidentOptions options, ISourceDisk disk, ISettings settings, Journal<SourceLine> journal, ISourceRooms rooms, Action<string> told)
    {
        (_options, _disk, _settings, _journal, _rooms) = (options, disk, settings, journal, rooms);
        _lanes = new VolumeLanes(options.Time, rooms.Failed);
        _mode = settings.Current.WatchSources;
        _lookedAt = _roundAt = options.Time.GetTimestamp();
        journal.Load(line => Apply(line), told);
        KeepBounds();
        foreach (var watched in _byId.Values.OrderBy(w => w.Line.Change))
        {
            watched.IsOffered = watched.Line.ToldHash is not null;

            // It may have changed while nobody watched.
            _dirty[watched.Line.Path] = New();
        }
    }

    /// <summary>What is wrong, each as an instruction: they are not kept on disk, or a drive does not answer.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            string? kept;
            lock (_gate)
            {
                kept = _journal.Problem;
            }

            return
            [
                .. new[] { kept }.OfType<string>(),
                .. _lanes.Silent(_options.SourceSilence).Select(f => $"The drive of {f} does not answer: what is saved on it is not noticed. Connect it again, or take its files from the list of sources."),
            ];
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
        IReadOnlyList<FolderWatch> ended;
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            var id = IdOf(projectPath, path);
            var before = _byId.GetValueOrDefault(id)?.Line;

            // A save while it was on its way was told already, and stays so until it is sent as well.
            var isNewer = before?.ToldHash is { } told && told != contentHash;
            var line = new SourceLine
            {
                Id = id,
                Path = path,
                ProjectPath = projectPath,
                Project = project,
                ContentHash = contentHash,
                SentAt = _options.Time.GetUtcNow(),
                ToldHash = isNewer ? before!.ToldHash : null,
                ChangedAt = isNewer ? before!.ChangedAt : null,
                Change = before?.Change ?? 0,
            };
            Apply(line);
            ended = KeepBounds();
            _journal.Keep(line, All, _byId.Count);
            if (_byId.TryGetValue(id, out var watched))
            {
                watched.Seen = null;
                watched.IsMissing = false;
            }

            // Saved again while it was on its way?
            _dirty[path] = New();
            Wake();
        }

        End(ended);
        _rooms.Changed();
    }

    /// <inheritdoc/>
    public ActivityView Resend(string id, string origin) => _rooms.Send(Find(id), origin, null);

    /// <inheritdoc/>
    public bool Forget(string id)
    {
        IReadOnlyList<FolderWatch> ended;
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out var watched))
            {
                return false;
            }

            var line = watched.Line with { IsForgotten = true };
            ended = Apply(line);
            _journal.Keep(line, All, _byId.Count);
        }

        End(ended);
        _rooms.Changed();
        return true;
    }

    /// <summary>An editor is there again: files that changed meanwhile can be sent, where the settings say so.</summary>
    public void LookAgain(string projectPath)
    {
        lock (_gate)
        {
            LookAgain(w => w.Line.ProjectPath == projectPath);
        }
    }

    /// <summary>The settings may be others.</summary>
    public void FollowSettings()
    {
        var mode = _settings.Current.WatchSources;
        lock (_gate)
        {
            if (mode == _mode)
            {
                return;
            }

            _mode = mode;
            LookAgain(_ => true);
            foreach (var folder in _folders.Values)
            {
                folder.IsDue = true;
            }
        }
    }

    /// <summary>An activity has ended: there may be room for what waits.</summary>
    public void SendWaiting()
    {
        lock (_gate)
        {
            if (_waiting.Projects.Count > 0)
            {
                _mayGive = true;
                Wake();
            }
        }
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
        await _lanes.EndAsync(EndLimit).ConfigureAwait(false);
        FolderWatch[] watches;
        lock (_gate)
        {
            _ended = true;
            watches = [.. _folders.Values.Select(f => f.Watch).OfType<FolderWatch>()];
            _folders.Clear();
            _journal.Dispose();
        }

        End(watches);
        _closing.Dispose();
        _wake.Dispose();
    }

    private static void End(IReadOnlyList<FolderWatch> watches)
    {
        foreach (var watch in watches)
        {
            watch.Dispose();
        }
    }

    private static string IdOf(string projectPath, string path) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{projectPath}\n{path}")).AsSpan(0, 12));

    private static string FolderOf(string path) => Path.GetDirectoryName(path)!;

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
}
