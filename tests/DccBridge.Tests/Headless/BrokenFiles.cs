using DccBridge.Headless.Content;
using DccBridge.Server.Storage;

namespace DccBridge.Tests.Headless;

/// <summary>How the disk behaves from the operation on at which it breaks.</summary>
public enum Break
{
    /// <summary>The process dies there: no operation after it happens.</summary>
    Killed,

    /// <summary>As <see cref="Killed"/>, but a write has put half of its bytes on the disk.</summary>
    KilledHalfWritten,

    /// <summary>That one operation fails with a full disk, later ones work.</summary>
    FullOnce,

    /// <summary>That operation and all later ones fail with a full disk.</summary>
    FullFromThen,
}

/// <summary>The real disk up to the operation of a number, broken then.</summary>
internal sealed class BrokenFiles(int breakAt, Break kind) : IContentFiles
{
    private readonly QuickFiles _disk = new();

    /// <summary>Operations asked for so far.</summary>
    public int Count { get; private set; }

    public void CreateFolder(string folder)
    {
        Step();
        _disk.CreateFolder(folder);
    }

    public void WriteFlushed(string file, ReadOnlySpan<byte> content)
    {
        if (kind == Break.KilledHalfWritten && Count == breakAt)
        {
            _disk.WriteFlushed(file, content[..(content.Length / 2)]);
        }

        Step();
        _disk.WriteFlushed(file, content);
    }

    public void Move(string from, string to)
    {
        Step();
        _disk.Move(from, to);
    }

    public void Delete(string file)
    {
        Step();
        _disk.Delete(file);
    }

    public void FlushFolder(string folder)
    {
        Step();
        _disk.FlushFolder(folder);
    }

    private void Step()
    {
        int number = Count++;
        bool isBroken = kind == Break.FullOnce ? number == breakAt : number >= breakAt;
        if (isBroken)
        {
            throw kind is Break.Killed or Break.KilledHalfWritten ? new KilledException() : DiskFull.NewIOException();
        }
    }

    /// <summary>No exception that the product catches: what follows a kill is nothing.</summary>
    internal sealed class KilledException : Exception;
}
