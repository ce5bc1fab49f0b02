using System.Text;

namespace DccBridge.Companion.Unreal.Install;

/// <summary>
/// What single files were before a run changed them, on the disk: a run that is killed leaves it, and the next one puts them back. Each entry is
/// a file of a line of text and the content that was there.
/// </summary>
/// <param name="folder">Where the entries are, absolute.</param>
/// <param name="project">The project; a file outside of its folder is never put back.</param>
/// <param name="files">The disk.</param>
internal sealed class FileJournal(string folder, UnrealProject project, IProjectFiles files)
{
    private const string Extension = ".before";
    private const string Unknown = "*";
    private const string Absent = "-";
    private int _count;

    /// <summary>Writes an entry down before the file changes; the folder must be there.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="before">What it holds; null when it is not there.</param>
    /// <param name="after">What it will hold; null when it goes.</param>
    /// <param name="isAfterKnown">False when another program decides what it will hold.</param>
    public void Add(string path, byte[]? before, byte[]? after, bool isAfterKnown)
    {
        var coming = !isAfterKnown ? Unknown : after is null ? Absent : InstallRecord.Hash(after);
        var line = $"{(before is null ? Absent : "+")} {coming} {Path.GetRelativePath(project.Folder, path)}\n";
        var entry = Path.Combine(folder, $"{_count++:D4}");

        // Whole or not at all: half an entry would put half a file back.
        files.Write($"{entry}.part", [.. Encoding.UTF8.GetBytes(line), .. before ?? []]);
        files.MoveFile($"{entry}.part", entry + Extension);
    }

    /// <summary>Puts back what a killed run changed, the last first. A file that somebody changed since stays.</summary>
    /// <param name="drop">Removes what was being written to take the file's place.</param>
    /// <param name="put">Gives a file its content; null removes it.</param>
    public void PutBack(Action<string> drop, Action<string, byte[]?> put)
    {
        foreach (var entry in files.Files(folder, $"*{Extension}").Reverse())
        {
            var bytes = files.Read(entry);
            var end = Array.IndexOf(bytes, (byte)'\n');
            if (end < 0 || Encoding.UTF8.GetString(bytes, 0, end).Split(' ', 3) is not [var state, var coming, var relative] || !IsInside(relative))
            {
                continue;
            }

            var path = Path.Combine(project.Folder, relative);
            drop(path);
            var now = files.FileExists(path) ? InstallRecord.Hash(files.Read(path)) : Absent;
            if (coming == Unknown || coming == now)
            {
                put(path, state == Absent ? null : bytes[(end + 1)..]);
            }
        }
    }

    private static bool IsInside(string relative) => !Path.IsPathRooted(relative) && !relative.Split('/', '\\').Contains("..");
}
