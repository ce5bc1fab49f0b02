using System.Globalization;

namespace DccBridge.Headless.Content;

/// <summary>Holds a content folder for one process. The system's lock ends with the process, however that ends, so nothing stale remains.</summary>
internal sealed class ContentLock : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _ownerFile;

    private ContentLock(FileStream held, string ownerFile)
    {
        _lock = held;
        _ownerFile = ownerFile;
    }

    /// <exception cref="ContentFolderException">Another process holds the folder, or the lock file cannot be opened.</exception>
    public static ContentLock Take(ContentLayout layout)
    {
        FileStream held;
        try
        {
            held = new FileStream(layout.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new ContentFolderException($"The lock '{layout.LockFile}' cannot be opened: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new ContentFolderException($"The content folder '{layout.Root}' is in use by another headless editor{Owner(layout)}. Stop that one first, or start this one on another folder.", exception);
        }

        try
        {
            File.WriteAllText(layout.OwnerFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new ContentLock(held, layout.OwnerFile);
        }
        catch (Exception exception) when (DiskErrors.IsRefusal(exception))
        {
            held.Dispose();
            throw new ContentFolderException($"The content folder '{layout.Root}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            File.Delete(_ownerFile);
        }
        catch (Exception exception) when (DiskErrors.IsRefusal(exception))
        {
            // Only a hint for people, and the whole folder may be gone by now.
        }

        // The lock file stays: deleting it would let a third process lock a new file of that name beside a waiting second one.
        _lock.Dispose();
    }

    private static string Owner(ContentLayout layout)
    {
        try
        {
            string text = File.ReadAllText(layout.OwnerFile);
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int process) ? $" (process {process})" : string.Empty;
        }
        catch (Exception exception) when (DiskErrors.IsRefusal(exception))
        {
            // Only a hint for people; the refusal stands without it.
            return string.Empty;
        }
    }
}
