using DccBridge.Protocol.Contracts;
using DccBridge.Server.Editor;
using DccBridge.Server.Storage;

namespace DccBridge.Headless.Content;

/// <summary>Turns what the file system says into what an artist can act on.</summary>
internal static class DiskErrors
{
    /// <summary>True for the exceptions with which a file system refuses.</summary>
    public static bool IsRefusal(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>True when the disk or the user's quota is full.</summary>
    public static bool IsFull(Exception exception) => exception is IOException cause && DiskFull.IsCauseOf(cause);

    /// <summary>The failure of a change to <paramref name="assetPath"/> of which nothing remained.</summary>
    public static EditorException NotSaved(string assetPath, Exception cause) => IsFull(cause)
        ? new EditorException(ErrorCode.DiskFull, $"The editor's disk is full: '{assetPath}' was not saved and nothing was changed. Free some room on the drive of the content folder, then send it again.", cause)
        : new EditorException(ErrorCode.Internal, $"'{assetPath}' was not saved and nothing was changed: {Reason(cause)}. Check the rights on the content folder and the editor's log, then send it again.", cause);

    private static string Reason(Exception cause) => cause is UnauthorizedAccessException
        ? "the system refused to write into the content folder"
        : "the content folder could not be written";
}
