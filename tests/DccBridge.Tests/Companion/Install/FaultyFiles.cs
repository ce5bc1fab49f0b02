using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Tests.Companion.Install;

/// <summary>The disk, with one operation that fails; or that one and all after it.</summary>
internal sealed class FaultyFiles(int failing, bool forGood = false) : IProjectFiles
{
    private readonly ProjectFiles _disk = new();

    /// <summary>Operations that change something, so far.</summary>
    public int Count { get; private set; }

    /// <summary>What lies on another volume than the rest.</summary>
    public Func<string, bool> OtherVolume { get; set; } = _ => false;

    public Func<string, bool> InUse { get; set; } = _ => false;

    public bool FileExists(string path) => _disk.FileExists(path);

    public bool FolderExists(string path) => _disk.FolderExists(path);

    public bool IsLink(string path) => _disk.IsLink(path);

    public string Resolve(string path) => _disk.Resolve(path);

    public bool IsReadOnly(string path) => _disk.IsReadOnly(path);

    public bool IsInUse(string path) => InUse(path);

    public DateTime WrittenAt(string path) => _disk.WrittenAt(path);

    public IReadOnlyList<string> List(string folder) => _disk.List(folder);

    public IReadOnlyList<string> FolderLinks(string folder) => _disk.FolderLinks(folder);

    public IReadOnlyList<string> Files(string folder, string pattern) => _disk.Files(folder, pattern);

    public IReadOnlyList<string> Folders(string folder) => _disk.Folders(folder);

    public byte[] Read(string path) => _disk.Read(path);

    public void MakeFolder(string path) => Change(() => _disk.MakeFolder(path));

    public void Write(string path, byte[] content)
    {
        // A full disk leaves half a file.
        if (Count + 1 == failing)
        {
            _disk.Write(path, content[..(content.Length / 2)]);
        }

        Change(() => _disk.Write(path, content));
    }

    public void MoveFile(string from, string to) => Change(() => _disk.MoveFile(from, to));

    public void MoveFolder(string from, string to) => Change(() =>
    {
        if (OtherVolume(from) != OtherVolume(to))
        {
            throw new OtherVolumeException(from, to, null);
        }

        _disk.MoveFolder(from, to);
    });

    public void DeleteFile(string path) => Change(() => _disk.DeleteFile(path));

    public void DeleteFolder(string path) => Change(() => _disk.DeleteFolder(path));

    private void Change(Action change)
    {
        Count++;
        if (Count == failing || (forGood && Count > failing))
        {
            throw new IOException($"There is not enough space on the disk (operation {Count}).");
        }

        change();
    }
}
