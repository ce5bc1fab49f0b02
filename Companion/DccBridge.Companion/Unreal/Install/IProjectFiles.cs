namespace DccBridge.Companion.Unreal.Install;

/// <summary>The file operations of an installation; tests make each of them fail in turn. Paths are absolute.</summary>
internal interface IProjectFiles
{
    /// <summary>A file is there.</summary>
    bool FileExists(string path);

    /// <summary>A folder is there.</summary>
    bool FolderExists(string path);

    /// <summary>The path is a symbolic link or a junction.</summary>
    bool IsLink(string path);

    /// <summary>What a link to a file leads to in the end, absolute; the path itself when it is none.</summary>
    string Resolve(string path);

    /// <summary>The file carries the mark "read only", as files under Perforce do until they are checked out.</summary>
    bool IsReadOnly(string path);

    /// <summary>Another program keeps the file from being written. Only Windows tells; elsewhere always false.</summary>
    bool IsInUse(string path);

    /// <summary>When the file was last written, UTC.</summary>
    DateTime WrittenAt(string path);

    /// <summary>All files below a folder as paths relative to it with '/', in order; empty when there is no such folder. Does not look below links to folders.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>The links to folders below a folder, as full paths.</summary>
    IReadOnlyList<string> FolderLinks(string folder);

    /// <summary>The files directly in a folder, as full paths in order; empty when there is no such folder.</summary>
    IReadOnlyList<string> Files(string folder, string pattern);

    /// <summary>The folders directly in a folder, as full paths in order; empty when there is no such folder.</summary>
    IReadOnlyList<string> Folders(string folder);

    /// <summary>All bytes of a file of at most <see cref="MostBytes"/>.</summary>
    /// <exception cref="IOException">It cannot be read or is larger.</exception>
    byte[] Read(string path);

    /// <summary>Makes a folder with those above it.</summary>
    void MakeFolder(string path);

    /// <summary>Writes a new file down to the disk; the folder must be there.</summary>
    void Write(string path, byte[] content);

    /// <summary>Renames a file over whatever has that name: readers see the old or the new one.</summary>
    void MoveFile(string from, string to);

    /// <summary>Renames a folder to a name that is free.</summary>
    /// <exception cref="OtherVolumeException">The name is on another volume.</exception>
    void MoveFolder(string from, string to);

    /// <summary>Removes a file.</summary>
    void DeleteFile(string path);

    /// <summary>Removes a folder with all that is in it; read-only files too.</summary>
    void DeleteFolder(string path);

    /// <summary>Largest file that is read: none of a plugin in source form comes near it.</summary>
    const int MostBytes = 64 * 1024 * 1024;
}
