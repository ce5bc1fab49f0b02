using System.Security.Cryptography;
using DccBridge.Companion.Resident.State;

namespace DccBridge.Companion.Resident.Sources;

/// <summary>The disks of this machine.</summary>
internal sealed class SourceDisk : ISourceDisk
{
    private const int BlockBytes = 128 * 1024;

    private readonly SystemFolders _folders = new();

    /// <inheritdoc/>
    public IReadOnlyList<string> VolumesOf(IReadOnlyList<string> folders) => Volumes.Of(folders);

    /// <inheritdoc/>
    public string? IdentityOf(string folder) => _folders.IdentityOf(folder);

    /// <inheritdoc/>
    public IDisposable Watch(string folder, Action<string> happened, Action died) => _folders.Watch(folder, happened, died);

    /// <inheritdoc/>
    public FileLook? Look(string path)
    {
        try
        {
            var info = new FileInfo(path);
            return info.Exists ? new FileLook(info.Length, info.LastWriteTimeUtc) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It went away between two questions, or its folder may not be read: as good as not there.
            return null;
        }
    }

    /// <inheritdoc/>
    public string? Hash(string path, Action read, CancellationToken stop)
    {
        var before = Look(path);
        if (before is null or { Length: 0 })
        {
            // An empty one is about to be written.
            return null;
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var block = new byte[(int)Math.Min(BlockBytes, before.Value.Length)];
            int count;
            while ((count = stream.Read(block)) > 0)
            {
                stop.ThrowIfCancellationRequested();
                hash.AppendData(block, 0, count);
                read();
            }

            return Look(path) == before ? Convert.ToHexStringLower(hash.GetHashAndReset()) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody holds it, or it may not be read: it is tried again.
            return null;
        }
    }
}
