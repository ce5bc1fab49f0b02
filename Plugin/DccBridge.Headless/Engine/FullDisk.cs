using DccBridge.Headless.Content;
using DccBridge.Server.Storage;

namespace DccBridge.Headless.Engine;

/// <summary>A disk that is full after a number of bytes, as long as the switch is on, for records and for the server's storage alike. Callable from any thread.</summary>
internal sealed class FullDisk(IContentFiles files, IStorageDisk disk) : IContentFiles, IStorageDisk
{
    private readonly Lock _lock = new();
    private long? _room;

    /// <summary>Leaves room for so many bytes; null for as much as the real disk has.</summary>
    public void SetRoom(long? bytes)
    {
        lock (_lock)
        {
            _room = bytes;
        }
    }

    /// <inheritdoc/>
    public long AvailableBytes(string folder)
    {
        lock (_lock)
        {
            return _room ?? disk.AvailableBytes(folder);
        }
    }

    /// <inheritdoc/>
    public void BeforeWrite(int count)
    {
        lock (_lock)
        {
            if (_room is { } room)
            {
                if (count > room)
                {
                    throw DiskFull.NewIOException();
                }

                _room = room - count;
            }
        }

        disk.BeforeWrite(count);
    }

    /// <inheritdoc/>
    public void CreateFolder(string folder) => files.CreateFolder(folder);

    /// <inheritdoc/>
    public void WriteFlushed(string file, ReadOnlySpan<byte> content)
    {
        BeforeWrite(content.Length);
        files.WriteFlushed(file, content);
    }

    /// <inheritdoc/>
    public void Move(string from, string to) => files.Move(from, to);

    /// <inheritdoc/>
    public void Delete(string file) => files.Delete(file);

    /// <inheritdoc/>
    public void FlushFolder(string folder) => files.FlushFolder(folder);
}
