using DccBridge.Server.Editor;

namespace DccBridge.Server.Storage;

/// <summary>The server's folder on disk, held by one process at a time, with the stores in it.</summary>
public sealed class StateFolder : IDisposable
{
    private readonly FileStream _lock;

    /// <summary>Takes the folder and opens the stores.</summary>
    /// <param name="folder">Made when it is not there.</param>
    /// <param name="disk">Asked before each write.</param>
    /// <param name="options">How much is kept.</param>
    /// <param name="time">Dates what is kept.</param>
    /// <param name="log">Hears what goes wrong and is borne.</param>
    /// <exception cref="IOException">Another process holds the folder, or it cannot be used.</exception>
    public StateFolder(string folder, IStorageDisk disk, StorageOptions options, TimeProvider time, IBridgeLog log)
    {
        Directory.CreateDirectory(folder);
        _lock = Take(Path.Combine(folder, "in-use.lock"), folder);
        try
        {
            Events = new FileEventLog(Path.Combine(folder, "events"), disk, options, time, log);
            Operations = new FileOperationStore(folder, disk, options, time, log);
            Sessions = new FileSessionStore(Path.Combine(folder, "sessions.log"), disk, log);
            Fixes = new FileFixStore(Path.Combine(folder, "fixes.log"), disk, options, time, log);
            Content = new FileContentStore(Path.Combine(folder, "content"), disk, options, time);
        }
        catch
        {
            Events?.Dispose();
            Operations?.Dispose();
            Sessions?.Dispose();
            Fixes?.Dispose();
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Pushed events and acknowledgements.</summary>
    public IEventLog Events { get; }

    /// <summary>Operations and idempotency keys.</summary>
    public IOperationStore Operations { get; }

    /// <summary>Sessions that can be resumed.</summary>
    public ISessionStore Sessions { get; }

    /// <summary>Fixes that can be taken back.</summary>
    public IFixStore Fixes { get; }

    /// <summary>Uploaded content.</summary>
    public IContentStore Content { get; }

    /// <summary>Closes the stores, then lets go of the folder.</summary>
    /// <exception cref="AggregateException">Some store could not be closed in order; the folder is let go all the same.</exception>
    public void Dispose()
    {
        List<Exception> failed = [];
        foreach (var store in (IDisposable[])[Events, Operations, Sessions, Fixes, Content, _lock])
        {
            try
            {
                store.Dispose();
            }
            catch (Exception exception)
            {
                failed.Add(exception);
            }
        }

        if (failed.Count > 0)
        {
            throw new AggregateException(failed);
        }
    }

    private static FileStream Take(string path, string folder)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"The folder '{folder}' cannot be taken: another editor has the project open with DccBridge, or the folder is not writable. Close the other editor, or mend the folder's rights.", exception);
        }
    }
}
