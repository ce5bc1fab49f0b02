using System.Security.Cryptography;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using Microsoft.Win32.SafeHandles;

namespace DccBridge.Server.Storage;

/// <summary>One upload that is not complete: its file, how far it came, its running hash. The lock is its own.</summary>
internal sealed class Upload(Guid id, string fileName, string hash, long length, string partialPath, IStorageDisk disk) : IDisposable
{
    private readonly Lock _lock = new();
    private SafeFileHandle? _file;
    private IncrementalHash? _running;
    private long _offset;
    private ContentWriter? _writer;
    private bool _committed;

    public Guid Id { get; } = id;

    public string Hash { get; } = hash;

    public long Length { get; } = length;

    public string FileName { get; } = fileName;

    public long Offset
    {
        get
        {
            lock (_lock)
            {
                Ensure();
                return _offset;
            }
        }
    }

    public ContentWriter BeginWrite(long offset)
    {
        lock (_lock)
        {
            Ensure();
            if (offset != _offset)
            {
                throw new RpcException(
                    ErrorCode.TransferOffset,
                    $"The upload of '{FileName}' stands at {_offset} bytes, not at {offset}. Go on from {_offset}.",
                    Outcome.NotStarted,
                    details: new Dictionary<string, string> { ["offset"] = _offset.ToString(System.Globalization.CultureInfo.InvariantCulture) });
            }

            return _writer = new ContentWriter(this);
        }
    }

    public long Write(ContentWriter writer, ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(writer, _writer))
            {
                throw new RpcException(ErrorCode.TransferOffset, $"Another connection goes on with the upload of '{FileName}'. Open the transfer again.");
            }

            if (data.Length > Length - _offset)
            {
                throw new RpcException(ErrorCode.TooLarge, $"'{FileName}' was announced with {Length} bytes and more were sent. Announce its real length.");
            }

            try
            {
                disk.BeforeWrite(data.Length);
                RandomAccess.Write(_file!, data, _offset);
            }
            catch (IOException exception) when (DiskFull.IsCauseOf(exception))
            {
                StorageAccess.SetLength(_file!, _offset, partialPath);
                throw DiskFull.Error($"The upload of '{FileName}'", Outcome.Failed);
            }

            _running!.AppendData(data);
            _offset += data.Length;
            return _offset;
        }
    }

    public void EndWrite(ContentWriter writer)
    {
        lock (_lock)
        {
            if (ReferenceEquals(writer, _writer))
            {
                _writer = null;
            }
        }
    }

    /// <summary>Verifies, flushes and moves the file. After an error of the hash the upload begins anew.</summary>
    public void Commit(string contentPath)
    {
        lock (_lock)
        {
            if (_committed)
            {
                return;
            }

            Ensure();
            if (_offset != Length)
            {
                throw new RpcException(ErrorCode.TransferOffset, $"'{FileName}' is not complete: {_offset} of {Length} bytes are here. Send the rest, then commit.", Outcome.NotStarted);
            }

            _writer = null;
            var actual = ContentHash.Format(_running!.GetHashAndReset());
            if (actual != Hash)
            {
                Close();
                StorageAccess.Delete(partialPath);
                throw new RpcException(ErrorCode.HashMismatch, $"'{FileName}' arrived with the content hash {actual} and not {Hash}: it changed while it was sent, or was damaged. Send it again.");
            }

            try
            {
                RandomAccess.FlushToDisk(_file!);
            }
            catch (IOException exception) when (DiskFull.IsCauseOf(exception))
            {
                // Some file systems reserve no room before the flush.
                Close();
                throw DiskFull.Error($"The upload of '{FileName}'", Outcome.Failed);
            }

            Close();
            var folder = Path.GetDirectoryName(contentPath)!;
            var isNew = !Directory.Exists(folder);
            Directory.CreateDirectory(folder);
            StorageAccess.Replace(partialPath, contentPath);
            _committed = true;
            FolderSync.Flush(folder);
            if (isNew)
            {
                FolderSync.Flush(Path.GetDirectoryName(folder)!);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _writer = null;
            Close();
        }
    }

    private void Ensure()
    {
        if (_committed)
        {
            throw new RpcException(ErrorCode.TransferNotFound, $"The upload of '{FileName}' is committed already.", Outcome.NotStarted);
        }

        if (_file is not null)
        {
            return;
        }

        var file = StorageAccess.Do(partialPath, () => File.OpenHandle(partialPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));
        try
        {
            var present = RandomAccess.GetLength(file);
            if (present > Length)
            {
                // Left by an upload that announced another length under this hash: one of the two lied.
                StorageAccess.SetLength(file, 0, partialPath);
                present = 0;
            }

            var running = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            ContentHash.AppendFile(running, file, present);
            (_file, _running, _offset) = (file, running, present);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Close()
    {
        _file?.Dispose();
        _running?.Dispose();
        _file = null;
        _running = null;
        _offset = 0;
    }
}
