using DccBridge.Protocol.Contracts;
using DccBridge.Server.Editor;

namespace DccBridge.Headless.Content;

/// <summary>
/// Refuses symbolic links (and junctions) anywhere below the content folder: one that leads out would let an import write
/// outside the project, one that leads inside would give one asset two paths.
/// </summary>
internal static class LinkGuard
{
    /// <summary>True when the file or folder is a link, a dangling one included.</summary>
    public static bool IsLink(FileSystemInfo entry) => entry.LinkTarget is not null;

    /// <summary>Checks each part of a relative file ('/' between names); parts that do not exist yet are fine.</summary>
    /// <param name="root">Real path of the content folder.</param>
    /// <param name="relativeFile">File below it.</param>
    /// <exception cref="EditorException">A part is a link; the message names it.</exception>
    public static void Check(string root, string relativeFile)
    {
        for (int end = relativeFile.IndexOf('/'); ; end = relativeFile.IndexOf('/', end + 1))
        {
            string part = end < 0 ? relativeFile : relativeFile[..end];
            FileSystemInfo entry = end < 0 ? new FileInfo(Path.Combine(root, part)) : new DirectoryInfo(Path.Combine(root, part));
            if (IsLink(entry))
            {
                throw new EditorException(ErrorCode.InvalidAssetPath, Refusal(root, part, entry));
            }

            if (end < 0)
            {
                return;
            }
        }
    }

    /// <summary>Why the link is refused. Says not where it leads: that may be outside the project, and the text may cross the wire.</summary>
    public static string Refusal(string root, string part, FileSystemInfo entry) =>
        $"'{part}' in the content folder is a symbolic link{(LeadsOut(root, entry) ? " that leads out of it" : string.Empty)}. Put a real {(entry is DirectoryInfo ? "folder" : "file")} in its place, or choose another asset path.";

    private static bool LeadsOut(string root, FileSystemInfo entry)
    {
        try
        {
            string? target = entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
            return target is null || !(target + Path.DirectorySeparatorChar).StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // A circle of links leads nowhere in the content folder.
            return true;
        }
    }
}
