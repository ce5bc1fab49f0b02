using DccBridge.Server.Storage;

namespace DccBridge.Headless.Content;

/// <summary>
/// Where things lie in a content folder. Records lie under their package path; everything else lies in one folder whose name begins
/// with a dot, which no record's folder can (<see cref="RecordFileName"/> writes dots as %2E).
/// </summary>
internal sealed class ContentLayout
{
    /// <summary>Name of the folder for all that is no asset.</summary>
    public const string StateFolderName = ".dccbridge";

    private ContentLayout(string root)
    {
        Root = root;
        State = Path.Combine(root, StateFolderName);
        Staging = Path.Combine(State, "staging");
        Journal = Path.Combine(Staging, "journal.json");
        Storage = Path.Combine(State, "server");
        LockFile = Path.Combine(State, "lock");
        OwnerFile = Path.Combine(State, "owner");
    }

    /// <summary>Real path of the content folder.</summary>
    public string Root { get; }

    /// <summary>Folder of all that is no asset.</summary>
    public string State { get; }

    /// <summary>Folder of files that are not in place yet; emptied at each start.</summary>
    public string Staging { get; }

    /// <summary>The journal of a change to several files; there only while the change is being made.</summary>
    public string Journal { get; }

    /// <summary>Folder of the server: events, operations, uploads, blobs.</summary>
    public string Storage { get; }

    /// <summary>Locked while an editor runs on the folder.</summary>
    public string LockFile { get; }

    /// <summary>Process id of the editor that holds the lock: a hint for people.</summary>
    public string OwnerFile { get; }

    /// <summary>Opens a content folder, creating what is missing.</summary>
    /// <exception cref="ContentFolderException">It cannot be created or written, or its own folders are links.</exception>
    public static ContentLayout Open(string folder)
    {
        try
        {
            DirectoryInfo given = Directory.CreateDirectory(folder);
            string root = given.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? given.FullName;
            var layout = new ContentLayout(Path.TrimEndingDirectorySeparator(root));
            bool isNew = !Directory.Exists(layout.State);
            foreach (string own in (string[])[layout.State, layout.Staging, layout.Storage])
            {
                if (LinkGuard.IsLink(new DirectoryInfo(own)))
                {
                    throw new ContentFolderException($"'{own}' is a symbolic link. Put a real folder in its place, or remove it.");
                }

                Directory.CreateDirectory(own);
            }

            if (isNew)
            {
                FolderSync.Flush(layout.State);
                FolderSync.Flush(layout.Root);
            }

            return layout;
        }
        catch (Exception exception) when (DiskErrors.IsRefusal(exception))
        {
            throw new ContentFolderException($"The content folder '{folder}' cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>Absolute path of a file that is named relative to the root with '/' between names.</summary>
    public string Absolute(string relativeFile) => Path.Combine(Root, relativeFile.Replace('/', Path.DirectorySeparatorChar));
}
