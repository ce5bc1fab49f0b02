using DccBridge.Companion.Resident.State;

namespace DccBridge.Companion.Resident.Sources;

/// <content>The lists in memory and in the journal. All of it is called with the lock held.</content>
internal sealed partial class SourceWatch
{
    private Dirty New() => new(_options.Time.GetTimestamp(), 0, null);

    private IEnumerable<SourceLine> All() => _byId.Values.Select(w => w.Line);

    /// <summary>Ahead of all numbers in the journal, and by the clock ahead of those of one that was lost.</summary>
    private long NextChange() => _lastChange = Math.Max(_lastChange + 1, _options.Time.GetUtcNow().ToUnixTimeMilliseconds());

    private void LookAgain(Func<Watched, bool> which)
    {
        foreach (var watched in _byId.Values.Where(w => w.Line.ToldHash is not null && which(w)).OrderBy(w => w.Line.Change))
        {
            watched.IsAsked = false;
            _dirty[watched.Line.Path] = New();
        }

        _mayGive = true;
        Wake();
    }

    private void Keep(Watched watched, SourceLine line)
    {
        Put(watched, line);
        _journal.Keep(line, All, _byId.Count);
    }

    private void Put(Watched watched, SourceLine line)
    {
        var before = watched.Line;
        watched.Line = line;
        if (line.Change != before.Change || line.ToldHash is null || line.IsForgotten)
        {
            _waiting.Remove(before);
            (watched.IsOffered, watched.IsAsked, watched.IsRefusalTold) = (false, false, false);
        }
    }

    /// <returns>What is to be disposed of without the lock.</returns>
    private IReadOnlyList<FolderWatch> Apply(SourceLine line)
    {
        _lastChange = Math.Max(_lastChange, line.Change);
        if (_byId.TryGetValue(line.Id, out var watched))
        {
            Put(watched, line);
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
            var folder = FolderOf(line.Path);
            if (!_folders.TryGetValue(folder, out var watchedFolder))
            {
                _folders[folder] = watchedFolder = new WatchedFolder(folder, Paths);
            }

            watchedFolder.Files.Add(line.Path);
        }

        return line.IsForgotten && watched is not null ? Drop(watched) : [];
    }

    private IReadOnlyList<FolderWatch> Drop(Watched watched)
    {
        var line = watched.Line;
        _byId.Remove(line.Id);
        _waiting.Remove(line);
        if (!_byPath.TryGetValue(line.Path, out var same) || !same.Remove(watched) || same.Count > 0)
        {
            return [];
        }

        _byPath.Remove(line.Path);
        _dirty.Remove(line.Path);
        if (!_folders.TryGetValue(FolderOf(line.Path), out var folder) || !folder.Files.Remove(line.Path) || folder.Files.Count > 0)
        {
            return [];
        }

        _folders.Remove(folder.Path);
        if (folder.Watch is not { } watch)
        {
            return [];
        }

        _watches--;
        return [watch];
    }

    private IReadOnlyList<FolderWatch> KeepBounds() => _byId.Count <= _options.MaxSources
        ? []
        : [.. _byId.Values.OrderBy(w => w.Line.SentAt).Take(Math.Max(_byId.Count - _options.MaxSources, _options.MaxSources / 10)).ToArray().SelectMany(Drop)];

    private void Wake()
    {
        if (!_ended && _wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }
}
