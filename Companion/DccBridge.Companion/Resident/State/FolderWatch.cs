namespace DccBridge.Companion.Resident.State;

/// <summary>
/// Tells of files that come, go or change in one folder. The folder need not be there, and the system may refuse to watch it or stop: <see cref="Ensure"/> tries again,
/// and whoever uses this looks for himself now and then. No call to the system is made under the lock: <see cref="IsWatching"/> and <see cref="Dispose"/> never wait for it.
/// </summary>
internal sealed class FolderWatch : IDisposable
{
    /// <summary>How long a watch that died, or that the system refused, is left alone; twice as long after each further time.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    /// <summary>The longest such pause. A watch that lived so long has no past.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly Action<string> _happened;
    private readonly TimeProvider _time;
    private readonly IFolderEvents _events;
    private Watching? _watching;
    private bool _isEnsuring;
    private bool _hasWatched;
    private bool _ended;
    private int _failures;
    private long _failedAt;

    /// <summary>Watches nothing before <see cref="Ensure"/>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="happened">Given the name of a file, or an empty text when anything may have happened; called from any thread.</param>
    /// <param name="time">Measures the pauses.</param>
    /// <param name="events">The system.</param>
    public FolderWatch(string folder, Action<string> happened, TimeProvider time, IFolderEvents events)
    {
        (_folder, _happened, _time, _events) = (folder, happened, time, events);
    }

    /// <summary>A folder of this machine, watched at once.</summary>
    public static FolderWatch Begin(string folder, Action<string> happened, TimeProvider time)
    {
        var watch = new FolderWatch(folder, happened, time, new SystemFolders());
        watch.Ensure();
        return watch;
    }

    /// <summary>The system watches; false: only looking helps.</summary>
    public bool IsWatching
    {
        get
        {
            lock (_gate)
            {
                return _watching is not null;
            }
        }
    }

    /// <summary>Begins to watch when that was not possible before, and watches the folder that is there now when it is another than the watched one.</summary>
    public void Ensure()
    {
        lock (_gate)
        {
            if (_ended || _isEnsuring)
            {
                return;
            }

            _isEnsuring = true;
        }

        try
        {
            var identity = _events.IdentityOf(_folder);
            EndOther(identity);
            if (identity is not null && MayBegin())
            {
                Begin(identity);
            }
        }
        finally
        {
            lock (_gate)
            {
                _isEnsuring = false;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Watching? watching;
        lock (_gate)
        {
            _ended = true;
            watching = _watching;
            _watching = null;
        }

        watching?.System?.Dispose();
    }

    /// <summary>The system goes on watching a folder that was removed or renamed, and tells nothing of the one in its place.</summary>
    private void EndOther(string? identity)
    {
        Watching? other = null;
        lock (_gate)
        {
            if (_watching is not null && _watching.Identity != identity)
            {
                other = _watching;
                _watching = null;
            }
        }

        other?.System?.Dispose();
    }

    private bool MayBegin()
    {
        lock (_gate)
        {
            return _watching is null && !_ended && (_failures == 0 || _time.GetElapsedTime(_failedAt) >= Pause(_failures));
        }
    }

    private void Begin(string identity)
    {
        var watching = new Watching { Identity = identity, Since = _time.GetTimestamp() };
        try
        {
            watching.System = _events.Watch(_folder, name => Tell(watching, name), () => Died(watching));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Too many watches, a network drive, or the folder went away: looking has to do until the next try.
            Died(watching);
        }

        bool began;
        bool again;
        lock (_gate)
        {
            // It may have died already: the system says so before it has even begun.
            began = !watching.IsDead && !_ended;
            again = began && _hasWatched;
            if (began)
            {
                _watching = watching;
                _hasWatched = true;
            }
        }

        if (!began)
        {
            watching.System?.Dispose();
        }
        else if (again)
        {
            // What happened in between was told by nobody.
            _happened("");
        }
    }

    private void Tell(Watching watching, string name)
    {
        lock (_gate)
        {
            if (_ended || watching.IsDead)
            {
                return;
            }
        }

        _happened(name);
    }

    private void Died(Watching watching)
    {
        bool wasWatching;
        lock (_gate)
        {
            if (watching.IsDead)
            {
                return;
            }

            watching.IsDead = true;
            _failures = _time.GetElapsedTime(watching.Since) >= LongestPause ? 1 : Math.Min(_failures + 1, 30);
            _failedAt = _time.GetTimestamp();
            wasWatching = _watching == watching;
            if (wasWatching)
            {
                _watching = null;
            }
        }

        if (wasWatching)
        {
            watching.System?.Dispose();
            _happened("");
        }
    }

    private static TimeSpan Pause(int failures) => TimeSpan.FromTicks((long)Math.Min(FirstPause.Ticks * Math.Pow(2, failures - 1), LongestPause.Ticks));

    private sealed class Watching
    {
        public required string Identity { get; init; }

        public required long Since { get; init; }

        public IDisposable? System { get; set; }

        public bool IsDead { get; set; }
    }
}
