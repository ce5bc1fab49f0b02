namespace DccBridge.Headless.Content;

/// <summary>
/// The operations that change the content folder, one by one: what a power cut, a full disk or a refused write can come between.
/// Paths are absolute. Every operation throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the file system refuses.
/// </summary>
internal interface IContentFiles
{
    /// <summary>Creates one folder whose parent exists; a folder that is there already is fine.</summary>
    void CreateFolder(string folder);

    /// <summary>Writes a whole file (replacing one that is there) and flushes its bytes to the disk.</summary>
    void WriteFlushed(string file, ReadOnlySpan<byte> content);

    /// <summary>Renames a file within the volume, replacing the destination: a reader sees the old file or the new one, never a part.</summary>
    void Move(string from, string to);

    /// <summary>Deletes a file; one that is gone already is fine.</summary>
    void Delete(string file);

    /// <summary>Flushes a folder's list of names to the disk, so that a rename or a deletion in it outlives a power cut.</summary>
    void FlushFolder(string folder);
}
