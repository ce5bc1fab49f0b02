using DccBridge.Headless.Content;

namespace DccBridge.Tests.Headless;

/// <summary>The real disk without its flushes: no test pulls the plug, and flushing thousands of files takes long.</summary>
internal sealed class QuickFiles : IContentFiles
{
    public void CreateFolder(string folder) => Directory.CreateDirectory(folder);

    public void WriteFlushed(string file, ReadOnlySpan<byte> content) => File.WriteAllBytes(file, content);

    public void Move(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string file) => File.Delete(file);

    public void FlushFolder(string folder) => Assert.That(Directory.Exists(folder), "a folder that is flushed exists");
}
