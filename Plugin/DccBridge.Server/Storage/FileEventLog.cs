using DccBridge.Server.Editor;

namespace DccBridge.Server.Storage;

/// <summary>The event log in segment files of one folder, beside them the acknowledgements.</summary>
public sealed class FileEventLog : IEventLog
{
    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly IStorageDisk _disk;
    private readonly StorageOptions _options;
    private readonly TimeProvider _time;
    private readonly List<EventSegment> _segments = [];
    private readonly ClientCursors _cursors;
    private long _first;

    /// <summary>Opens or makes the log; an event that was torn when the process was killed is cut off.</summary>
    /// <param name="folder">Its folder, for it alone.</param>
    /// <param name="disk">Asked before each write.</param>
    /// <param name="options">How much is kept.</param>
    /// <param name="time">Dates the events.</param>
    /// <param name="log">Hears when the acknowledgements cannot be written in a small file again.</param>
    /// <exception cref="IOException">The files cannot be opened.</exception>
    public FileEventLog(string folder, IStorageDisk disk, StorageOptions options, TimeProvider time, IBridgeLog log)
    {
        _folder = folder;
        _disk = disk;
        _options = options;
        _time = time;
        Directory.CreateDirectory(folder);
        _cursors = new ClientCursors(Path.Combine(folder, "acknowledged.log"), disk, options.DurableClients, log);
        try
        {
            foreach (var first in EventSegment.FindAll(folder))
            {
                _segments.Add(EventSegment.Open(folder, first, disk));
            }

            // A number that a client acknowledged is never given again, even if the event itself was lost in a power cut.
            var next = Math.Max(_segments is [.., var last] ? last.End : 1, _cursors.Highest + 1);
            if (_segments.Count == 0 || next > _segments[^1].End)
            {
                AddSegment(next);
            }

            _first = _segments[0].First;
            Trim();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public long FirstSequence
    {
        get
        {
            lock (_lock)
            {
                Trim();
                return _first;
            }
        }
    }

    /// <inheritdoc/>
    public long NextSequence
    {
        get
        {
            lock (_lock)
            {
                return _segments[^1].End;
            }
        }
    }

    /// <inheritdoc/>
    public LoggedEvent Append(Guid instanceId, Func<long, ReadOnlyMemory<byte>> encode)
    {
        lock (_lock)
        {
            var active = _segments[^1];
            if (active.Count >= _options.EventsPerSegment)
            {
                active.Flush();
                active = AddSegment(active.End);
            }

            var added = active.Append(instanceId, _time.GetUtcNow().UtcDateTime, encode(active.End));
            Trim();
            return added;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<LoggedEvent> Read(long fromSequence, int limit)
    {
        lock (_lock)
        {
            Trim();
            var found = new List<LoggedEvent>();
            var sequence = Math.Max(fromSequence, _first);
            foreach (var segment in _segments)
            {
                for (sequence = Math.Max(sequence, segment.First); sequence < segment.End && found.Count < limit; sequence++)
                {
                    found.Add(segment.Read(sequence));
                }
            }

            return found;
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        EventSegment active;
        RecordFile cursors;
        lock (_lock)
        {
            active = _segments[^1];
            cursors = _cursors.File;
        }

        // Outside the lock: others must not wait for the disk. Segments before the active one were flushed when it began.
        active.Flush();
        cursors.Flush();
    }

    /// <inheritdoc/>
    public long? Acknowledged(string clientId)
    {
        lock (_lock)
        {
            return _cursors.Find(clientId);
        }
    }

    /// <inheritdoc/>
    public long Remember(string clientId, long place)
    {
        lock (_lock)
        {
            var acknowledged = _cursors.Find(clientId) ?? Math.Min(place, _segments[^1].End - 1);
            _cursors.Set(clientId, acknowledged, _time.GetUtcNow().UtcDateTime);
            return acknowledged;
        }
    }

    /// <inheritdoc/>
    public void Acknowledge(string clientId, long sequence)
    {
        lock (_lock)
        {
            sequence = Math.Min(sequence, _segments[^1].End - 1);
            if (_cursors.Find(clientId) is { } before && before < sequence)
            {
                _cursors.Set(clientId, sequence, _time.GetUtcNow().UtcDateTime);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _cursors.Dispose();
            foreach (var segment in _segments)
            {
                segment.Dispose();
            }
        }
    }

    private EventSegment AddSegment(long first)
    {
        var segment = EventSegment.Open(_folder, first, _disk);
        FolderSync.Flush(_folder);
        _segments.Add(segment);
        return segment;
    }

    /// <summary>Drops what is too old or too many. The last segment always stays: its name carries the numbering on.</summary>
    private void Trim()
    {
        var next = _segments[^1].End;
        var oldest = _time.GetUtcNow().UtcDateTime - _options.EventAge;
        _first = Math.Max(_first, next - _options.EventCount);
        while (_segments.Count > 1 && (_segments[0].End <= _first || _segments[0].At(_segments[0].End - 1) < oldest))
        {
            _segments[0].Delete();
            _segments.RemoveAt(0);
        }

        var segment = _segments[0];
        _first = Math.Max(_first, segment.First);
        while (_first < segment.End && segment.At(_first) < oldest)
        {
            _first++;
        }

        // A hole between two segments, left by a power cut, is not an event that is kept.
        if (_first >= segment.End && _segments.Count > 1)
        {
            _first = _segments[1].First;
        }
    }
}
