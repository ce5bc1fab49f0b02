using System.Text.Json;
using System.Threading.Channels;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Resident.State;
using DccBridge.Companion.Resident.Views;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Resident.Notices;

/// <summary>Gathers what a person should be told, and tells it in few notifications: one for what happens to a project within the delay of the settings, none while they are paused.</summary>
internal sealed class NoticeDesk : INotices, IAsyncDisposable
{
    private const int MaxWaiting = 64;
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(7);
    private static readonly TimeSpan ShowLimit = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly ResidentOptions _options;
    private readonly ISettings _settings;
    private readonly IStateDisk _disk;
    private readonly string _path;
    private readonly Action<NoticeView> _shown;
    private readonly Action _changed;
    private readonly Action<LogWeight, string, Exception?> _log;
    private readonly Dictionary<string, PendingNotice> _pending = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _busy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);
    private readonly Channel<NoticeView> _ready = Channel.CreateBounded<NoticeView>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly ITimer _timer;
    private readonly Task _showing;
    private DateTimeOffset? _pausedUntil;
    private long _sourcesSince;

    /// <param name="options">Limits and clock.</param>
    /// <param name="ports">Disk and log.</param>
    /// <param name="settings">Whether, and after which delay.</param>
    /// <param name="path">Where a pause is kept.</param>
    /// <param name="shown">Told of each notification that is shown; must not block.</param>
    /// <param name="changed">Told when they are paused or not paused any more; must not block.</param>
    public NoticeDesk(ResidentOptions options, ResidentPorts ports, ISettings settings, string path, Action<NoticeView> shown, Action changed)
    {
        (_options, _settings, _disk, _path, _shown, _changed, _log) = (options, settings, ports.Disk, path, shown, changed, ports.Log);
        _pausedUntil = ReadPause();
        _timer = options.Time.CreateTimer(_ => Beat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            Plan();
        }

        _showing = Task.Run(ShowAsync);
    }

    /// <inheritdoc/>
    public Func<NoticeView, Task>? Show { get; set; }

    /// <summary>Until when they are held back, UTC; null when they are not.</summary>
    public DateTimeOffset? PausedUntil
    {
        get
        {
            lock (_gate)
            {
                return _pausedUntil > _options.Time.GetUtcNow() ? _pausedUntil : null;
            }
        }
    }

    /// <inheritdoc/>
    public void Pause(TimeSpan time)
    {
        if (time <= TimeSpan.Zero || time > LongestPause)
        {
            throw new ResidentException(ResidentFault.Invalid, "invalidRequest", $"'minutes' is not allowed as it is. Allowed: 1 to {LongestPause.TotalMinutes:0}.");
        }

        SetPause(_options.Time.GetUtcNow() + time);
    }

    /// <inheritdoc/>
    public void Resume() => SetPause(null);

    /// <summary>Work of this machine for a project begins: its verdicts are told when it has ended.</summary>
    public void Began(string projectPath)
    {
        lock (_gate)
        {
            _busy[projectPath] = _busy.GetValueOrDefault(projectPath) + 1;
        }
    }

    /// <summary>It has ended.</summary>
    public void Ended(string projectPath, string project, ActivityView view)
    {
        lock (_gate)
        {
            var left = _busy.GetValueOrDefault(projectPath) - 1;
            if (left > 0)
            {
                _busy[projectPath] = left;
            }
            else
            {
                _busy.Remove(projectPath);
            }

            Pending(projectPath, project).Add(view);
            Plan();
        }
    }

    /// <summary>A verdict came that was not known yet.</summary>
    public void Judged(string projectPath, string project, Verdict verdict)
    {
        lock (_gate)
        {
            Pending(projectPath, project).Add(verdict);
            Plan();
        }
    }

    /// <summary>A sent file changed.</summary>
    public void Offer(string path)
    {
        lock (_gate)
        {
            if (_sources.Count == 0)
            {
                _sourcesSince = _options.Time.GetTimestamp();
            }

            _sources.Add(path);
            Plan();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _closing.CancelAsync().ConfigureAwait(false);
        _ready.Writer.TryComplete();
        await _showing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private PendingNotice Pending(string projectPath, string project)
    {
        if (!_pending.TryGetValue(projectPath, out var pending))
        {
            _pending[projectPath] = pending = new PendingNotice(project, _options.Time.GetTimestamp());
        }

        return pending;
    }

    /// <summary>Sets the timer to the next moment at which something may be told.</summary>
    private void Plan()
    {
        var delay = TimeSpan.FromSeconds(_settings.Current.NotificationDelaySeconds);
        TimeSpan? next = null;
        foreach (var (projectPath, pending) in _pending)
        {
            Take(LeftOf(pending.Since, _busy.ContainsKey(projectPath) ? _options.MaxNoticeHold : delay));
        }

        if (_sources.Count > 0)
        {
            Take(LeftOf(_sourcesSince, delay));
        }

        var pause = _pausedUntil - _options.Time.GetUtcNow();
        if ((next > pause ? next : pause ?? next) is { } due)
        {
            _timer.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        void Take(TimeSpan left) => next = next is { } known && known < left ? known : left;
    }

    private TimeSpan LeftOf(long since, TimeSpan wait) => wait - _options.Time.GetElapsedTime(since);

    private void Beat()
    {
        bool ended;
        lock (_gate)
        {
            if (_pausedUntil > _options.Time.GetUtcNow())
            {
                Plan();
                return;
            }

            ended = _pausedUntil is not null;
            _pausedUntil = null;

            var delay = TimeSpan.FromSeconds(_settings.Current.NotificationDelaySeconds);
            foreach (var (projectPath, pending) in _pending.ToArray())
            {
                if (LeftOf(pending.Since, _busy.ContainsKey(projectPath) ? _options.MaxNoticeHold : delay) > TimeSpan.Zero)
                {
                    continue;
                }

                _pending.Remove(projectPath);
                if (pending.IsWorthTelling)
                {
                    Ready(pending.View());
                }
            }

            if (_sources.Count > 0 && LeftOf(_sourcesSince, delay) <= TimeSpan.Zero)
            {
                Ready(Changed([.. _sources.Order(StringComparer.Ordinal)]));
                _sources.Clear();
            }

            Plan();
        }

        if (ended)
        {
            _changed();
        }
    }

    /// <summary>One that nobody can show is not kept for later.</summary>
    private void Ready(NoticeView notice)
    {
        if (_settings.Current.Notifications && Show is not null)
        {
            _ready.Writer.TryWrite(notice);
        }
    }

    private static NoticeView Changed(string[] paths) => new(
        "sources",
        paths.Length == 1 ? $"{Path.GetFileName(paths[0])} changed" : $"{ByteText.Count(paths.Length, "sent file")} changed",
        $"{string.Join(", ", paths.Take(3).Select(Path.GetFileName))}{(paths.Length > 3 ? " and more" : "")}: send again?",
        IsBad: false,
        "sources");

    private async Task ShowAsync()
    {
        await foreach (var notice in _ready.Reader.ReadAllAsync(_closing.Token).ConfigureAwait(false))
        {
            _shown(notice);
            try
            {
                await (Show?.Invoke(notice) ?? Task.CompletedTask).WaitAsync(ShowLimit, _options.Time, _closing.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (!_closing.IsCancellationRequested)
            {
                // The desktop's own trouble; the dashboard shows the same.
                _log(LogWeight.Warning, $"A notification could not be shown: {e.Message}", e);
            }
        }
    }

    private void SetPause(DateTimeOffset? until)
    {
        lock (_gate)
        {
            _pausedUntil = until;
            try
            {
                WholeFile.Write(_disk, _path, stream => JsonSerializer.Serialize(stream, new KeptPause(until), StateJson.Default.KeptPause));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It holds until the end of this start.
                _log(LogWeight.Warning, $"The pause of notifications cannot be kept in {_path} ({e.Message}): it ends when dccbridge does.", e);
            }

            Plan();
        }

        _changed();
    }

    private DateTimeOffset? ReadPause()
    {
        try
        {
            using var stream = File.OpenRead(_path);
            return JsonSerializer.Deserialize(stream, StateJson.Default.KeptPause)?.Until;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            _log(LogWeight.Warning, $"{_path} cannot be read ({e.Message}): notifications are not paused.", e);
            return null;
        }
    }
}
