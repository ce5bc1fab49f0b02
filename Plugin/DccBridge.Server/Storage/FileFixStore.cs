using System.Text;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Serialization;
using DccBridge.Server.Editor;

namespace DccBridge.Server.Storage;

/// <summary>Fixes in one file.</summary>
public sealed class FileFixStore : IFixStore
{
    /// <summary>Records after which the file is made small again: a step may be large, so sooner than in other stores.</summary>
    private const int RewriteAfter = 256;

    private readonly Lock _lock = new();
    private readonly LatestRecords _records;
    private readonly StorageOptions _options;
    private readonly TimeProvider _time;
    private bool _closed;

    /// <summary>Opens or makes the file; a fix that was torn when the process was killed was not made either.</summary>
    /// <param name="path">Where it lies; its folder exists.</param>
    /// <param name="disk">Asked before each write.</param>
    /// <param name="options">How much is kept.</param>
    /// <param name="time">Tells what is too old.</param>
    /// <param name="log">Told when the file cannot be made small again.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public FileFixStore(string path, IStorageDisk disk, StorageOptions options, TimeProvider time, IBridgeLog log)
    {
        _options = options;
        _time = time;
        _records = new LatestRecords(path, disk, log, RewriteAfter);
    }

    /// <inheritdoc/>
    public StoredFix? Find(Guid id)
    {
        lock (_lock)
        {
            return _records.Bodies.TryGetValue(KeyOf(id), out var body) && Decode(id, body) is var fix && fix.MadeAt >= Oldest ? fix : null;
        }
    }

    /// <inheritdoc/>
    public void Save(StoredFix fix)
    {
        ArgumentNullException.ThrowIfNull(fix);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _records.Set(KeyOf(fix.Id), Encode(fix));
            Trim();
            _records.File.Flush();
        }
    }

    /// <inheritdoc/>
    public void Remove(Guid id)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _records.Remove(KeyOf(id));
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

    private DateTime Oldest => _time.GetUtcNow().UtcDateTime - _options.FixAge;

    private static string KeyOf(Guid id) => id.ToString("N");

    private void Trim()
    {
        // Only the first field of each body is read: all of them are small in number, not in length.
        var (kept, bytes) = (0, 0L);
        foreach (var (key, madeAt, length) in _records.Bodies.Select(entry => (entry.Key, MadeAt: MadeAtOf(entry.Value), entry.Value.Length)).OrderByDescending(entry => entry.MadeAt).ToList())
        {
            bytes += length;
            if (++kept > _options.FixCount || madeAt < Oldest || (kept > 1 && bytes > _options.FixBytes))
            {
                _records.Remove(key);
            }
        }
    }

    private static DateTime MadeAtOf(byte[] body) => new(BitConverter.ToInt64(body), DateTimeKind.Utc);

    private static byte[] Encode(StoredFix fix)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(fix.MadeAt.Ticks);
        writer.Write(fix.Changes.Count);
        foreach (var change in fix.Changes)
        {
            var bytes = MessageCodec.Encode(change);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }

        writer.Write(fix.Assets.Count);
        foreach (var asset in fix.Assets)
        {
            writer.Write(asset.Path);
            writer.Write(asset.Class);
            writer.Write(asset.Revision);
            writer.Write(asset.ContentHash);
        }

        writer.Flush();
        return buffer.ToArray();
    }

    private static StoredFix Decode(Guid id, byte[] body)
    {
        using var reader = new BinaryReader(new MemoryStream(body), Encoding.UTF8);
        var madeAt = new DateTime(reader.ReadInt64(), DateTimeKind.Utc);
        var changes = new FixChange[reader.ReadInt32()];
        for (var i = 0; i < changes.Length; i++)
        {
            changes[i] = MessageCodec.Decode<FixChange>(reader.ReadBytes(reader.ReadInt32()));
        }

        var assets = new FixedAsset[reader.ReadInt32()];
        for (var i = 0; i < assets.Length; i++)
        {
            assets[i] = new FixedAsset(reader.ReadString(), reader.ReadString(), reader.ReadInt32(), reader.ReadString());
        }

        return new StoredFix { Id = id, MadeAt = madeAt, Changes = changes, Assets = assets };
    }
}
