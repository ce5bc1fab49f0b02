using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Resident.Sources;

/// <content>What becomes of a save: it is offered, or lined up and sent when its editor takes it.</content>
internal sealed partial class SourceWatch
{
    private void Settle(string path, FileLook? seen, string? hash)
    {
        var told = false;
        var offers = new List<SourceLine>();
        var mode = _settings.Current.WatchSources;
        lock (_gate)
        {
            if (_ended || !_byPath.TryGetValue(path, out var all))
            {
                return;
            }

            foreach (var watched in all)
            {
                told |= watched.IsMissing != (seen is null);
                (watched.Seen, watched.IsMissing) = (seen, seen is null);
                told |= Compare(watched, hash);
                if (hash is null || hash == watched.Line.ContentHash)
                {
                    continue;
                }

                if (mode == "send" && !watched.IsAsked)
                {
                    _waiting.Add(watched);
                    _mayGive = true;
                }
                else if (mode == "offer" && !watched.IsOffered)
                {
                    watched.IsOffered = true;
                    offers.Add(watched.Line);
                }
            }
        }

        if (told)
        {
            _rooms.Changed();
        }

        offers.ForEach(_rooms.Offer);
    }

    private bool Compare(Watched watched, string? hash)
    {
        var line = watched.Line;
        if (hash == line.ContentHash && line.ToldHash is not null)
        {
            // Taken back by hand.
            Keep(watched, line with { ToldHash = null, ChangedAt = null });
            return true;
        }

        if (hash is null || hash == line.ContentHash || hash == line.ToldHash)
        {
            return false;
        }

        Keep(watched, line with { ToldHash = hash, ChangedAt = _options.Time.GetUtcNow(), Change = NextChange() });
        return true;
    }

    /// <summary>Sends what waits, as far as editors are there and take it. What they do not take keeps its place.</summary>
    private void Give(string mode)
    {
        IReadOnlyList<string> projects;
        lock (_gate)
        {
            projects = _mayGive && mode == "send" ? _waiting.Projects : [];
            _mayGive = false;
        }

        foreach (var project in projects)
        {
            var again = new HashSet<string>(StringComparer.Ordinal);
            while (!_closing.IsCancellationRequested && GiveFirst(project, again))
            {
            }
        }
    }

    /// <returns>The next one can be tried.</returns>
    private bool GiveFirst(string project, HashSet<string> again)
    {
        Watched? first;
        SourceLine line;
        lock (_gate)
        {
            first = _waiting.First(project);
            if (first is null)
            {
                return false;
            }

            line = first.Line;
        }

        try
        {
            return Taken(first, line, _rooms.Send(line, "watch", KeyOf(line)), again);
        }
        catch (ResidentException e)
        {
            return Refused(first, line, e);
        }
    }

    private bool Taken(Watched watched, SourceLine line, ActivityView view, HashSet<string> again)
    {
        var isUndone = _rooms.WasLeftUndone(view);
        lock (_gate)
        {
            if (_ended || watched.Line.Change != line.Change || watched.Line.ToldHash is null)
            {
                // Saved once more meanwhile, which waits in its own place; or it has arrived already.
                return true;
            }

            if (!isUndone)
            {
                watched.IsAsked = true;
                _waiting.Remove(line);
                return true;
            }

            if (!again.Add(line.Id))
            {
                return false;
            }

            // Another send from now on: the old one has ended.
            Keep(watched, line with { Change = NextChange() });
            _waiting.Add(watched);
            return true;
        }
    }

    private bool Refused(Watched watched, SourceLine line, ResidentException reason)
    {
        bool isTold;
        lock (_gate)
        {
            isTold = watched.IsRefusalTold;
            watched.IsRefusalTold = true;
            if (reason.Fault == ResidentFault.Invalid)
            {
                // It would never be taken.
                _waiting.Remove(line);
            }
        }

        if (!isTold)
        {
            _rooms.NotSent(line, reason);
        }

        return reason.Fault == ResidentFault.Invalid;
    }

    /// <summary>Names the change and not the content: what is saved back is sent again; what a kill cut off between being kept and being sent is not sent twice.</summary>
    private static string KeyOf(SourceLine line) => $"watch-{line.Id}-{line.Change}-{line.ToldHash![..32]}";
}
