using System.Buffers.Binary;
using DccBridge.Server.Editor;

namespace DccBridge.Server.Storage;

/// <summary>How far each durable client has acknowledged the events. Not synchronised.</summary>
internal sealed class ClientCursors : IDisposable
{
    private readonly Dictionary<string, (long Sequence, DateTime Seen)> _cursors = new(StringComparer.Ordinal);
    private readonly LatestRecords _records;
    private readonly int _capacity;

    /// <param name="path">The file.</param>
    /// <param name="disk">Asked before each write.</param>
    /// <param name="capacity">Clients that are remembered; of more, the one that was away longest is forgotten.</param>
    /// <param name="log">Hears when the file cannot be made small again.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public ClientCursors(string path, IStorageDisk disk, int capacity, IBridgeLog log)
    {
        _capacity = capacity;
        _records = new LatestRecords(path, disk, log);
        foreach (var (clientId, body) in _records.Bodies)
        {
            _cursors[clientId] = Decode(body);
        }
    }

    /// <summary>The highest acknowledged number of all clients; 0 when there is none.</summary>
    public long Highest => _cursors.Count == 0 ? 0 : _cursors.Values.Max(cursor => cursor.Sequence);

    /// <summary>The file as it is now, to be flushed outside the log's lock.</summary>
    public RecordFile File => _records.File;

    public long? Find(string clientId) => _cursors.TryGetValue(clientId, out var cursor) ? cursor.Sequence : null;

    public void Set(string clientId, long sequence, DateTime now)
    {
        _records.Set(clientId, Encode(sequence, now));
        _cursors[clientId] = (sequence, now);
        if (_cursors.Count > _capacity)
        {
            var oldest = _cursors.MinBy(entry => entry.Value.Seen).Key;
            _records.Remove(oldest);
            _cursors.Remove(oldest);
        }
    }

    public void Dispose() => _records.Dispose();

    private static byte[] Encode(long sequence, DateTime seen)
    {
        var body = new byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(body, sequence);
        BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(8), seen.Ticks);
        return body;
    }

    private static (long Sequence, DateTime Seen) Decode(ReadOnlySpan<byte> body) =>
        (BinaryPrimitives.ReadInt64LittleEndian(body), new DateTime(BinaryPrimitives.ReadInt64LittleEndian(body[8..]), DateTimeKind.Utc));
}
