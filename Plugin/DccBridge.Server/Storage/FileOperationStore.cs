using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Server.Editor;

namespace DccBridge.Server.Storage;

/// <summary>Operations in one record file: each change appends the whole operation, the last record of an id counts. Results stay on disk and are read when asked for.</summary>
public sealed class FileOperationStore : IOperationStore
{
    private const int RewriteAfter = 1_000;
    private const int TrimEvery = 64;
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Entry> _entries = [];
    private readonly Dictionary<string, Guid> _keys = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly IStorageDisk _disk;
    private readonly IBridgeLog _log;
    private readonly StorageOptions _options;
    private readonly TimeProvider _time;
    private RecordFile _file;
    private bool _isClosed;
    private int _records;
    private int _rewriteNotBefore;
    private int _finishedSinceTrim;
    private long _order;

    /// <summary>Opens or makes the store. Operations that were open when the process ended become <see cref="OperationState.Interrupted"/>.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="disk">Asked before each write.</param>
    /// <param name="options">How much is kept.</param>
    /// <param name="time">Dates what is interrupted.</param>
    /// <param name="log">Hears when the file cannot be made small again.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public FileOperationStore(string folder, IStorageDisk disk, StorageOptions options, TimeProvider time, IBridgeLog log)
    {
        Directory.CreateDirectory(folder);
        _path = Path.Combine(folder, "operations.log");
        _disk = disk;
        _log = log;
        _options = options;
        _time = time;
        _file = RecordFile.Open(_path, disk, Recover);
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var open in _entries.Values.Select(entry => entry.Operation).Where(operation => !operation.IsFinished).ToList())
        {
            Interrupt(open with { State = OperationState.Interrupted, FinishedAt = now });
        }

        Trim();
    }

    private sealed record Entry(StoredOperation Operation, long Offset, int Size, long Order);

    /// <inheritdoc/>
    public StoredOperation? Find(Guid id)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(id, out var entry) ? WithResult(entry) : null;
        }
    }

    /// <inheritdoc/>
    public StoredOperation? FindByKey(string key)
    {
        lock (_lock)
        {
            return _keys.TryGetValue(key, out var id) ? WithResult(_entries[id]) : null;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredOperation> List(bool includeFinished, int limit)
    {
        lock (_lock)
        {
            return _entries.Values
                .Where(entry => includeFinished || !entry.Operation.IsFinished)
                .OrderByDescending(entry => entry.Order)
                .Take(limit)
                .Select(entry => entry.Operation)
                .ToList();
        }
    }

    /// <inheritdoc/>
    public void Save(StoredOperation operation)
    {
        RecordFile written;
        lock (_lock)
        {
            if (_records >= Math.Max(RewriteAfter + (2 * _entries.Count), _rewriteNotBefore))
            {
                Rewrite();
            }

            Reopen();
            var body = OperationCodec.Encode(operation);
            var offset = _file.Append(body);
            Keep(operation, offset, body.Length);
            if (!operation.IsFinished)
            {
                return;
            }

            if (++_finishedSinceTrim >= TrimEvery)
            {
                Trim();
            }

            written = _file;
        }

        // Outside the lock: others must not wait for the disk.
        written.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            // Not to be opened again: what is saved now finds that it is disposed.
            _isClosed = false;
            _file.FlushAndDispose();
        }
    }

    private void Interrupt(StoredOperation operation)
    {
        try
        {
            var body = OperationCodec.Encode(operation);
            Keep(operation, _file.Append(body), body.Length);
        }
        catch (IOException exception) when (DiskFull.IsCauseOf(exception))
        {
            // It follows from the file at the next start too; a full disk must not keep the editor from starting.
            _entries[operation.Id] = _entries[operation.Id] with { Operation = operation };
        }
    }

    private StoredOperation WithResult(Entry entry)
    {
        if (entry.Operation.State != OperationState.Completed)
        {
            return entry.Operation;
        }

        Reopen();
        return entry.Operation with { Result = OperationCodec.Decode(_file.Read(entry.Offset)).Result };
    }

    private bool Recover(long offset, byte[] body)
    {
        Keep(OperationCodec.Decode(body), offset, body.Length);
        return true;
    }

    private void Keep(StoredOperation operation, long offset, int size)
    {
        var order = _entries.TryGetValue(operation.Id, out var before) ? before.Order : _order++;
        _entries[operation.Id] = new Entry(operation with { Result = null }, offset, size, order);
        if (operation.Key is { } key)
        {
            _keys[key] = operation.Id;
        }

        _records++;
    }

    private void Trim()
    {
        _finishedSinceTrim = 0;
        var oldest = _time.GetUtcNow().UtcDateTime - _options.OperationAge;
        var finished = _entries.Values.Where(entry => entry.Operation.IsFinished).OrderByDescending(entry => entry.Operation.FinishedAt).ThenByDescending(entry => entry.Order);
        var count = 0;
        long bytes = 0;
        foreach (var entry in finished.ToList())
        {
            count++;
            bytes += entry.Size;
            if (count <= _options.OperationCount && bytes <= _options.OperationBytes && entry.Operation.FinishedAt >= oldest)
            {
                continue;
            }

            _entries.Remove(entry.Operation.Id);
            if (entry.Operation.Key is { } key && _keys.TryGetValue(key, out var id) && id == entry.Operation.Id)
            {
                _keys.Remove(key);
            }
        }
    }

    /// <summary>Makes the file small again; when that fails it goes on growing, and the next attempt is many records away.</summary>
    private void Rewrite()
    {
        try
        {
            var kept = _entries.Values.OrderBy(entry => entry.Order).ToList();
            var bodies = kept.Select(entry => (ReadOnlyMemory<byte>)OperationCodec.Encode(WithResult(entry)));
            var offsets = RecordFile.WriteReplacement(_path, _disk, bodies);
            _file.FlushAndDispose();
            _isClosed = true;
            RecordFile.Replace(_path);
            foreach (var (entry, offset) in kept.Zip(offsets))
            {
                _entries[entry.Operation.Id] = entry with { Offset = offset };
            }

            (_records, _rewriteNotBefore) = (kept.Count, 0);
            RecordFile.FlushName(_path);
        }
        catch (IOException exception)
        {
            _rewriteNotBefore = _records + RewriteAfter;
            RecordFile.LogFailedRewrite(_path, _log, exception);
        }
    }

    /// <summary>Opens the file after a rewrite, once; what is in it is known, whether it was replaced or not.</summary>
    private void Reopen()
    {
        if (_isClosed)
        {
            _file = RecordFile.Open(_path, _disk, static (_, _) => true);
            _isClosed = false;
        }
    }
}
