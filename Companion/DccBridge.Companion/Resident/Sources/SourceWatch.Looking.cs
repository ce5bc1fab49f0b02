using DccBridge.Companion.Resident.State;

namespace DccBridge.Companion.Resident.Sources;

/// <content>
/// The one task that decides what is looked at: files that the system told of, once they are quiet, and folders, since the system does not tell of all and stops telling.
/// It touches no disk itself: the looks are made in the lanes of the volumes. It sleeps until something is due; when the system watches all, that is once a minute.
/// </content>
internal sealed partial class SourceWatch
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ReadAgain = TimeSpan.FromSeconds(1);

    /// <summary>What one look may cost, so that many files of which the system does not tell are no burden.</summary>
    private static readonly TimeSpan ShareOfFile = TimeSpan.FromMilliseconds(10);

    private async Task RunAsync()
    {
        var stop = _closing.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await WaitAsync(stop).ConfigureAwait(false);
                var settings = _settings.Current;
                if (settings.WatchSources == "off")
                {
                    Rest();
                    continue;
                }

                LookAtFolders();
                LookAtQuiet(Quiet(settings));
                Give(settings.WatchSources);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _rooms.Failed(e);
            }
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        TimeSpan left;
        var settings = _settings.Current;
        lock (_gate)
        {
            left = UntilDue(settings);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var woken = _wake.WaitAsync(either.Token);
        await Task.WhenAny(woken, Task.Delay(left, _options.Time, either.Token)).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
    }

    private TimeSpan UntilDue(CompanionSettings settings)
    {
        var left = _options.SourceRound - _options.Time.GetElapsedTime(_roundAt);
        if (settings.WatchSources == "off")
        {
            return Max(left, LeastWait);
        }

        if (UnwatchedFiles() is var files and > 0)
        {
            left = Min(left, LookInterval(files) - _options.Time.GetElapsedTime(_lookedAt));
        }

        if (_folders.Values.Any(f => f is { IsDue: true, IsLookedAt: false }))
        {
            return LeastWait;
        }

        var quiet = Quiet(settings);
        foreach (var (path, dirty) in _dirty)
        {
            // One that is being looked at comes again when that has ended.
            if (!_looking.Contains(path))
            {
                left = Min(left, quiet - _options.Time.GetElapsedTime(dirty.Since));
            }
        }

        return Max(left, LeastWait);
    }

    /// <summary>Nothing is to be watched: what is told is forgotten, and found by looking when it is to be again.</summary>
    private void Rest()
    {
        lock (_gate)
        {
            _dirty.Clear();
            _roundAt = _options.Time.GetTimestamp();
        }
    }

    private void LookAtFolders()
    {
        WatchedFolder[] due;
        bool isRound;
        lock (_gate)
        {
            isRound = _options.Time.GetElapsedTime(_roundAt) >= _options.SourceRound;
            if (isRound)
            {
                _roundAt = _options.Time.GetTimestamp();
                _mayGive = true;
            }

            var isLook = _options.Time.GetElapsedTime(_lookedAt) >= LookInterval(UnwatchedFiles());
            if (isLook)
            {
                _lookedAt = _options.Time.GetTimestamp();
            }

            due = [.. _folders.Values.Where(f => !f.IsLookedAt && (f.IsDue || isRound || (isLook && !f.IsWatching)))];
            foreach (var folder in due)
            {
                (folder.IsLookedAt, folder.IsDue) = (true, false);
            }
        }

        // In a round all of them: a drive may have been mounted since.
        FindVolumes(due, isRound);
        foreach (var folder in due)
        {
            Add(folder, gotOn => LookAt(folder, gotOn), () => folder.IsLookedAt = false);
        }
    }

    private void FindVolumes(IEnumerable<WatchedFolder> of, bool anew)
    {
        WatchedFolder[] folders = [.. of.Where(f => anew || f.Volume is null).Distinct()];
        var volumes = folders.Length == 0 ? [] : _disk.VolumesOf([.. folders.Select(f => f.Path)]);
        foreach (var (folder, volume) in folders.Zip(volumes))
        {
            folder.Volume = volume;
        }
    }

    private void Add(WatchedFolder folder, Action<Action> work, Action undo)
    {
        try
        {
            _lanes.Add(folder.Volume!, folder.Path, work);
        }
        catch (Exception e)
        {
            // No thread to be had: the next round finds it again.
            lock (_gate)
            {
                undo();
            }

            _rooms.Failed(e);
        }
    }

    private void LookAtQuiet(TimeSpan quiet)
    {
        var files = new List<(string Path, Dirty Dirty, WatchedFolder Folder)>();
        lock (_gate)
        {
            foreach (var (path, dirty) in _dirty.Where(d => !_looking.Contains(d.Key) && _options.Time.GetElapsedTime(d.Value.Since) >= quiet).OrderBy(d => d.Value.Since).ToArray())
            {
                _dirty.Remove(path);
                if (_folders.TryGetValue(FolderOf(path), out var folder))
                {
                    _looking.Add(path);
                    files.Add((path, dirty, folder));
                }
            }
        }

        FindVolumes(files.Select(f => f.Folder), anew: false);
        foreach (var (path, dirty, folder) in files)
        {
            Add(folder, gotOn => LookAt(path, dirty, folder, gotOn), () => _looking.Remove(path));
        }
    }

    /// <summary>In the lane: has the folder watched, and finds files that look other than when they were read.</summary>
    private void LookAt(WatchedFolder folder, Action gotOn)
    {
        var isDirty = false;
        try
        {
            WatchOf(folder)?.Ensure();
            string[] paths;
            lock (_gate)
            {
                paths = [.. folder.Files];
            }

            foreach (var path in paths)
            {
                if (_closing.IsCancellationRequested)
                {
                    return;
                }

                gotOn();
                var look = _disk.Look(path);
                lock (_gate)
                {
                    isDirty |= _byPath.TryGetValue(path, out var all) && all.Any(w => w.Seen != look) && !_looking.Contains(path) && _dirty.TryAdd(path, New() with { Noticed = look });
                }
            }
        }
        finally
        {
            lock (_gate)
            {
                folder.IsLookedAt = false;
                if (isDirty || folder.IsDue)
                {
                    Wake();
                }
            }
        }
    }

    /// <summary>In the lane: reads a file that was saved.</summary>
    private void LookAt(string path, Dirty dirty, WatchedFolder folder, Action gotOn)
    {
        var stop = _closing.Token;
        try
        {
            // The system goes on watching a folder that was replaced.
            folder.Watch?.Ensure();
            var seen = _disk.Look(path);
            if (dirty.Noticed is { } noticed && seen is not null && seen != noticed)
            {
                lock (_gate)
                {
                    // It is still being written, and the system does not tell.
                    _dirty.TryAdd(path, New() with { Noticed = seen });
                }

                return;
            }

            var hash = seen is null ? null : _disk.Hash(path, gotOn, stop);
            if (seen is not null && hash is null)
            {
                ComeBack(path, dirty.Tries);
                return;
            }

            Settle(path, seen, hash);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Disposed: it is looked at after the next start.
        }
        finally
        {
            lock (_gate)
            {
                _looking.Remove(path);
                if (_dirty.ContainsKey(path) || _mayGive)
                {
                    Wake();
                }
            }
        }
    }

    /// <summary>Somebody writes it, or holds it, or it may not be read: in a moment again, and then more and more seldom.</summary>
    private void ComeBack(string path, int tries)
    {
        var pause = Min(ReadAgain * Math.Pow(2, Math.Min(tries, 10)), _options.SourceRound);
        lock (_gate)
        {
            if (_byPath.ContainsKey(path))
            {
                _dirty.TryAdd(path, new Dirty(_options.Time.GetTimestamp() + (long)(pause.TotalSeconds * _options.Time.TimestampFrequency), tries + 1, null));
            }
        }
    }

    /// <summary>The watch of a folder, made when there is a place for one more.</summary>
    private FolderWatch? WatchOf(WatchedFolder folder)
    {
        lock (_gate)
        {
            if (folder.Watch is null && !_ended && _folders.ContainsKey(folder.Path) && _watches < _options.MaxWatchedFolders)
            {
                _watches++;
                folder.Watch = new FolderWatch(folder.Path, name => Touched(folder, name), _options.Time, _disk);
            }

            return folder.Watch;
        }
    }

    private void Touched(WatchedFolder folder, string name)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            if (name.Length == 0)
            {
                // Anything may have happened.
                folder.IsDue = true;
                Wake();
                return;
            }

            var path = Path.Combine(folder.Path, name);
            if (_byPath.ContainsKey(path))
            {
                // One that waits to be quiet already only waits longer: there are many tellings of one save.
                var isNew = !_dirty.ContainsKey(path);
                _dirty[path] = New();
                if (isNew)
                {
                    Wake();
                }
            }
        }
    }

    private static TimeSpan Quiet(CompanionSettings settings) => TimeSpan.FromMilliseconds(settings.WatchQuietMilliseconds);

    private int UnwatchedFiles() => _folders.Values.Where(f => !f.IsWatching).Sum(f => f.Files.Count);

    private TimeSpan LookInterval(int files) => Min(_options.SourceRound, Max(_options.SourceLook, ShareOfFile * files));

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
