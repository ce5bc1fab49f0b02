using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;

namespace DccBridge.Server.Storage;

/// <summary>Content in files named by their hash, parted by the first two digits; uploads that are not complete in a folder beside them.</summary>
public sealed class FileContentStore : IContentStore
{
    private const int MaxOpenUploads = 1_024;
    private const int MaxFileName = 255;
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Upload> _uploads = [];
    private readonly string _folder;
    private readonly string _partials;
    private readonly IStorageDisk _disk;
    private readonly StorageOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Opens or makes the store and drops what was not used for long.</summary>
    /// <param name="folder">Its folder, for it alone.</param>
    /// <param name="disk">Asked before each write.</param>
    /// <param name="options">Caps and ages.</param>
    /// <param name="time">For the ages.</param>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public FileContentStore(string folder, IStorageDisk disk, StorageOptions options, TimeProvider time)
    {
        _folder = Path.GetFullPath(Path.Combine(folder, "complete"));
        _partials = Path.GetFullPath(Path.Combine(folder, "partial"));
        _disk = disk;
        _options = options;
        _time = time;
        Directory.CreateDirectory(_folder);
        Directory.CreateDirectory(_partials);
        DropOlder(_partials, options.PartialAge);
        DropOlder(_folder, options.ContentAge);
    }

    /// <inheritdoc/>
    public bool Contains(string hash)
    {
        if (!ContentHash.IsValid(hash))
        {
            return false;
        }

        var path = CompletePath(hash);
        if (!File.Exists(path))
        {
            return false;
        }

        File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
        return true;
    }

    /// <inheritdoc/>
    public string PathOf(string hash) => Contains(hash)
        ? CompletePath(hash)
        : throw new RpcException(ErrorCode.ContentMissing, $"The editor does not have the content {hash}. Upload it with {MethodNames.Transfer.Open}, then call again.", Outcome.NotStarted);

    /// <inheritdoc/>
    public TransferState Open(string fileName, string hash, long length)
    {
        ContentHash.Verify(hash, "contentHash");
        Verify(fileName, length);
        var id = IdOf(hash);
        if (Contains(hash))
        {
            return new TransferState(id, length, IsPresent: true);
        }

        Upload upload;
        lock (_lock)
        {
            if (!_uploads.TryGetValue(id, out upload!) || upload.Length != length)
            {
                if (_uploads.Count >= MaxOpenUploads)
                {
                    throw new RpcException(ErrorCode.Busy, $"{MaxOpenUploads} uploads are open already. Commit some of them, then open this one.", Outcome.NotStarted);
                }

                upload?.Dispose();
                upload = new Upload(id, fileName, hash, length, Path.Combine(_partials, hash), _disk);
                _uploads[id] = upload;
            }
        }

        var offset = OffsetOf(upload);
        var room = _disk.AvailableBytes(_folder) - _options.ReservedBytes;
        if (length - offset > room)
        {
            throw DiskFull.Error($"The upload of '{fileName}' ({length - offset} bytes to come)", Outcome.NotStarted);
        }

        return new TransferState(id, offset, IsPresent: false);
    }

    /// <inheritdoc/>
    public ContentWriter Write(Guid transferId, long offset) => Find(transferId).BeginWrite(offset);

    /// <inheritdoc/>
    public (string Hash, long Length) Commit(Guid transferId)
    {
        var upload = Find(transferId);
        upload.Commit(CompletePath(upload.Hash));
        lock (_lock)
        {
            _uploads.Remove(transferId);
        }

        upload.Dispose();
        return (upload.Hash, upload.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var upload in _uploads.Values)
            {
                upload.Dispose();
            }

            _uploads.Clear();
        }
    }

    /// <summary>The id follows from the hash, so that an upload has the same one after a restart.</summary>
    private static Guid IdOf(string hash) => Guid.ParseExact(hash[..32], "N");

    private static long OffsetOf(Upload upload)
    {
        try
        {
            return upload.Offset;
        }
        catch (IOException exception) when (DiskFull.IsCauseOf(exception))
        {
            throw DiskFull.Error($"The upload of '{upload.FileName}'", Outcome.NotStarted);
        }
    }

    private void Verify(string fileName, long length)
    {
        if (fileName.Length is 0 or > MaxFileName || fileName.AsSpan().IndexOfAny('/', '\\', '\0') >= 0)
        {
            throw new RpcException(ErrorCode.InvalidParams, $"'fileName' must be a name of 1 to {MaxFileName} characters without folders.", Outcome.NotStarted);
        }

        if (length < 0)
        {
            throw new RpcException(ErrorCode.InvalidParams, "'length' must be 0 or more.", Outcome.NotStarted);
        }

        if (length > _options.MaxContentBytes)
        {
            throw new RpcException(ErrorCode.TooLarge, $"'{fileName}' has {length} bytes; the editor takes files of up to {_options.MaxContentBytes} bytes.", Outcome.NotStarted);
        }
    }

    private Upload Find(Guid transferId)
    {
        lock (_lock)
        {
            return _uploads.TryGetValue(transferId, out var upload)
                ? upload
                : throw new RpcException(ErrorCode.TransferNotFound, $"No transfer {transferId} is open. Open it with {MethodNames.Transfer.Open}; what was received is kept.", Outcome.NotStarted);
        }
    }

    private string CompletePath(string hash) => Path.Combine(_folder, hash[..2], hash);

    private void DropOlder(string folder, TimeSpan age)
    {
        var oldest = _time.GetUtcNow().UtcDateTime - age;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (File.GetLastWriteTimeUtc(path) < oldest)
            {
                StorageAccess.Delete(path);
            }
        }
    }
}
