namespace DccBridge.Companion.Resident.State;

/// <summary>The disk under the state files, so that a test can fill it.</summary>
internal interface IStateDisk
{
    /// <summary>Opens a file to write at its end; made when it is not there. What is written reaches the system at once.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    Stream Append(string path);

    /// <summary>Makes a file anew.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    Stream Create(string path);

    /// <summary>Brings all of a stream of this disk to the medium.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    void Flush(Stream stream);
}

/// <summary>The disk of this machine. Only this user reads the files.</summary>
internal sealed class StateDisk : IStateDisk
{
    private const UnixFileMode UserOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <inheritdoc/>
    public Stream Append(string path) => Open(path, FileMode.Append);

    /// <inheritdoc/>
    public Stream Create(string path) => Open(path, FileMode.Create);

    /// <inheritdoc/>
    public void Flush(Stream stream) => ((FileStream)stream).Flush(flushToDisk: true);

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UserOnly;
        }

        return new FileStream(path, options);
    }
}
