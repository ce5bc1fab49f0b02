using DccBridge.Server.Storage;

namespace DccBridge.Headless.Content;

/// <summary>The real disk.</summary>
internal sealed class DiskFiles : IContentFiles
{
    public void CreateFolder(string folder) => Directory.CreateDirectory(folder);

    public void WriteFlushed(string file, ReadOnlySpan<byte> content)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    public void Move(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string file) => File.Delete(file);

    public void FlushFolder(string folder) => FolderSync.Flush(folder);
}
