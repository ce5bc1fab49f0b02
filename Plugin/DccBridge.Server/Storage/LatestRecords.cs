using System.Text;
using DccBridge.Server.Editor;

namespace DccBridge.Server.Storage;

/// <summary>
/// The newest body of each key, in a <see cref="RecordFile"/>: each change is a record, an empty body takes the key away, and growth
/// rewrites the file. Not synchronised.
/// </summary>
internal sealed class LatestRecords : IDisposable
{
    private readonly int _rewriteAfter;
    private readonly Dictionary<string, byte[]> _bodies = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly IStorageDisk _disk;
    private readonly IBridgeLog _log;
    private RecordFile _file;
    private bool _isClosed;
    private int _records;
    private int _rewriteNotBefore;

    /// <summary>Opens or makes the file.</summary>
    /// <param name="path">Where it lies; its folder exists.</param>
    /// <param name="disk">Asked before each write.</param>
    /// <param name="log">Told when the file cannot be made small.</param>
    /// <param name="rewriteAfter">Records, beside those in use, after which the file is made small again.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public LatestRecords(string path, IStorageDisk disk, IBridgeLog log, int rewriteAfter = 4_096)
    {
        _rewriteAfter = rewriteAfter;
        _path = path;
        _disk = disk;
        _log = log;
        _file = RecordFile.Open(path, disk, Recover);
    }

    /// <summary>What is kept.</summary>
    public IReadOnlyDictionary<string, byte[]> Bodies => _bodies;

    /// <summary>The file as it is now, to be flushed outside the owner's lock.</summary>
    public RecordFile File => _file;

    /// <summary>Keeps the body in the place of the key's last one. Survives the end of the process when this returns.</summary>
    /// <exception cref="IOException">It could not be written; what was kept before is untouched.</exception>
    public void Set(string key, byte[] body)
    {
        ArgumentOutOfRangeException.ThrowIfZero(body.Length);
        Append(key, body);
        _bodies[key] = body;
    }

    /// <summary>Takes the key away.</summary>
    /// <exception cref="IOException">It could not be written; the key is still there.</exception>
    public void Remove(string key)
    {
        if (_bodies.ContainsKey(key))
        {
            Append(key, []);
            _bodies.Remove(key);
        }
    }

    public void Dispose()
    {
        // Not to be opened again: what is set now finds that it is disposed.
        _isClosed = false;
        _file.FlushAndDispose();
    }

    private static byte[] Encode(string key, ReadOnlySpan<byte> body)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(key);
        writer.Write(body);
        writer.Flush();
        return buffer.ToArray();
    }

    private void Append(string key, ReadOnlySpan<byte> body)
    {
        if (_records >= Math.Max(_rewriteAfter + (2 * _bodies.Count), _rewriteNotBefore))
        {
            Rewrite();
        }

        Reopen();
        _file.Append(Encode(key, body));
        _records++;
    }

    private bool Recover(long offset, byte[] record)
    {
        using var reader = new BinaryReader(new MemoryStream(record), Encoding.UTF8);
        var key = reader.ReadString();
        var body = reader.ReadBytes(record.Length);
        if (body.Length == 0)
        {
            _bodies.Remove(key);
        }
        else
        {
            _bodies[key] = body;
        }

        _records++;
        return true;
    }

    /// <summary>Makes the file small again; when that fails it goes on growing, and the next attempt is many records away.</summary>
    private void Rewrite()
    {
        try
        {
            RecordFile.WriteReplacement(_path, _disk, _bodies.Select(entry => (ReadOnlyMemory<byte>)Encode(entry.Key, entry.Value)));
            _file.FlushAndDispose();
            _isClosed = true;
            RecordFile.Replace(_path);
            (_records, _rewriteNotBefore) = (_bodies.Count, 0);
            RecordFile.FlushName(_path);
        }
        catch (IOException exception)
        {
            _rewriteNotBefore = _records + _rewriteAfter;
            RecordFile.LogFailedRewrite(_path, _log, exception);
        }
    }

    /// <summary>Opens the file after a rewrite, once. The bodies are not read anew: they are known, whether it was replaced or not.</summary>
    private void Reopen()
    {
        if (_isClosed)
        {
            _file = RecordFile.Open(_path, _disk, static (_, _) => true);
            _isClosed = false;
        }
    }
}
