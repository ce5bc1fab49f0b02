using System.Text;

namespace DccBridge.Server.Storage;

/// <summary>How far each durable client has acknowledged the events. Each change is a record; opening and growth rewrite the file. Not synchronised.</summary>
internal sealed class ClientCursors : IDisposable
{
    private const int RewriteAfter = 4_096;
    private readonly Dictionary<string, (long Sequence, DateTime Seen)> _cursors = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly IStorageDisk _disk;
    private readonly int _capacity;
    private RecordFile _file;
    private int _records;

    public ClientCursors(string path, IStorageDisk disk, int capacity)
    {
        _path = path;
        _disk = disk;
        _capacity = capacity;
        _file = RecordFile.Open(path, disk, Recover);
    }

    /// <summary>The highest acknowledged number of all clients; 0 when there is none.</summary>
    public long Highest => _cursors.Count == 0 ? 0 : _cursors.Values.Max(cursor => cursor.Sequence);

    public long? Find(string clientId) => _cursors.TryGetValue(clientId, out var cursor) ? cursor.Sequence : null;

    public void Set(string clientId, long sequence, DateTime now)
    {
        if (_records >= RewriteAfter)
        {
            Rewrite();
        }

        _file.Append(Encode(clientId, sequence, now));
        _records++;
        _cursors[clientId] = (sequence, now);
        if (_cursors.Count > _capacity)
        {
            var oldest = _cursors.MinBy(entry => entry.Value.Seen).Key;
            _file.Append(Encode(oldest, -1, now));
            _cursors.Remove(oldest);
        }
    }

    /// <summary>The file as it is now, to be flushed outside the log's lock.</summary>
    public RecordFile File => _file;

    public void Dispose() => _file.FlushAndDispose();

    private static byte[] Encode(string clientId, long sequence, DateTime seen)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(sequence);
        writer.Write(seen.Ticks);
        writer.Write(clientId);
        writer.Flush();
        return buffer.ToArray();
    }

    private bool Recover(long offset, byte[] body)
    {
        using var reader = new BinaryReader(new MemoryStream(body), Encoding.UTF8);
        var sequence = reader.ReadInt64();
        var seen = new DateTime(reader.ReadInt64(), DateTimeKind.Utc);
        var clientId = reader.ReadString();
        if (sequence < 0)
        {
            _cursors.Remove(clientId);
        }
        else
        {
            _cursors[clientId] = (sequence, seen);
        }

        _records++;
        return true;
    }

    private void Rewrite()
    {
        var bodies = _cursors.Select(entry => (ReadOnlyMemory<byte>)Encode(entry.Key, entry.Value.Sequence, entry.Value.Seen)).ToList();
        RecordFile.WriteReplacement(_path, _disk, bodies);
        _file.Dispose();
        try
        {
            RecordFile.Replace(_path);
        }
        finally
        {
            _cursors.Clear();
            _records = 0;
            _file = RecordFile.Open(_path, _disk, Recover);
        }
    }
}
