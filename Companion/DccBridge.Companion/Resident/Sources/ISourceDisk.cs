using DccBridge.Companion.Resident.State;

namespace DccBridge.Companion.Resident.Sources;

/// <summary>The disks that sent files lie on, so that a test can have one keep silent. But for <see cref="VolumesOf"/> everything may wait as long as a dead network drive does.</summary>
internal interface ISourceDisk : IFolderEvents
{
    /// <summary>Names the volume of each folder: whoever waits for one file of it would wait for all. Never waits for a network drive itself.</summary>
    IReadOnlyList<string> VolumesOf(IReadOnlyList<string> folders);

    /// <summary>What can be seen of a file without reading it; null when it is not there.</summary>
    FileLook? Look(string path);

    /// <summary>SHA-256 of the content; null while somebody writes it, or when it cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Told whenever some of it was read.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    string? Hash(string path, Action read, CancellationToken stop);
}

/// <summary>What can be seen of a file without reading it.</summary>
/// <param name="Length">Its length.</param>
/// <param name="Written">When it was written, UTC.</param>
internal readonly record struct FileLook(long Length, DateTime Written);
