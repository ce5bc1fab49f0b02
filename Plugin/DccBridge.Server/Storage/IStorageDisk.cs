namespace DccBridge.Server.Storage;

/// <summary>The disk below the storage: the place where a full disk can be played.</summary>
public interface IStorageDisk
{
    /// <summary>Bytes that can still be written below <paramref name="folder"/>.</summary>
    long AvailableBytes(string folder);

    /// <summary>Called before each write of <paramref name="count"/> bytes.</summary>
    /// <exception cref="IOException">The disk is full (<see cref="DiskFull.IsCauseOf"/>); nothing is written.</exception>
    void BeforeWrite(int count);
}

/// <summary>The disk as it is.</summary>
public sealed class SystemDisk : IStorageDisk
{
    /// <inheritdoc/>
    public long AvailableBytes(string folder) => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;

    /// <inheritdoc/>
    public void BeforeWrite(int count)
    {
        // The operating system itself refuses a write that does not fit.
    }
}

/// <summary>A disk with as much room as it is told: for tests, and for the headless editor's switch that plays a full disk.</summary>
public sealed class LimitedDisk(long freeBytes) : IStorageDisk
{
    private long _freeBytes = freeBytes;

    /// <summary>Room that is left, in bytes. Setting it frees or fills the disk.</summary>
    public long FreeBytes
    {
        get => Interlocked.Read(ref _freeBytes);
        set => Interlocked.Exchange(ref _freeBytes, value);
    }

    /// <inheritdoc/>
    public long AvailableBytes(string folder) => FreeBytes;

    /// <inheritdoc/>
    public void BeforeWrite(int count)
    {
        if (Interlocked.Add(ref _freeBytes, -count) < 0)
        {
            Interlocked.Add(ref _freeBytes, count);
            throw DiskFull.NewIOException();
        }
    }
}
