using System.Text;
using DccBridge.Server.Editor;

namespace DccBridge.Server.Storage;

/// <summary>Sessions in one file.</summary>
public sealed class FileSessionStore : ISessionStore
{
    private readonly Lock _lock = new();
    private readonly LatestRecords _records;
    private bool _closed;

    /// <summary>Opens or makes the file; a session that was torn when the process was killed is as it was before.</summary>
    /// <param name="path">The file.</param>
    /// <param name="disk">Asked before each write.</param>
    /// <param name="log">Hears when the file cannot be made small again.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public FileSessionStore(string path, IStorageDisk disk, IBridgeLog log) => _records = new LatestRecords(path, disk, log);

    /// <inheritdoc/>
    public IReadOnlyList<StoredSession> List()
    {
        lock (_lock)
        {
            return [.. _records.Bodies.Select(entry => Decode(entry.Key, entry.Value))];
        }
    }

    /// <inheritdoc/>
    public void Save(StoredSession session)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _records.Set(session.Id, Encode(session));
        }
    }

    /// <inheritdoc/>
    public void Remove(string id)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _records.Remove(id);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            _records.Dispose();
        }
    }

    private static byte[] Encode(StoredSession session)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(session.TokenHash.Span);
        writer.Write(session.ClientId.ToByteArray());
        writer.Write(session.ClientName);
        writer.Write(session.Subscribed);
        writer.Write(session.Durable);
        writer.Write(session.Acknowledged);
        writer.Write(session.EditorEvents);
        writer.Write(session.LeftAt?.UtcTicks ?? 0);
        writer.Flush();
        return buffer.ToArray();
    }

    private static StoredSession Decode(string id, byte[] body)
    {
        using var reader = new BinaryReader(new MemoryStream(body), Encoding.UTF8);
        return new StoredSession
        {
            Id = id,
            TokenHash = reader.ReadBytes(32),
            ClientId = new Guid(reader.ReadBytes(16)),
            ClientName = reader.ReadString(),
            Subscribed = reader.ReadBoolean(),
            Durable = reader.ReadBoolean(),
            Acknowledged = reader.ReadInt64(),
            EditorEvents = reader.ReadInt64(),
            LeftAt = reader.ReadInt64() is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
        };
    }
}
