namespace DccBridge.Companion.Resident.Sources;

/// <content>The one task that looks at files: at those that the system told of, once they are quiet, and at those of which it does not tell.</content>
internal sealed partial class SourceWatch
{
    private async Task RunAsync()
    {
        var stop = _closing.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await WaitAsync(stop).ConfigureAwait(false);
                LookAtUnwatched();
                foreach (var path in Quiet())
                {
                    await LookAsync(path, stop).ConfigureAwait(false);
                }
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
        bool waits;
        lock (_gate)
        {
            waits = _dirty.Count > 0;
        }

        if (waits)
        {
            await Task.Delay(Tick, _options.Time, stop).ConfigureAwait(false);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var woken = _wake.WaitAsync(either.Token);
        await Task.WhenAny(woken, Task.Delay(_options.SourceLook, _options.Time, either.Token)).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>Files of whose folders the system does not tell are looked at; the others too, more seldom, since the system forgets.</summary>
    private void LookAtUnwatched()
    {
        if (_settings.Current.WatchSources == "off")
        {
            return;
        }

        lock (_gate)
        {
            if (_options.Time.GetElapsedTime(_lookedAt) < _options.SourceLook)
            {
                return;
            }

            _lookedAt = _options.Time.GetTimestamp();
            foreach (var (path, all) in _byPath)
            {
                var folder = Path.GetDirectoryName(path)!;
                var isWatched = _folders.TryGetValue(folder, out var watch) && watch.IsWatching;
                if (!isWatched)
                {
                    watch?.Ensure();
                    if (all.Any(w => SourceHash.Look(path) != w.Seen))
                    {
                        _dirty.TryAdd(path, _options.Time.GetTimestamp());
                    }
                }
            }
        }
    }

    private string[] Quiet()
    {
        if (_settings.Current.WatchSources == "off")
        {
            lock (_gate)
            {
                _dirty.Clear();
                return [];
            }
        }

        var quiet = TimeSpan.FromMilliseconds(_settings.Current.WatchQuietMilliseconds);
        lock (_gate)
        {
            string[] paths = [.. _dirty.Where(d => _options.Time.GetElapsedTime(d.Value) >= quiet).Select(d => d.Key)];
            foreach (var path in paths)
            {
                _dirty.Remove(path);
            }

            return paths;
        }
    }

    private async Task LookAsync(string path, CancellationToken stop)
    {
        var seen = SourceHash.Look(path);
        var hash = seen is null ? null : await SourceHash.OfAsync(path, stop).ConfigureAwait(false);
        Watched[] all;
        lock (_gate)
        {
            if (!_byPath.TryGetValue(path, out var watched))
            {
                return;
            }

            all = [.. watched];
            if (seen is not null && hash is null)
            {
                // Somebody writes it, or holds it: in a moment again.
                _dirty.TryAdd(path, _options.Time.GetTimestamp() + (long)(ReadAgain.TotalSeconds * _options.Time.TimestampFrequency));
                return;
            }
        }

        foreach (var watched in all)
        {
            Settle(watched, seen, hash);
        }
    }

    private void Settle(Watched watched, (long Length, DateTime Written)? seen, string? hash)
    {
        SourceLine? changed = null;
        var told = false;
        lock (_gate)
        {
            watched.Seen = seen;
            told = watched.IsMissing != (seen is null);
            watched.IsMissing = seen is null;
            var line = watched.Line;
            if (hash == line.ContentHash && line.ToldHash is not null)
            {
                // Taken back by hand.
                Keep(watched, line with { ToldHash = null, ChangedAt = null });
                told = true;
            }
            else if (hash is not null && hash != line.ContentHash && (hash != line.ToldHash || !watched.IsOffered))
            {
                watched.IsOffered = true;
                changed = line with { ToldHash = hash, ChangedAt = hash == line.ToldHash ? line.ChangedAt : _options.Time.GetUtcNow() };
                Keep(watched, changed);
                told = true;
            }
        }

        if (told)
        {
            _rooms.Changed();
        }

        if (changed is not null)
        {
            Offer(watched, changed);
        }
    }

    private void Offer(Watched watched, SourceLine changed)
    {
        if (_settings.Current.WatchSources != "send")
        {
            _rooms.Offer(changed);
            return;
        }

        try
        {
            _rooms.Send(changed, "watch", $"watch-{changed.Id}-{changed.ToldHash![..32]}");
        }
        catch (ResidentException e)
        {
            // No editor: it stays changed, and goes when one is there.
            watched.IsOffered = false;
            _rooms.NotSent(changed, e);
        }
    }
}
